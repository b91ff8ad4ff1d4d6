"""What an order holds: given back, written off, taken again, brought back from the counter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.service_times.taking import follow
from pickup.slots.services import free_slot
from shops.catalogue.quotas import (
    give_back_quota,
    made_per_day,
    make_no_more,
    quota_of_day,
    take_quota,
    take_unplanned,
    write_off_quota,
)
from shops.catalogue.stock import (
    consume_stock,
    give_back_stock,
    hold_stock,
    return_stock,
    set_stock,
    take_stock,
)

Order = get_model("order", "Order")
Line = get_model("order", "Line")
StockRecord = get_model("partner", "StockRecord")
Kind, Consent = LineAdjustment.Kind, LineAdjustment.Consent

# A stock record, and what is done to it: carried out in the order of docs/locking.md.
StockChange = tuple[int, Callable[[], None]]


def lines_in_lock_order(order: Any) -> Any:
    return Line.objects.filter(order=order, stockrecord__isnull=False).order_by("stockrecord_id")


def release(order: Any, now: datetime) -> None:
    """Give stock and slot back, once: the timestamp makes a second call do nothing."""
    first = Order.objects.filter(pk=order.pk, released_at__isnull=True).update(released_at=now)
    if not first:
        return
    release_lines(lines=Line.objects.filter(order=order), now=now)
    follow(order)
    slot_id, work = place_of(order)
    free_slot(slot_id=slot_id, work=work)
    touch(order.shop.territory_id)


def place_of(order: Any) -> tuple[int, int]:
    """Return the slot and the work of an order whose row is held.

    Those of now: it may have been given another time, or more to prepare, since it was read.
    """
    found: tuple[int, int] = Order.objects.values_list("slot_id", "work").get(pk=order.pk)
    return found


def take_units_again(order: Any, *, of_day: Callable[..., None] = take_quota) -> None:
    """Set aside once more what a released order had; its row says so in the same transaction.

    Args:
        of_day: takes from the quantity of a day, or counts what nobody else can want.

    Raises:
        OutOfStock: fewer are left of one product; nothing must be kept of this transaction.
        SlotUnavailable: the time of a service is taken.
    """
    lines = list(lines_in_lock_order(order))
    for line in lines:
        take_stock(stockrecord_id=line.stockrecord_id, quantity=line.due_quantity)
    _count_by_day(order, lines)
    for line in lines:
        if line.quota_id:
            of_day(quota_id=line.quota_id, quantity=line.due_quantity)
    follow(order)
    touch(order.shop.territory_id)


def _count_by_day(order: Any, lines: Iterable[Any]) -> list[Any]:
    """Give lines the day's quantity of what is made so many a day since they held nothing, for
    nobody counted them among what is ordered; return these. Their stock rows are held."""
    uncounted = [line for line in lines if not line.quota_id]
    made = made_per_day(line.stockrecord_id for line in uncounted)
    found = [line for line in uncounted if line.stockrecord_id in made]
    for line in found:
        line.quota = quota_of_day(record=made[line.stockrecord_id], day=order.slot.day)
        line.save(update_fields=["quota"])
    return found


def hold_stock_of(lines: QuerySet, *, also: Q | None = None) -> None:
    """Hold the stock rows of some lines and of the substitutes kept for them.

    In primary-key order, and before the lines are read: what becomes so many a day at this moment
    is read as it is, and of two who hold rows of each other one waits for the other.

    Args:
        also: other stock rows that are about to change.
    """
    kept = LineAdjustment.objects.filter(line__in=lines, consent=Consent.ASKED)
    mine = Q(pk__in=lines.values("stockrecord")) | Q(product__in=kept.values("substitute"))
    hold_stock(StockRecord.objects.filter(mine | also if also else mine))


def hand_out_units(order: Any) -> None:
    """Let an order's units leave the stock with who collects them."""
    for line in lines_in_lock_order(order):
        consume_stock(stockrecord_id=line.stockrecord_id, quantity=line.due_quantity)


def bring_units_back(order: Any) -> None:
    """Put what was handed over back on the shelf, set aside for the order as it was."""
    lines = list(lines_in_lock_order(order))
    for line in lines:
        return_stock(stockrecord_id=line.stockrecord_id, quantity=line.due_quantity)
    for line in _count_by_day(order, lines):
        take_unplanned(quota_id=line.quota_id, quantity=line.due_quantity)


def give_back_units(*, line, quantity: int) -> None:
    """Let others have units of a line again; they lie on the shelf."""
    if line.stockrecord_id and quantity:
        give_back_stock(stockrecord_id=line.stockrecord_id, quantity=quantity)
        if line.quota_id:
            give_back_quota(quota_id=line.quota_id, quantity=quantity)


def write_off_units(*, line, quantity: int) -> None:
    """Forget units of a line that were set aside and do not exist."""
    if line.stockrecord_id and quantity:
        consume_stock(stockrecord_id=line.stockrecord_id, quantity=quantity)
        if line.quota_id:
            write_off_quota(quota_id=line.quota_id, quantity=quantity)


def call_sold_out(*, stockrecord_id: int, day: date) -> None:
    """Sell no more of what is counted, or of what is made for a day; what orders hold stays."""
    record = StockRecord.objects.select_for_update(no_key=True).get(pk=stockrecord_id)
    if record.mode == StockRecord.Mode.COUNTED:
        set_stock(stockrecord_id=stockrecord_id, available=0)
    elif record.mode == StockRecord.Mode.PER_DAY:
        make_no_more(record=record, day=day)


def carry_out(changes: Iterable[StockChange]) -> None:
    """Change stock rows in primary-key order, as everybody does: no two wait in a ring."""
    for _stockrecord, change in sorted(changes, key=lambda change: change[0]):
        change()


def release_lines(*, lines: QuerySet, now: datetime) -> None:
    """Give back what lines hold that nobody will collect; the questions about them fall away."""
    # Not of those that are out: the rows of who takes out the last line would come out of order.
    hold_stock_of(lines.filter(due_quantity__gt=0))
    held = {line.pk: line for line in lines}
    questions = LineAdjustment.objects.filter(line__in=held, consent=Consent.ASKED)
    asked = {question.line_id: question for question in questions}
    changes: list[StockChange] = []
    for line in held.values():
        changes += release_of(line, asked.get(line.pk))
    carry_out(changes)
    questions.update(consent=Consent.DROPPED, answered_at=now)
    Line.objects.filter(pk__in=held, awaits_answer=True).update(awaits_answer=False)


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
    return [(pk, partial(_let_go, pk, question))]


def _let_go(stockrecord_id: int, question: LineAdjustment) -> None:
    give_back_stock(stockrecord_id=stockrecord_id, quantity=question.to_quantity)
    if question.quota_id:
        give_back_quota(quota_id=question.quota_id, quantity=question.to_quantity)


def change_of(line, change: Callable[[], Any]) -> list[StockChange]:
    return [(line.stockrecord_id, change)] if line.stockrecord_id else []
