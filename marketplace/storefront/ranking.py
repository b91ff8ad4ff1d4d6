"""Products in the order of the ranking page, and what their cards need, quick on any base.

When something can be collected is a shop's matter: it is asked once a shop, not once a product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from marketplace.storefront.cards import units_left
from marketplace.storefront.known import known
from marketplace.storefront.queries import (
    BY_TITLE,
    load_cards,
    next_start_of,
    shown_products,
    stock_left,
    stock_left_of_few,
)
from shops.catalogue.queries import ProductQuerySet
from shops.models import Shop
from shops.queries import open_conditions

if TYPE_CHECKING:
    from marketplace.territories.models import Territory

# What cards, boxes and links show: whole products and shops cost as much as the page.
OF_PRODUCT = (
    *("title", "slug", "structure", "shop_id", "net_quantity", "unit"),
    *("sold_by_weight", "weight_tolerance"),
    *("is_food", "vat_rate"),  # the placeholder of its kind
)
OF_SHOP = ("name", "slug", "mode", "trade", "territory_id", "town__name", "town__slug")


def answering_shops(territory: Territory, *, now: datetime) -> list[Shop]:
    """Return the visible shops by name, each with `takes_orders` and `next_start`.

    They are the same for all readers, and read only.
    """
    return known("shops", territory, lambda: _answers(territory, now), now=now)


def _answers(territory: Territory, now: datetime) -> list[Shop]:
    visible = Shop.objects.visible().in_territory(territory)
    answered = (
        visible.select_related("town")
        .only(*OF_SHOP)
        .annotate(
            takes_orders=Case(When(open_conditions(), then=True), default=False),
            next_start=next_start_of(OuterRef("pk"), now),
        )
    )
    shops = list(answered.order_by("name", "pk"))
    for shop in shops:
        shop.territory = territory  # the one at hand: its zone is asked for on every card
        shop.next_start = shop.next_start if shop.takes_orders else None
    return shops


def products_by_shop(products: ProductQuerySet) -> Counter[int]:
    """Count products by the key of their shop."""
    rows = products.order_by().values("shop_id").annotate(n=Count("pk"))
    return Counter({row["shop_id"]: row["n"] for row in rows})


def ranked_slice(
    products: ProductQuerySet,
    shops: Sequence[Shop],
    *,
    start: int,
    stop: int,
    counts: Counter[int] | None = None,
    beside: Sequence[Any] = (),
) -> list[Any]:
    """Return part of a list: next collection, then title; what cannot be had, last.

    The first page of a long list comes from the soonest shops alone, by the index of titles.

    Args:
        counts: products by shop, where they are known: short lists are then asked for once.
        beside: products of the same page whose cards are loaded along.
    """
    soonest = soonest_groups(shops)[:1]
    enough = counts is None or sum(counts[pk] for group in soonest for pk in group) >= stop
    if start == 0 and soonest and enough:
        ready = products.filter(shop_id__in=soonest[0]).filter(stock_left_of_few())
        found = list(ready.only(*OF_PRODUCT).order_by(*BY_TITLE)[:stop])
        if len(found) == stop:
            return dressed(found, shops, beside)
    rows = with_rank(products.only(*OF_PRODUCT), shops).order_by("rank", *BY_TITLE)
    return dressed(list(rows[start:stop]), shops, beside)


def turns_of_shops(
    products: ProductQuerySet, shops: Sequence[Shop], *, limit: int
) -> tuple[list[Any], int]:
    """Return products so that each shop has its turn: all the first ones, then the second.

    The second figure counts all the products that had a turn to come.
    """
    if len(ready_shops(shops)) >= limit:
        counts = products_by_shop(products)
        ready = [shop for shop in ready_shops(shops) if counts[shop.pk]]
        found = _first_of_each(products, ready, limit)
        if len(found) == limit:
            return dressed(found, shops), counts.total()
    rows = list(_in_turns(products, shops)[:limit])
    return dressed(rows, shops), rows[0].total if rows else 0


def _in_turns(products: ProductQuerySet, shops: Sequence[Shop]) -> ProductQuerySet:
    order = [F("rank").asc(), *BY_TITLE]
    turn = Window(RowNumber(), partition_by=F("shop_id"), order_by=order)
    unready = Case(When(rank=len(soonest_groups(shops)), then=1), default=0)
    rows = with_rank(products, shops).annotate(turn=turn, unready=unready)
    return rows.annotate(total=Window(Count("pk"))).order_by("unready", "turn", "rank", *BY_TITLE)


def _first_of_each(products: ProductQuerySet, ready: Sequence[Shop], limit: int) -> list[Any]:
    """Return the first product of each of the soonest shops."""
    own = products.filter(shop_id=OuterRef("pk")).filter(stock_left()).order_by(*BY_TITLE)
    shops = Shop.objects.filter(pk__in=[shop.pk for shop in ready])
    firsts = shops.annotate(first=Subquery(own.values("pk")[:1])).values("first")
    return list(
        with_rank(products.filter(pk__in=firsts), ready).order_by("rank", *BY_TITLE)[:limit]
    )


def neighbours_of(product, *, now: datetime, limit: int = 4) -> list[Any]:
    """Return products of other shops of the same town: one walk, several bags.

    The product itself is dressed along: its shop is asked together with its neighbours.
    """
    territory, town = product.shop.territory, product.shop.town
    shops = {shop.pk: shop for shop in answering_shops(territory, now=now)}
    others = [shop for shop in shops.values() if shop.town == town and shop != product.shop]
    near = shown_products(territory).filter(shop_id__in=[shop.pk for shop in others])
    found = ranked_slice(near, others, start=0, stop=limit, beside=[product])
    dress(product, shops.get(product.shop_id))
    return found


def with_rank(products: ProductQuerySet, shops: Sequence[Shop]) -> ProductQuerySet:
    """Annotate `rank`: 0 for what the soonest shops have, the highest for what nobody can have."""
    groups = soonest_groups(shops)
    last = Value(len(groups))
    cases = [When(shop_id__in=group, then=Value(rank)) for rank, group in enumerate(groups)]
    rank = Case(When(~stock_left(), then=last), *cases, default=last, output_field=IntegerField())
    return products.annotate(rank=rank)


def soonest_groups(shops: Sequence[Shop]) -> list[list[int]]:
    """Return the keys of shops that hand over next at the same time, the soonest first."""
    groups = groupby(ready_shops(shops), key=_next_start)
    return [[shop.pk for shop in group] for _start, group in groups]


def ready_shops(shops: Sequence[Shop]) -> list[Shop]:
    return sorted((shop for shop in shops if _next_start(shop)), key=_next_start)


def dressed(products: list[Any], shops: Sequence[Shop], beside: Sequence[Any] = ()) -> list[Any]:
    """Give products what their cards show, from shops that are at hand already."""
    by_key = {shop.pk: shop for shop in shops}
    # A shop that came a moment ago is not among those that are held: neither is its product.
    products = [product for product in products if product.shop_id in by_key]
    load_cards([*products, *beside])
    for product in products:
        product.shop = by_key[product.shop_id]
        dress(product, product.shop)
    return products


def dress(product, shop: Shop | None) -> None:
    """Say of a product whose card is loaded what it says of collecting it.

    takes_orders: the shop is open to orders; in_stock: a unit, of a variant at least, is left;
    next_start: start of the shop's next bookable slot, None where the product cannot be had.
    """
    product.takes_orders = shop is not None and shop.takes_orders
    product.in_stock = _is_left(product)
    can_be_had = product.takes_orders and product.in_stock
    product.next_start = _next_start(shop) if can_be_had else None


def _is_left(product) -> bool:
    sold = list(product.children.all()) if product.is_parent else [product]
    return any(left is None or left > 0 for left in map(units_left, sold))


def _next_start(shop) -> Any:
    return shop.next_start
