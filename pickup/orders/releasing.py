"""What an order holds, given back, taken again, or brought back from the counter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from pickup.orders.states import LineState
from pickup.slots.services import free_slot
from shops.catalogue.quotas import give_back_quota, take_quota
from shops.catalogue.stock import consume_stock, give_back_stock, return_stock, take_stock

Order = get_model("order", "Order")
Line = get_model("order", "Line")


def lines_in_lock_order(order: Any) -> Any:
    """Return the lines that hold units or gave some away at hand-over; stock rows by pk."""
    held = Line.objects.filter(order=order, stockrecord__isnull=False)
    return held.exclude(status=LineState.WITHDRAWN).order_by("stockrecord_id")


def give_back_units(*, lines: Iterable[Any]) -> None:
    """Free the units of some lines of an open order, whose row the caller holds."""
    held = sorted((line for line in lines if line.stockrecord_id), key=_stock_row)
    for line in held:
        give_back_stock(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
    for line in held:
        if line.quota_id:
            give_back_quota(quota_id=line.quota_id, quantity=line.quantity)


def _stock_row(line: Any) -> int:
    return int(line.stockrecord_id)


def release(order: Any, now: datetime) -> None:
    """Give stock and slot back, once: the timestamp makes a second call do nothing."""
    first = Order.objects.filter(pk=order.pk, released_at__isnull=True).update(released_at=now)
    if not first:
        return
    give_back_units(lines=lines_in_lock_order(order))
    # The slot of now: the order may have been given another time since it was read.
    free_slot(
        slot_id=Order.objects.values_list("slot_id", flat=True).get(pk=order.pk), work=order.work
    )
    touch(order.shop.territory_id)


def take_units_again(order: Any) -> None:
    """Set aside once more what a released order had; its row says so in the same transaction.

    Raises:
        OutOfStock: fewer are left of one product; nothing must be kept of this transaction.
    """
    lines = list(lines_in_lock_order(order))
    for line in lines:
        take_stock(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
    for line in lines:
        if line.quota_id:
            take_quota(quota_id=line.quota_id, quantity=line.quantity)
    touch(order.shop.territory_id)


def hand_out_units(order: Any) -> None:
    """Let an order's units leave the stock with who collects them."""
    for line in lines_in_lock_order(order):
        consume_stock(stockrecord_id=line.stockrecord_id, quantity=line.quantity)


def bring_units_back(order: Any) -> None:
    """Put what was handed over back on the shelf, set aside for the order as it was."""
    for line in lines_in_lock_order(order):
        return_stock(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
