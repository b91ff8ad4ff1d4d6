"""A person's own data: to read, to take away, to erase."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from marketplace.accounts.person import person_of
from marketplace.operations.privacy import (
    ErasureRefused,
    erase_person,
    export_person,
    obstacles_of,
)
from marketplace.territories.models import Territory
from pickup.orders import privacy as orders
from pickup.orders.models import NOBODY, Purchase
from pickup.views.shopper.purchase import by_link
from pickup.withdrawals import privacy as withdrawals


@login_required
@never_cache
@require_GET
def mine(request):
    return render(request, "privacy/mine.html", {"data": export_person(person_of(request.user))})


@login_required
@never_cache
@require_GET
def download(request):
    return as_file(export_person(person_of(request.user)), "mes-donnees.json")


@never_cache
@reauthentication_required
@require_http_methods(["GET", "POST"])
def erase(request):
    """Erase the account once the person, who has just confirmed who they are, says so."""
    person = person_of(request.user)
    refused = request.method == "POST" and "understood" not in request.POST
    if request.method == "POST" and not refused:
        try:
            territory = Territory.objects.get(pk=request.territory.pk)
            erase_person(person=person, now=timezone.now(), territory=territory)
        except ErasureRefused:
            refused = True
        else:
            logout(request)
            return redirect("privacy:erased")
    context = {"obstacles": obstacles_of(person), "refused": refused}
    return render(request, "privacy/erase.html", context, status=422 if refused else 200)


@require_safe
def erased(request):
    return render(request, "privacy/erased.html")


@require_http_methods(["GET", "POST"])
@by_link
def purchase(request, token, purchase):
    """Read, take away or erase one purchase of a guest, by its signed link."""
    only = Purchase.objects.filter(pk=purchase.pk)
    data = orders.export_purchase(purchase) | withdrawals.export_purchase(purchase)
    if request.method == "GET" and "json" in request.GET:
        return as_file(data, "ma-commande.json")
    obstacles = orders.obstacles_of(only)
    if request.method == "POST" and not obstacles:
        withdrawals.erase_purchase(purchase=purchase)
        orders.erase_purchase(purchase=purchase)
        messages.success(request, _("Your name, address, telephone and notes are erased."))
        return redirect("privacy:purchase", token)
    context = {
        "data": data,
        "obstacles": obstacles,
        "token": token,
        "is_erased": purchase.email == NOBODY,
    }
    return render(
        request, "privacy/purchase.html", context, status=422 if request.method == "POST" else 200
    )


def as_file(data, name: str) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
