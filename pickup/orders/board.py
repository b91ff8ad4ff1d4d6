"""A shop's day: its orders by slot, and the figures on top."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Any

from oscar.core.loading import get_model

from pickup.orders.states import OrderState
from pickup.slots.models import Slot
from shops.models import Shop

Order = get_model("order", "Order")

LIVE = (OrderState.ACCEPTED, OrderState.READY, OrderState.COLLECTED)
# What a board shows of an order and may change.
SHOWN = (
    *("pk", "status", "note", "due_incl_tax", "purchase__name"),
    *("lines__pk", "lines__status", "lines__due_quantity", "lines__awaits_answer"),
    *("slot__start", "slot__end", "slot__booked", "slot__capacity"),
)


@dataclass
class SlotGroup:
    slot: Slot
    orders: list[Any]


@dataclass
class Board:
    """The day's orders; `expected` is what is still to be paid at collection, TTC."""

    day: date
    groups: list[SlotGroup] = field(default_factory=list)
    to_prepare: int = 0
    ready: int = 0
    collected: int = 0
    expected: Decimal = Decimal(0)
    late: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.to_prepare + self.ready + self.collected


def board_of(shop: Shop, *, day: date) -> Board:
    """Return a shop's orders of a wall date of its zone, grouped by slot, cancelled ones left out.

    `late` holds open orders of earlier days: somebody has not come.
    """
    orders = _live_on(day, shop).with_details()
    board = Board(day)
    for slot, members in groupby(orders.order_by("slot__start", "pk"), lambda order: order.slot):
        board.groups.append(SlotGroup(slot, list(members)))
    for order in (order for group in board.groups for order in group.orders):
        _count(board, order)
    late = Order.objects.not_come_before(day, shop=shop).with_details()
    board.late = list(late.order_by("slot__start", "pk"))
    return board


def state_of(shop: Shop, *, day: date) -> str:
    """Return 64 characters that change with anything that the day's board shows; one query."""
    orders = _live_on(day, shop) | Order.objects.not_come_before(day, shop=shop)
    rows = list(orders.order_by("pk", "lines__pk").values_list(*SHOWN))
    return sha256(repr(rows).encode()).hexdigest()


def _live_on(day: date, shop: Shop) -> Any:
    return Order.objects.collected_on(day, shop=shop).filter(status__in=LIVE)


def _count(board: Board, order) -> None:
    if order.status == OrderState.COLLECTED:
        board.collected += 1
        return
    board.expected += order.due_incl_tax
    if order.status == OrderState.READY:
        board.ready += 1
    else:
        board.to_prepare += 1
