"""One page of products: the list, its filters and its counts, in as few queries as can be."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from marketplace.storefront import queries, ranking
from marketplace.storefront.cards import product_cards
from marketplace.storefront.categories import branches_of, is_above
from marketplace.storefront.known import known
from marketplace.storefront.own_days import later_than
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
    counts = counts_of(products, territory, selection, now=now)
    end = queries.end_of_day(now, territory)
    shown = _page(products, shops, counts, selection, page=page, end=end)
    return {
        "selection": selection,
        "page": shown,
        "cards": product_cards(shown.object_list, now=now),
        "boxes": boxes_of(territory, shops, counts, selection, now=now),
        "matching_shops": matching_shops(shops, selection.words)[:6],
        "branches": branches_of(categories, selection.category),
        "crumbs": [c for c in categories if is_above(c, selection.category)],
    }


def counts_of(
    products: ProductQuerySet, territory: Territory, selection: Selection, *, now: datetime
) -> Counter[int]:
    """Count what the boxes stand for; what words find is counted each time."""

    def count() -> Counter[int]:
        return ranking.products_by_shop(products)

    if selection.words:
        return count()
    return known("counts", territory, count, now=now, part=_key_of(selection.category))


def boxes_of(
    territory: Territory,
    shops: list[Shop],
    counts: Counter[int],
    selection: Selection,
    *,
    now: datetime,
) -> SafeString:
    """Return the form of the filters; without a box ticked, it is every visitor's first one."""

    def draw() -> SafeString:
        facets = facets_of(shops, counts, selection)
        return render_to_string(
            "storefront/_facets.html", {"selection": selection, "facets": facets}
        )

    if selection.words or selection.is_filtered:
        return draw()
    part = (_key_of(selection.category), get_language())
    return known("boxes", territory, draw, now=now, part=part)


def _key_of(category) -> int | None:
    return category.pk if category else None


def _page(
    products: ProductQuerySet,
    shops: list[Shop],
    counts: Counter[int],
    selection: Selection,
    *,
    page: str | None,
    end: datetime,
) -> Page:
    """Return the page asked for; `end` is when today ends."""
    kept = narrowed(shops, selection)
    if selection.today:
        kept = [shop for shop in kept if shop.next_start and shop.next_start < end]
        products = products.exclude(pk__in=later_than(kept, end))
        products = products.filter(queries.stock_left())
    if kept != shops:
        products = products.filter(shop_id__in=[shop.pk for shop in kept])
    paginator = Paginator(products, PAGE_SIZE)
    # The filters have counted already, save what is left of today.
    paginator.count = (
        products.count() if selection.today else sum(counts[shop.pk] for shop in kept)
    )
    shown = paginator.get_page(page)
    start = (shown.number - 1) * PAGE_SIZE
    counts = Counter({shop.pk: counts[shop.pk] for shop in kept})
    shown.object_list = ranking.ranked_slice(
        products, kept, start=start, stop=start + PAGE_SIZE, counts=counts
    )
    return shown
