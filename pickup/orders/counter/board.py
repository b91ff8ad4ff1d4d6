"""A shop's day: its orders by slot, and the figures on top."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.orders.counter.seeing import unseen_by
from pickup.orders.expiry import sweep_shop
from pickup.orders.states import OrderState
from pickup.slots.models import Slot
from shops.models import Shop

Order = get_model("order", "Order")

LIVE = (OrderState.ACCEPTED, OrderState.READY, OrderState.COLLECTED)
# Who comes later than this is looked for by the code.
GIVEN_UP_FOR = timedelta(days=14)
# What a board shows of an order and may change.
SHOWN = (
    *("pk", "status", "note", "due_incl_tax", "purchase__name", "collected_by_name"),
    *("lines__pk", "lines__status", "lines__due_quantity", "lines__awaits_answer"),
    "lines__weighed_grams",
    *("slot__start", "slot__end", "slot__booked", "slot__capacity"),
)


@dataclass
class SlotGroup:
    slot: Slot
    orders: list[Any]

    @property
    def waiting(self) -> list[Any]:
        return [order for order in self.orders if order.status != OrderState.COLLECTED]

    @property
    def handed_over(self) -> list[Any]:
        return [order for order in self.orders if order.status == OrderState.COLLECTED]


@dataclass
class Board:
    """The day's orders; `expected` is what is still to be paid at collection, TTC, an estimate
    while something of it is not weighed."""

    day: date
    groups: list[SlotGroup] = field(default_factory=list)
    to_prepare: int = 0
    ready: int = 0
    collected: int = 0
    expected: Decimal = Decimal(0)
    expected_is_estimate: bool = False
    late: list[Any] = field(default_factory=list)
    just_handed_over: list[Any] = field(default_factory=list)
    given_up: list[Any] = field(default_factory=list)
    to_answer: list[Any] = field(default_factory=list)
    unseen: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.to_prepare + self.ready + self.collected

    @property
    def unseen_tomorrow(self) -> int:
        """Count the unseen orders of the day after today's board; 0 on another day's."""
        return sum(order.slot.day > self.day for order in self.unseen)


def board_of(shop: Shop, *, day: date, now: datetime | None = None) -> Board:
    """Return a shop's orders of a wall date of its zone, grouped by slot, cancelled ones left out.

    `late` holds open orders of earlier days, none before a day to come: somebody has not come,
    and nobody is late for what is still to be. `just_handed_over` holds
    those whose hand-over can still be undone at `now`, `given_up` those sold again of late,
    `to_answer` those of any day that wait for the shop's word, `unseen` those of today and
    tomorrow that nobody of the shop has looked at.
    """
    now = now or timezone.now()
    sweep_shop(shop, now=now)
    orders = _live_on(day, shop).with_details()
    board = Board(day)
    for slot, members in groupby(orders.order_by("slot__start", "pk"), lambda order: order.slot):
        board.groups.append(SlotGroup(slot, list(members)))
    for order in (order for group in board.groups for order in group.orders):
        _count(board, order)
    late = _not_come(day, shop, now).with_details()
    board.late = list(late.order_by("slot__start", "pk"))
    undoable = Order.objects.just_handed_over(shop=shop, now=now)
    board.just_handed_over = list(undoable.select_related("purchase").last_handed_over_first())
    to_answer = Order.objects.to_answer(shop=shop).with_details()
    board.to_answer = list(to_answer.order_by("answer_until", "pk"))
    given_up = Order.objects.given_up_since(now - GIVEN_UP_FOR, shop=shop)
    board.given_up = list(given_up.select_related("purchase", "slot").order_by("-released_at"))
    unseen = unseen_by(shop, now=now).select_related("purchase", "slot")
    board.unseen = list(unseen.order_by("slot__start", "pk"))
    return board


def state_of(shop: Shop, *, day: date, now: datetime | None = None) -> str:
    """Return 64 characters that change with anything that the day's board shows; one query."""
    now = now or timezone.now()
    undoable = Order.objects.just_handed_over(shop=shop, now=now)
    orders = _live_on(day, shop) | _not_come(day, shop, now) | undoable
    orders |= Order.objects.to_answer(shop=shop) | unseen_by(shop, now=now)
    orders |= Order.objects.given_up_since(now - GIVEN_UP_FOR, shop=shop)
    # What the clock changes: a hand-over that can be undone no more, a slot that is over.
    orders = orders.annotate(
        undoable=Q(pk__in=undoable.values("pk")),
        over=Q(slot__end__lte=now),
        overdue=Q(pk__in=Order.objects.overdue(now).values("pk")),
    )
    shown = orders.order_by("pk", "lines__pk").values_list(*SHOWN, "undoable", "over", "overdue")
    rows = list(shown)
    return sha256(repr(rows).encode()).hexdigest()


def _not_come(day: date, shop: Shop, now: datetime) -> Any:
    """Return who has not come before a day that has begun; before another they still may."""
    if day > now.astimezone(shop.zone).date():
        return Order.objects.none()
    return Order.objects.not_come_before(day, shop=shop)


def _live_on(day: date, shop: Shop) -> Any:
    return Order.objects.collected_on(day, shop=shop).filter(status__in=LIVE)


def _count(board: Board, order) -> None:
    if order.status == OrderState.COLLECTED:
        board.collected += 1
        return
    board.expected += order.due_incl_tax
    board.expected_is_estimate |= order.due_is_estimate
    if order.status == OrderState.READY:
        board.ready += 1
    else:
        board.to_prepare += 1
