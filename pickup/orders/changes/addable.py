"""What still goes with a placed order: its day, its notice, its slot's work, what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.orders.changes.joining import join, stretch_of
from pickup.orders.expiry import sweep_for_addition
from pickup.orders.placing.basket import MAX_QUANTITY, ShopPart, with_strategy
from pickup.orders.placing.goods import dressed, goods_of_day, services_taken
from pickup.orders.placing.order_book import MOST_PRODUCTS, Wish, WishRefused, say_left
from pickup.orders.service_times.sequence import held_in, units_held
from shops.catalogue.options.choosing import choose
from shops.catalogue.options.model import options_of
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
    day = order.slot.day
    goods = dressed(goods_of_day(order.shop, day)[:MOST_PRODUCTS], day)
    taken = _taken_services(order, goods)
    return [
        one
        for one in goods
        if one.pk in also or (one.pk not in taken and _goes_with(one, order, now))
    ]


def wished_goods(order: Any, wished: Collection[int]) -> list[Any]:
    """Return those that can be sold, loaded for lines to be made of them."""
    goods = goods_of_day(order.shop, order.slot.day).filter(pk__in=wished).select_related("shop")
    goods = goods.prefetch_related("stockrecords__partner", "shop__vat_statuses")
    return dressed(goods, order.slot.day)


def _goes_with(product: Any, order: Any, now: datetime) -> bool:
    work = order.slot.work_left
    if product.left is not None and product.left < 1:
        return False
    if work is not None and product.preparation_weight > work:
        return False
    stretch = stretch_of(product, order)
    if stretch and not order.slot.open_for(stretch.ends):
        return False
    return bool(product.collection.allows_start(order.slot.start, now, zone=order.shop.zone))


def _taken_services(order: Any, goods: Iterable[Any]) -> set[int]:
    """Return those whose chair is taken when the order would come to them."""
    stretches = {one.pk: stretch for one in goods if (stretch := stretch_of(one, order))}
    held = units_held(held_in(order.lines.all()))
    free = {
        pk: free_for(stretch, held=held.get(stretch.resource.pk))
        for pk, stretch in stretches.items()
    }
    return services_taken(free, [order.slot]).get(order.slot_id, set())


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
            refused.options[wish.product, wish.row] = unclear.by_option
    if refused.products or refused.options:
        raise refused
    join(order, part)
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
