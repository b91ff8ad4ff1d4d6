"""One page of products: the list, its filters and its counts, in as few queries as can be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from marketplace.storefront import queries
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
    shops = list(queries.shops_with_counts(territory, products))
    shown = _page(narrowed(products, selection), selection, territory, page=page, now=now)
    queries.load_cards(shown.object_list)
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
    selection: Selection,
    territory: Territory,
    *,
    page: str | None,
    now: datetime,
) -> Page:
    answered = queries.with_collection(products, now=now)
    counted = products
    if selection.today:
        answered = queries.collected_on_day_of(answered, territory=territory, now=now)
        counted = answered
    paginator = Paginator(queries.soonest_first(answered).values("pk"), PAGE_SIZE)
    # Counting needs none of what cards say: the annotations cost more than the rows.
    paginator.count = counted.count()
    shown = paginator.get_page(page)
    # A page far down the list is as quick as the first: only keys are sorted, then 24 rows read.
    rows = queries.with_collection(queries.shown_products(territory), now=now)
    rows = queries.soonest_first(rows.filter(pk__in=shown.object_list))
    shown.object_list = list(rows.select_related("shop__town", "shop__territory"))
    return shown
