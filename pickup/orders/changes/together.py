"""Several orders of a shop at once: a closure came over times that were booked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import SlotUnavailable, TransitionRefused
from pickup.orders.acceptance import refuse_order
from pickup.orders.changes.moving import (
    held_by,
    left_with_days,
    lines_with_days,
    move_by_shop,
    needs_to_move,
)
from pickup.orders.states import OrderState
from pickup.orders.transitions import cancel_by_shop
from pickup.slots.models import Slot

Line = get_model("order", "Line")


def slots_for_several(orders: Sequence[Any], *, now: datetime | None = None) -> list[Slot]:
    """Return the times to come that take at least one of a shop's orders, soonest first.

    Each says as `takes` how many of them can go there: as many as it has places, of those that
    find their products made on its day, their services' chairs, and what is left of its work and
    of the day's quantities, each by itself.
    """
    now = now or timezone.now()
    slots: dict[int, Slot] = {}
    suited: Counter[int] = Counter()
    for order, lines in _with_lines(orders, now):
        for slot in _slots_of(order, lines, now):
            suited[slots.setdefault(slot.pk, slot).pk] += 1
    for pk, slot in slots.items():
        slot.takes = min(suited[pk], slot.capacity - slot.booked)
    return sorted(slots.values(), key=attrgetter("start", "pk"))


def _with_lines(orders: Sequence[Any], now: datetime) -> Iterator[tuple[Any, list[Any]]]:
    """Yield orders of one shop, each with what is left of it; the same queries for all."""
    if not orders:
        return
    lines = left_with_days(Line.objects.filter(order__in=orders), orders[0].shop, now)
    by_order: dict[int, list[Any]] = defaultdict(list)
    for line in lines:
        by_order[line.order_id].append(line)
    yield from ((order, by_order[order.pk]) for order in orders)


def _slots_of(order: Any, lines: list[Any], now: datetime) -> list[Slot]:
    """Return where an order goes among others: on another day than its products' own, a shop
    moves it by itself."""
    needs = needs_to_move(order, lines, now)
    match = needs.match(now, by_shop=True, held=held_by(order, lines))
    free = Slot.objects.filter(match).exclude(pk=order.slot_id)
    return [slot for slot in free if needs.are_made_on(slot.day)]


def move_together(
    *, orders: Iterable[Any], slot: Slot, by: User, reason: str = "", now: datetime | None = None
) -> list[Any]:
    """Give orders one other time, each with its message; returns those that it does not take.

    Each is moved by itself: who comes first has the places, and nobody loses the one they had.
    What is not made on that day stays where it is.
    """
    return _left(orders, lambda order: _move(order, slot=slot, by=by, reason=reason, now=now))


def _move(order: Any, *, slot: Slot, by: User, reason: str, now: datetime | None) -> None:
    now = now or timezone.now()
    if not needs_to_move(order, lines_with_days(order, now), now).are_made_on(slot.day):
        raise SlotUnavailable
    move_by_shop(order=order, slot=slot, by=by, reason=reason, now=now)


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
