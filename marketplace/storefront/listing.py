"""One page of products: the list, its filters and its counts, in as few queries as can be."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from marketplace.storefront import queries, ranking
from marketplace.storefront.cards import product_cards
from marketplace.storefront.selection import (
    Selection,
    asked_for,
    facets_of,
    matching_shops,
    narrowed,
)
from marketplace.territories.models import Territory
from shops.catalogue.queries import ProductQuerySet
from shops.models import Shop

PAGE_SIZE = 24


def listing(
    *,
    territory: Territory,
    selection: Selection,
    categories: list,
    page: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Return what the template of a list shows.

    `categories` are those with products; `page` is as typed, the nearest page answers.
    """
    products = asked_for(queries.shown_products(territory), selection)
    shops = ranking.answering_shops(territory, now=now)
    counts = ranking.products_by_shop(products)
    for shop in shops:
        shop.product_count = counts[shop.pk]
    shown = _page(products, shops, selection, page=page, end=queries.end_of_day(now, territory))
    return {
        "selection": selection,
        "page": shown,
        "cards": product_cards(shown.object_list, now=now),
        "facets": facets_of(shops, selection),
        "matching_shops": matching_shops(shops, selection.words)[:6],
        "branches": branches_of(categories, selection.category),
        "crumbs": [c for c in categories if is_above(c, selection.category)],
    }


def branches_of(categories: list, category) -> list:
    """Return the categories one step below; at the top, those without a parent."""
    if category is None:
        return [one for one in categories if one.depth == 1]
    below = category.depth + 1
    return [c for c in categories if c.depth == below and c.path.startswith(category.path)]


def is_above(one, category) -> bool:
    return (
        category is not None and one.depth < category.depth and category.path.startswith(one.path)
    )


def _page(
    products: ProductQuerySet,
    shops: list[Shop],
    selection: Selection,
    *,
    page: str | None,
    end: datetime,
) -> Page:
    """Return the page asked for; `end` is when today ends."""
    kept = narrowed(shops, selection)
    if selection.today:
        kept = [shop for shop in kept if shop.next_start and shop.next_start < end]
        products = products.filter(queries.stock_left())
    if kept != shops:
        products = products.filter(shop_id__in=[shop.pk for shop in kept])
    paginator = Paginator(products, PAGE_SIZE)
    # The filters have counted already, save what is left of today.
    paginator.count = (
        products.count() if selection.today else sum(shop.product_count for shop in kept)
    )
    shown = paginator.get_page(page)
    start = (shown.number - 1) * PAGE_SIZE
    counts = Counter({shop.pk: shop.product_count for shop in kept})
    shown.object_list = ranking.ranked_slice(
        products, kept, start=start, stop=start + PAGE_SIZE, counts=counts
    )
    return shown
