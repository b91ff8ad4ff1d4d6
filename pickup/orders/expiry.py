"""Holds and deadlines that have passed end here: true whether or not a worker runs.

Whoever books or looks first sweeps what concerns them. Each order ends in a transaction of its
own, before any other row is taken (docs/locking.md).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.exceptions import TransitionRefused
from pickup.orders.acceptance import refuse_in_silence
from pickup.orders.holds import expire_hold
from pickup.orders.other_holders import let_others_go
from pickup.orders.steps import Order
from shops.catalogue.models import ServiceTerms
from shops.models import Shop

Product = get_model("catalogue", "Product")


def sweep_all(*, now: datetime | None = None) -> int:
    return sweep(Order.objects.all(), now=now)


def sweep_shop(shop: Shop, *, now: datetime | None = None) -> int:
    return sweep(Order.objects.for_shop(shop), now=now)


def sweep_for_basket(basket: Any, *, now: datetime | None = None) -> int:
    """End what holds units, places or time of services that a basket asks for."""
    units = Q(lines__stockrecord__basket_lines__basket=basket.pk)
    places = Q(slot__in=basket.choices.values("slot"))
    wanted = Product.objects.filter(basket_lines__basket=basket.pk)
    others = let_others_go(wanted, now or timezone.now())
    return others + sweep(Order.objects.filter(units | places | _same_chair(wanted)), now=now)


def _same_chair(products: QuerySet) -> Q:
    """Match orders whose services take what those of some products take: other slots count too."""
    resources = ServiceTerms.objects.filter(product__in=products).values("resource")
    return Q(lines__appointment__resource__in=resources)


def sweep_for_product(product: Any, *, now: datetime | None = None) -> int:
    return sweep_for_products(Product.objects.filter(pk=product.pk), now=now)


def sweep_for_products(products: QuerySet, *, now: datetime | None = None) -> int:
    others = let_others_go(products, now or timezone.now())
    return others + sweep(Order.objects.filter(lines__product__in=products), now=now)


def sweep_for_addition(order: Any, products: Any, *, now: datetime | None = None) -> int:
    """End what holds units or time of some products, or work of the slot, for an order."""
    others = let_others_go(products, now or timezone.now())
    wanted = Q(lines__product__in=products) | Q(slot=order.slot_id) | _same_chair(products)
    return others + sweep(Order.objects.filter(wanted), now=now)


def sweep(orders: QuerySet, *, now: datetime | None = None) -> int:
    """End those of some orders whose time to be confirmed or answered is over; return how many."""
    now = now or timezone.now()
    overdue = Order.objects.overdue(now).filter(pk__in=orders.values("pk"))
    # Asked with every order, and there hardly ever is one: only then are its details read.
    found = set(overdue.values_list("pk", flat=True))
    if not found:
        return 0
    ending = Order.objects.with_details().filter(pk__in=found)
    return sum(_end(order, now) for order in ending.order_by("pk"))


def _end(order: Any, now: datetime) -> bool:
    try:
        if order.hold_expires_at:
            expire_hold(order=order, now=now)
        else:
            refuse_in_silence(order=order, now=now)
    except TransitionRefused:
        return False
    return True
