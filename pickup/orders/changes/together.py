"""Several orders of a shop at once: a closure came over times that were booked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from marketplace.accounts.models import User
from pickup.exceptions import SlotUnavailable, TransitionRefused
from pickup.orders.acceptance import refuse_order
from pickup.orders.changes.moving import move_by_shop
from pickup.orders.states import OrderState
from pickup.orders.transitions import cancel_by_shop
from pickup.slots.models import Slot


def move_together(
    *, orders: Iterable[Any], slot: Slot, by: User, reason: str = "", now: datetime | None = None
) -> list[Any]:
    """Give orders one other time, each with its message; returns those that it does not take.

    Each is moved by itself: who comes first has the places, and nobody loses the one they had.
    """
    return _left(
        orders, lambda order: move_by_shop(order=order, slot=slot, by=by, reason=reason, now=now)
    )


def cancel_together(
    *, orders: Iterable[Any], by: User, reason: str = "", now: datetime | None = None
) -> list[Any]:
    """Cancel orders with a word to each person; returns those that cannot be any more."""
    return _left(orders, lambda order: _call_off(order, by=by, reason=reason, now=now))


def _call_off(order: Any, *, by: User, reason: str, now: datetime | None) -> None:
    # What waits for the shop's answer is no order to cancel yet: it gets its answer.
    end = refuse_order if order.status == OrderState.PLACED else cancel_by_shop
    end(order=order, by=by, reason=reason, now=now)


def _left(orders: Iterable[Any], carry_out: Callable[[Any], None]) -> list[Any]:
    left = []
    for order in orders:
        try:
            carry_out(order)
        except (SlotUnavailable, TransitionRefused):
            left.append(order)
    return left
