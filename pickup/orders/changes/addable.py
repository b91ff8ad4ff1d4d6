"""What still goes with a placed order: its day, its notice, its slot's work, what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.orders.expiry import sweep_for_addition
from pickup.orders.placing.availability import PER_DAY
from pickup.orders.placing.basket import MAX_QUANTITY, ShopPart, with_strategy
from pickup.orders.placing.order_book import (
    MOST_PRODUCTS,
    Wish,
    WishRefused,
    goods_on_sale,
    say_left,
)
from pickup.slots.models import Slot
from shops.catalogue.collection import campaigns_to_come, collection_of
from shops.catalogue.options.choosing import choose
from shops.catalogue.options.model import options_of
from shops.catalogue.quotas import left_of_day
from shops.catalogue.resources import free_for
from shops.exceptions import ChoiceRefused
from shops.oscar.partner.strategy import sole_stockrecord

Basket = get_model("basket", "Basket")
BasketLine = get_model("basket", "Line")
Product = get_model("catalogue", "Product")


def goods_for(order: Any, *, now: datetime, also: Collection[int] = ()) -> list[Any]:
    """Return what the shop sells that goes with an order; `left` is that of the order's day.

    Args:
        also: products to show in any case: somebody has typed a number beside them.
    """
    sweep_for_addition(order, Product.objects.for_shop(order.shop), now=now)
    goods = _with_left(_goods(order, now)[:MOST_PRODUCTS])
    taken = _taken_services(order, goods)
    return [
        one
        for one in goods
        if one.pk in also or (one.pk not in taken and _goes_with(one, order, now))
    ]


def wished_goods(order: Any, wished: Collection[int], *, now: datetime) -> list[Any]:
    """Return those that can be sold, loaded for lines to be made of them."""
    goods = _goods(order, now).filter(pk__in=wished).select_related("shop")
    return _with_left(goods.prefetch_related("stockrecords__partner", "shop__vat_statuses"))


def _goods(order: Any, now: datetime) -> QuerySet:
    today = now.astimezone(order.shop.zone).date()
    goods = goods_on_sale(order.shop).annotate(left_of_day=left_of_day(order.slot.day))
    return goods.select_related("collection_terms", "service_terms__resource").prefetch_related(
        "stockrecords", campaigns_to_come(today)
    )


def _with_left(goods: Iterable[Any]) -> list[Any]:
    found = list(goods)
    for product in found:
        if sole_stockrecord(product).mode == PER_DAY:
            product.left = product.left_of_day
    return found


def _goes_with(product: Any, order: Any, now: datetime) -> bool:
    work = order.slot.work_left
    if product.left is not None and product.left < 1:
        return False
    if work is not None and product.preparation_weight > work:
        return False
    rule = collection_of(product, sole_stockrecord(product))
    if rule.service and not order.slot.open_for(rule.service.duration_minutes):
        return False
    return rule.allows_start(order.slot.start, now, zone=order.shop.zone)


def _taken_services(order: Any, goods: Iterable[Any]) -> set[int]:
    """Return those whose chair is taken at the order's time; no query where none lasts."""
    services = {one.pk: getattr(one, "service_terms", None) for one in goods}
    free = {
        f"free_{pk}": Case(When(_is_free(service), then=True), default=False)
        for pk, service in services.items()
        if service
    }
    if not free:
        return set()
    found = Slot.objects.annotate(**free).values(*free).get(pk=order.slot_id)
    return {int(name.removeprefix("free_")) for name, is_free in found.items() if not is_free}


def _is_free(service: Any) -> Q:
    return free_for(resource=service.resource, minutes=service.duration_minutes, quantity=1)


def shortages(
    order: Any, goods: Iterable[Any], wishes: Iterable[Wish], *, now: datetime
) -> dict[int, str]:
    """Return why not, by product, where more is wished than is left.

    Where somebody's time to confirm is over, their units are let go first.
    """
    left = {product.pk: product.left for product in goods if product.left is not None}
    short = [wish for wish in wishes if left.get(wish.product, wish.quantity) < wish.quantity]
    held = Product.objects.filter(pk__in=[wish.product for wish in short])
    if short and sweep_for_addition(order, held, now=now):
        return {}
    return {wish.product: say_left(left[wish.product]) for wish in short}


def wished_part(order: Any, wishes: Iterable[Wish], goods: Iterable[Any]) -> ShopPart:
    """Return what is wished as lines of a basket that nobody keeps, at the order's time.

    Args:
        goods: as `wished_goods` returns them.

    Raises:
        WishRefused: a product or an option is not to be had; every refusal is collected first.
    """
    basket = with_strategy(Basket())
    part = ShopPart(order.shop, slot=order.slot)
    sellable = {product.pk: product for product in goods}
    refused = WishRefused({}, {})
    for wish in wishes:
        product = sellable.get(wish.product)
        reason = _refusal(order, product, wish.quantity)
        if reason:
            refused.products[wish.product] = reason
            continue
        try:
            part.lines.append(_line(basket, product, wish))
        except ChoiceRefused as unclear:
            refused.options[wish.product] = unclear.by_option
    if refused.products or refused.options:
        raise refused
    return part


def _refusal(order: Any, product: Any, quantity: int) -> str:
    if product is None:
        return _("This product cannot be ordered at this moment.")
    held = sum(line.quantity for line in order.lines.all() if line.product_id == product.pk)
    if not 0 < quantity <= MAX_QUANTITY - held:
        return _("That is too many for one order.")
    return ""


def _line(basket: Any, product: Any, wish: Wish) -> Any:
    """Return a line as a basket has it, so that an order's line is written from it alike."""
    chosen = choose(options_of(product), wish.picked)
    return BasketLine(
        basket=basket,
        product=product,
        stockrecord=sole_stockrecord(product),
        quantity=wish.quantity,
        options=[one.frozen() for one in chosen],
    )
