"""The shops of the territory, and a shop's page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.json_ld import script_text
from marketplace.legal import wordings
from marketplace.storefront import queries, ranking
from marketplace.storefront.cards import product_cards, shop_card, shop_cards
from marketplace.storefront.json_ld import shop_data
from marketplace.storefront.offer import map_address, means_of_payment
from marketplace.storefront.page_cache import public_page
from marketplace.storefront.sharing import share_of_shop
from pickup.orders.legal import seller_of, terms_of
from shops.hours import current_closure, week_of
from shops.models import Shop

PAGE_SIZE = 48
PRODUCTS_SHOWN = 24


@public_page
@require_safe
def shop_list(request: HttpRequest) -> HttpResponse:
    """Show the shops, the open ones first; one town's when the address names it."""
    shops = list(queries.shops_with_hours(request.territory))
    towns = sorted({shop.town for shop in shops}, key=lambda town: town.name)
    town = next((one for one in towns if one.slug == request.GET.get("commune")), None)
    chosen = [shop for shop in shops if town is None or shop.town == town]
    cards = shop_cards(chosen, now=timezone.now())
    page = Paginator(cards, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": page.object_list, "towns": towns, "town": town}
    return render(request, "storefront/shop_list.html", context)


@public_page
@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    shops = queries.shop_pages(request.territory, now=now)
    found = get_object_or_404(shops, slug=slug)
    shelf = queries.shown_products(request.territory).for_shop(found)
    products = ranking.ranked_slice(shelf, [found], start=0, stop=PRODUCTS_SHOWN + 1)
    today = now.astimezone(found.zone).date()
    share = share_of_shop(found, request.territory)
    context = {
        "shop": found,
        "card": shop_card(found, now=now),
        "week": week_of(found.opening_hours.all(), today=today),
        "closure": current_closure(found.closures.all(), today=today),
        "means_of_payment": means_of_payment(found),
        "map_address": map_address(found),
        "seller": seller_of(found, day=today),
        "cards": product_cards(products[:PRODUCTS_SHOWN], now=now),
        "has_more": len(products) > PRODUCTS_SHOWN,
        "wordings": wordings,
        "share": share,
        "json_ld": script_text(shop_data(found, share, today=today)),
    }
    return render(request, "storefront/shop.html", context)


@public_page
@require_safe
def shop_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the terms under which a shop sells; a shop that cannot sell has none yet."""
    shops = Shop.objects.open_to_orders().in_territory(request.territory)
    found = get_object_or_404(shops.select_related("town", "territory"), slug=slug)
    today = timezone.localdate(timezone=found.zone)
    terms = terms_of(found, association=request.territory.association, day=today)
    return render(request, "storefront/shop_terms.html", {"shop": found, "terms": terms})
