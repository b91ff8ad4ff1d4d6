"""Units that an order no longer takes: back to the shelf, or written off where there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from oscar.core.loading import get_model

from pickup.orders.adjustments import LineAdjustment
from shops.catalogue.stock import consume_stock, give_back_stock, set_stock

Line = get_model("order", "Line")
StockRecord = get_model("partner", "StockRecord")
Kind, Consent = LineAdjustment.Kind, LineAdjustment.Consent

# A stock record, and what is done to it: carried out in the order of docs/locking.md.
StockChange = tuple[int, Callable[[], None]]


def give_back_units(*, line, quantity: int) -> None:
    """Let others have units of a line again; they lie on the shelf."""
    if line.stockrecord_id and quantity:
        give_back_stock(stockrecord_id=line.stockrecord_id, quantity=quantity)


def write_off_units(*, line, quantity: int) -> None:
    """Forget units of a line that were set aside and do not exist."""
    if line.stockrecord_id and quantity:
        consume_stock(stockrecord_id=line.stockrecord_id, quantity=quantity)


def call_sold_out(*, stockrecord_id: int) -> None:
    """Sell no more of what is counted; what open orders hold stays set aside."""
    if StockRecord.objects.filter(pk=stockrecord_id, num_in_stock__isnull=False).exists():
        set_stock(stockrecord_id=stockrecord_id, available=0)


def carry_out(changes: Iterable[StockChange]) -> None:
    """Change stock rows in primary-key order, as everybody does: no two wait in a ring."""
    for _stockrecord, change in sorted(changes, key=lambda change: change[0]):
        change()


def release_lines(*, order, now: datetime) -> None:
    """Give back what the lines of an order that ends unfulfilled hold; its questions fall away."""
    lines = {line.pk: line for line in Line.objects.filter(order=order)}
    questions = LineAdjustment.objects.filter(line__order=order, consent=Consent.ASKED)
    asked = {question.line_id: question for question in questions}
    changes: list[StockChange] = []
    for line in lines.values():
        changes += release_of(line, asked.get(line.pk))
    carry_out(changes)
    questions.update(consent=Consent.DROPPED, answered_at=now)
    Line.objects.filter(order=order, awaits_answer=True).update(awaits_answer=False)


def release_of(line, question: LineAdjustment | None) -> list[StockChange]:
    """Say what becomes of a line's units when it goes, and of those kept ready for it."""
    missing = missing_units(line, question)
    changes = [
        *change_of(line, partial(write_off_units, line=line, quantity=missing)),
        *change_of(
            line, partial(give_back_units, line=line, quantity=line.due_quantity - missing)
        ),
    ]
    return changes + (unreserve(question) if question else [])


def missing_units(line, question: LineAdjustment | None) -> int:
    """Return how many of a line's units the shop has said are not there."""
    if question is None or question.kind == Kind.WEIGHT:
        return 0
    if question.kind == Kind.SUBSTITUTE:
        return int(line.due_quantity)
    return int(line.due_quantity - question.to_quantity)


def unreserve(question: LineAdjustment) -> list[StockChange]:
    """Say how the units of a substitute that nobody takes go back to the shelf."""
    if question.kind != Kind.SUBSTITUTE:
        return []
    pk = StockRecord.objects.values_list("pk", flat=True).get(product=question.substitute_id)
    return [(pk, partial(give_back_stock, stockrecord_id=pk, quantity=question.to_quantity))]


def change_of(line, change: Callable[[], Any]) -> list[StockChange]:
    return [(line.stockrecord_id, change)] if line.stockrecord_id else []
