"""The products of a shop's page: the soonest of all, or one shelf, page by page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator

from marketplace.storefront import ranking
from marketplace.storefront.cards import product_cards
from marketplace.storefront.queries import shown_products
from shops.catalogue.own_shelves import shelves_of
from shops.models import Shop

PRODUCTS_SHOWN = 24


def products_of_page(
    shop: Shop, *, asked: str | None, page: str | None, now: datetime
) -> dict[str, Any]:
    """Return what the template of the products shows.

    Args:
        shop: with `takes_orders` and `next_start`.
        asked: a shelf as in the address; one that there is not asks for nothing.
        page: of that shelf, as typed; what a shop has beyond the first page, lists show.
    """
    products = shown_products(shop.territory).for_shop(shop)
    known = shelves_of(products)
    chosen = next((shelf for shelf in known.shelves if shelf.slug == asked), None)
    keys = chosen.products if chosen else known.products
    if chosen:
        products = products.filter(pk__in=sorted(keys))
    paginator = Paginator(products, PRODUCTS_SHOWN)
    paginator.count = len(keys)
    shown = paginator.get_page(page if chosen else 1)
    start = (shown.number - 1) * PRODUCTS_SHOWN
    counts = Counter({shop.pk: len(keys)})
    found = ranking.ranked_slice(
        products, [shop], start=start, stop=start + PRODUCTS_SHOWN, counts=counts
    )
    return {
        "shelves": known.shelves,
        "shelf": chosen,
        "page": shown,
        "cards": product_cards(found, now=now),
        "has_more": not chosen and shown.has_next(),
    }
