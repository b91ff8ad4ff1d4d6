"""Products in the order of the ranking page, and what their cards need, quick on any base.

When something can be collected is a shop's matter: it is asked once a shop, not once a product;
the products that have days of their own are asked apart (own_days), and are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from marketplace.storefront.cards import units_left
from marketplace.storefront.known import known
from marketplace.storefront.own_days import (
    add_own_starts,
    has_own_days,
    later_than_their_shop,
    own_starts_of,
)
from marketplace.storefront.queries import (
    BY_TITLE,
    load_cards,
    next_start_of,
    shown_products,
    stock_left,
    stock_left_of_few,
)
from pickup.slots.models import PickupPoint
from pickup.slots.queries import behind
from pickup.slots.services import make_missing_slots
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
    """Return the visible shops by name, with `takes_orders`, `next_start` and `own_starts`.

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
            lacks_slots=Exists(PickupPoint.objects.filter(behind(now), shop=OuterRef("pk"))),
            has_own_days=has_own_days(now.astimezone(territory.zone).date()),
        )
    )
    shops = list(answered.order_by("name", "pk"))
    if any(shop.lacks_slots for shop in shops):
        make_missing_slots(points=PickupPoint.objects.filter(shop__in=shops), now=now)
        shops = list(answered.order_by("name", "pk"))
    for shop in shops:
        shop.territory = territory  # the one at hand: its zone is asked for on every card
        shop.next_start = shop.next_start if shop.takes_orders else None
    add_own_starts(territory, shops, now=now)
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
    soonest = soonest_shops(shops)
    enough = counts is None or sum(counts[shop.pk] for shop in soonest) >= stop
    if start == 0 and soonest and enough:
        ready = products.filter(shop_id__in=[shop.pk for shop in soonest])
        ready = ready.exclude(pk__in=later_than_their_shop(soonest)).filter(stock_left_of_few())
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
    unready = Case(When(rank=len(starts_of(shops)), then=1), default=0)
    rows = with_rank(products, shops).annotate(turn=turn, unready=unready)
    return rows.annotate(total=Window(Count("pk"))).order_by("unready", "turn", "rank", *BY_TITLE)


def _first_of_each(products: ProductQuerySet, ready: Sequence[Shop], limit: int) -> list[Any]:
    """Return the first product of each of the soonest shops."""
    own = products.filter(shop_id=OuterRef("pk")).filter(stock_left()).order_by(*BY_TITLE)
    own = own.exclude(pk__in=later_than_their_shop(ready))
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
    """Annotate `rank`: 0 for what is had soonest, the highest for what nobody can have."""
    ranks = {start: rank for rank, start in enumerate(starts_of(shops))}
    last = Value(len(ranks))
    cases = [When(~stock_left(), then=last)]
    for start, keys in _by_start(own_starts_of(shops)).items():
        cases.append(When(pk__in=keys, then=Value(ranks.get(start, len(ranks)))))
    of_shops = {shop.pk: shop.next_start for shop in shops if shop.next_start}
    for start, keys in _by_start(of_shops).items():
        cases.append(When(shop_id__in=keys, then=Value(ranks[start])))
    return products.annotate(rank=Case(*cases, default=last, output_field=IntegerField()))


def starts_of(shops: Sequence[Shop]) -> list[datetime]:
    """Return the next starts of shops and of products with their own, each once, in order."""
    own = own_starts_of(shops).values()
    starts = {shop.next_start for shop in shops} | set(own)
    return sorted(start for start in starts if start)


def _by_start(starts: Mapping[int, datetime | None]) -> dict[datetime | None, list[int]]:
    groups: dict[datetime | None, list[int]] = {}
    for key, start in starts.items():
        groups.setdefault(start, []).append(key)
    return groups


def soonest_shops(shops: Sequence[Shop]) -> list[Shop]:
    """Return the shops that hand over next, at the same time."""
    ready = ready_shops(shops)
    return [shop for shop in ready if shop.next_start == ready[0].next_start]


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

    takes_orders: the shop is open to orders; shop_has_slots: something of it can be collected;
    in_stock: a unit, of a variant at least, is left; next_start: its own, or else its shop's, None
    where it cannot be had; has_own_days: its days are not its shop's; is_service: somebody comes
    for the time it takes.
    """
    product.takes_orders = shop is not None and shop.takes_orders
    product.shop_has_slots = shop is not None and bool(shop.next_start)
    product.in_stock = _is_left(product)
    own = shop.own_starts if shop else {}
    product.has_own_days = product.pk in own
    product.is_service = shop is not None and product.pk in shop.own_services
    can_be_had = product.shop_has_slots and product.in_stock
    product.next_start = own.get(product.pk, shop.next_start) if can_be_had else None


def _is_left(product) -> bool:
    sold = list(product.children.all()) if product.is_parent else [product]
    return any(left is None or left > 0 for left in map(units_left, sold))


def _next_start(shop) -> Any:
    return shop.next_start
