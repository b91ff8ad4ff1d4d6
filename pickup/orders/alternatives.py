"""What to propose instead of an order that its shop could not take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from oscar.core.loading import get_model

from pickup.orders.changes.moving import lines_with_days
from pickup.orders.placing.availability import needs_of, slots_for
from pickup.slots.models import Slot

Category = get_model("catalogue", "Category")
Product = get_model("catalogue", "Product")
TIMES, PRODUCTS = 3, 3


def other_times(order: Any, *, now: datetime) -> list[Slot]:
    """Return the next slots of the same shop that take the whole order, its own left out."""
    needs = needs_of(order.shop, lines_with_days(order, now))
    slots = slots_for([needs], now=now)[order.shop_id]
    return [slot for slot in slots if slot.pk != order.slot_id][:TIMES]


def products_elsewhere(order: Any) -> list[Any]:
    """Return products of the same categories that other shops of the territory sell now."""
    ordered = Q(product__line__order=order) | Q(product__children__line__order=order)
    sold = Product.objects.sellable().in_territory(order.shop.territory).filter(parent=None)
    near = sold.filter(categories__in=Category.objects.filter(ordered)).exclude(shop=order.shop)
    return list(near.select_related("shop").order_by("title", "pk").distinct()[:PRODUCTS])
