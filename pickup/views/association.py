"""The association's list of shops: who runs them, what they lack, when they sold last."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pickup.orders.sales import with_last_sale, with_shelf
from pickup.withdrawals.queries import with_withdrawals
from shops.access import for_association
from shops.identity import missing_to_sell
from shops.models import Shop

PER_PAGE = 30
STATES = {
    "en-ligne": ["approved"],
    "suspendus": ["paused"],
    "fermes": ["closed"],
}
MEMBERS = ["approved", "paused", "closed"]


@require_safe
@for_association
def desk_shops(request, association):
    chosen = request.GET.get("etat", "")
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    towns = list(association.territory.towns.all())
    town = next((one for one in towns if one.slug == request.GET.get("commune")), None)
    shops = Shop.objects.in_territory(association.territory)
    shops = shops.filter(status__in=STATES.get(chosen, MEMBERS))
    if town:
        shops = shops.filter(town=town)
    page = Paginator(with_details(found(shops, words)), PER_PAGE).get_page(request.GET.get("page"))
    for shop in page:
        shop.missing = missing_to_sell(shop)
    context = {
        "association": association,
        "page": page,
        "towns": towns,
        "town": town,
        "words": words,
        "chosen": chosen if chosen in STATES else "",
    }
    return render(request, "pickup/association/shops.html", context)


def found(shops, words: str):
    """Return the shops whose name, trade or people hold the words."""
    if not words:
        return shops
    people = Q(members__user__email__icontains=words) | Q(
        members__user__last_name__icontains=words
    )
    named = Q(name__icontains=words) | Q(trade__icontains=words) | Q(email__icontains=words)
    return shops.filter(named | people).distinct()


def with_details(shops):
    shops = with_withdrawals(with_shelf(with_last_sale(shops.order_by("name", "pk"))))
    return shops.select_related("town", "territory").prefetch_related(
        "vat_statuses", "members__user"
    )
