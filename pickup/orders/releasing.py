"""Units that an order holds for its shopper, and how they become others' again."""

from __future__ import annotations

from typing import Any

from oscar.core.loading import get_model

from pickup.orders.states import LineState
from shops.catalogue.stock import give_back_stock

Line = get_model("order", "Line")


def lines_in_lock_order(order: Any) -> Any:
    """Return the lines that hold units or gave some away at hand-over; stock rows by pk."""
    held = Line.objects.filter(order=order, stockrecord__isnull=False)
    return held.exclude(status=LineState.WITHDRAWN).order_by("stockrecord_id")


def give_back_units(*, line: Any, quantity: int) -> None:
    """Free units of one line of an open order, whose row the caller holds.

    Over several lines, call it in the order of their stock rows (docs/locking.md).
    """
    if line.stockrecord_id:
        give_back_stock(stockrecord_id=line.stockrecord_id, quantity=quantity)
