"""« Prévenir ce téléphone »: a browser of the team that is woken by new orders, and its end."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from marketplace.notifications.exceptions import SubscriptionRefused
from marketplace.notifications.push import is_push_service
from pickup.orders.counter.phones import add_phone, remove_phone
from pickup.views.pro.counter import for_own_people


@require_POST
@for_own_people
def add(request, shop):
    sent = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    try:
        add_phone(shop=shop, user=request.user, **sent)
    except SubscriptionRefused:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@require_POST
@for_own_people
def remove(request, shop):
    endpoint = request.POST.get("endpoint", "")
    if not is_push_service(endpoint):
        return HttpResponse(status=422)
    remove_phone(shop=shop, user=request.user, endpoint=endpoint)
    return HttpResponse(status=204)
