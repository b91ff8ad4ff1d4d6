"""What must hold of orders, and of the stock and places that they hold, at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Round
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from pickup.orders.lines.invariants import line_faults
from pickup.orders.models import LineAdjustment, OrderTransition, Purchase
from pickup.orders.other_holders import HOLDERS
from pickup.orders.service_times.invariants import time_faults
from pickup.orders.states import ALLOWED, OPEN_STATES, RELEASED_STATES, RETURNS, OrderState
from pickup.slots.models import Slot
from shops.catalogue.models import DailyQuota

Basket = get_model("basket", "Basket")
Line = get_model("order", "Line")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")
# A worker sweeps each minute; without one, whoever looks or books.
SWEPT_WITHIN = timedelta(hours=1)


def check() -> Iterator[str]:
    """Yield a sentence for each fault."""
    yield from _stock_faults()
    yield from _slot_faults()
    yield from _quota_faults()
    yield from time_faults()
    yield from _order_faults()
    yield from line_faults()
    yield from _code_faults()
    yield from _transition_faults()
    yield from _purchase_faults()


def _stock_faults() -> Iterator[str]:
    """What is set aside is what open orders wait for, substitutes not agreed to yet included,
    and what others keep beside them."""
    lines = Line.objects.filter(stockrecord=OuterRef("pk"), order__status__in=OPEN_STATES)
    kept = _kept_substitutes().filter(substitute__stockrecords=OuterRef("pk"))
    held = _subtotal(lines, "stockrecord", Sum("due_quantity")) + _subtotal(
        kept, "substitute", Sum("to_quantity")
    )
    stock = StockRecord.objects.annotate(held=held, others=_kept_by_others())
    for record in stock.exclude(num_allocated=F("held") + F("others")):
        others = f", and {record.others} is kept beside" if record.others else ""
        yield (
            f"Stock record {record.pk} sets {record.num_allocated} units aside, "
            f"open orders hold {record.held}{others}."
        )


def _kept_by_others() -> Coalesce | Value:
    """Return how many units of a stock record contracts beside orders keep."""
    kept: Coalesce | Value = Value(0)
    for holder in HOLDERS:
        rows = holder.kept().filter(product=OuterRef("product"))
        kept = kept + _subtotal(rows, "product", Sum("quantity"))
    return kept


def _slot_faults() -> Iterator[str]:
    """A slot's places are booked by the orders that did not give theirs back."""
    orders = Order.objects.filter(slot=OuterRef("pk"), released_at__isnull=True)
    held = _subtotal(orders, "slot", Count("pk"))
    for slot in Slot.objects.annotate(held=held).exclude(booked=F("held")):
        yield f"Slot {slot.pk} has {slot.booked} places booked, orders hold {slot.held}."
    work = _subtotal(orders, "slot", Sum("work"))
    for slot in Slot.objects.annotate(held=work).exclude(work_booked=F("held")):
        yield f"Slot {slot.pk} has {slot.work_booked} of work booked, orders hold {slot.held}."


def _quota_faults() -> Iterator[str]:
    """What is taken of a day's quantity is what orders hold of it."""
    lines = Line.objects.filter(quota=OuterRef("pk"), order__released_at__isnull=True)
    kept = _kept_substitutes().filter(quota=OuterRef("pk"))
    held = _subtotal(lines, "quota", Sum("due_quantity"))
    held += _subtotal(kept, "quota", Sum("to_quantity"))
    for quota in DailyQuota.objects.annotate(held=held).exclude(taken=F("held")):
        yield f"Quantity {quota.pk} of a day has {quota.taken} taken, orders hold {quota.held}."
    astray = Line.objects.exclude(quota=None).exclude(quota__day=F("order__slot__day"))
    for pk in astray.filter(order__released_at=None).values_list("pk", flat=True):
        yield f"Line {pk} takes from another day than its order's."
    astray = (
        _kept_substitutes().exclude(quota=None).exclude(quota__day=F("line__order__slot__day"))
    )
    for pk in astray.values_list("line", flat=True):
        yield f"The substitute for line {pk} is kept of another day than its order's."
    for pk in _lines_without_quota():
        yield f"Line {pk} takes nothing of what is made on its day."


def _lines_without_quota() -> list[int]:
    """Return lines to come of products made so many a day, or with such a substitute kept."""
    made = Q(stockrecord__mode=StockRecord.Mode.PER_DAY, due_quantity__gt=0)
    asked = Q(substitute__stockrecords__mode=StockRecord.Mode.PER_DAY)
    now = timezone.now()
    lines = Line.objects.filter(
        made, quota=None, order__status__in=OPEN_STATES, order__slot__start__gt=now
    )
    kept = _kept_substitutes().filter(asked, quota=None, line__order__slot__start__gt=now)
    return [*lines.values_list("pk", flat=True), *kept.values_list("line", flat=True)]


def _kept_substitutes() -> QuerySet:
    """Return the questions whose substitutes are kept until somebody answers."""
    return LineAdjustment.objects.filter(
        substitute__isnull=False,
        consent=LineAdjustment.Consent.ASKED,
        line__order__status__in=OPEN_STATES,
    )


def _subtotal(rows: QuerySet, by: str, total) -> Coalesce:
    grouped = rows.order_by().values(by).annotate(total=total).values("total")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def _order_faults() -> Iterator[str]:
    for sentence, orders in _broken_orders().items():
        for number in orders.values_list("number", flat=True).distinct():
            yield f"Order {number} {sentence}."


def _broken_orders() -> dict[str, QuerySet]:
    others = Line.objects.filter(product__isnull=False).exclude(product__shop=F("order__shop"))
    # To the cent: SQLite adds floats.
    total = Round(Sum("lines__line_price_incl_tax"), precision=2)
    due = Round(Sum("lines__due_incl_tax"), precision=2)
    totals = Order.objects.annotate(sum=total, due=due)
    work = Sum(F("lines__unit_work") * F("lines__quantity"))
    key = Concat(Value("order_placed:"), "number", Value(":shop"))
    told = Exists(OutboxMessage.objects.filter(key=OuterRef("key")))
    return {
        "has no line": Order.objects.filter(lines=None),
        "holds another shop's product": Order.objects.filter(lines__in=others),
        "is collected at another shop's slot": Order.objects.exclude(slot__point__shop=F("shop")),
        "is not the sum of its lines": totals.exclude(total_incl_tax=F("sum")),
        "asks for another sum than its lines come to": totals.exclude(due_incl_tax=F("due")),
        "holds less work of its slot than its lines take": Order.objects.annotate(
            lines_work=work
        ).filter(work__lt=F("lines_work")),
        "is over and still holds its goods": Order.objects.filter(
            status__in=RELEASED_STATES, released_at__isnull=True
        ),
        "is not over and gave its goods back": Order.objects.exclude(
            status__in=[*RELEASED_STATES, OrderState.WITHDRAWN]
        ).filter(released_at__isnull=False),
        "has no legal snapshot": Order.objects.filter(legal_snapshot={}),
        # What its guest never confirmed is nothing to the shop; what it typed itself, no news.
        "was never told to its shop": Order.objects.filter(hold_expires_at=None)
        .exclude(source__in=[Order.Source.TELEPHONE, Order.Source.COUNTER])
        .annotate(key=key)
        .exclude(told),
        "is placed and waits for nobody": Order.objects.filter(
            status=OrderState.PLACED, hold_expires_at=None, answer_until=None
        ),
        "is long past its time to be confirmed or answered": Order.objects.overdue(
            timezone.now() - SWEPT_WITHIN
        ),
    }


def _code_faults() -> Iterator[str]:
    orders = Order.objects.filter(status__in=OPEN_STATES).order_by()
    twice = orders.values("shop", "code").annotate(times=Count("pk")).filter(times__gt=1)
    for row in twice:
        yield f"Shop {row['shop']} has {row['times']} open orders with the code {row['code']}."


def _transition_faults() -> Iterator[str]:
    """Each order's log starts at pending, has no gap, and ends in the order's status."""
    for number in Order.objects.filter(transitions=None).values_list("number", flat=True):
        yield f"Order {number} has no transition."
    rows = OrderTransition.objects.select_related("order").order_by("order_id", "at", "pk")
    for order, steps in groupby(rows.iterator(), key=lambda step: step.order):
        chain = list(steps)
        if chain[0].from_status != OrderState.PENDING:
            yield f"Order {order.number} does not start at pending."
        if any(before.to_status != after.from_status for before, after in pairwise(chain)):
            yield f"Order {order.number} has a gap in its transitions."
        for step in chain:
            if not _is_a_way(step):
                yield f"Order {order.number} went from {step.from_status} to {step.to_status}."
        if chain[-1].to_status != order.status:
            yield f"Order {order.number} is {order.status}, its log says {chain[-1].to_status}."


def _is_a_way(step: OrderTransition) -> bool:
    start, end = OrderState(step.from_status), OrderState(step.to_status)
    return end in ALLOWED.get(start, ()) or end in RETURNS.get(start, ())


def _purchase_faults() -> Iterator[str]:
    submitted = Q(status=Basket.SUBMITTED)
    for pk in Basket.objects.filter(submitted, purchase=None).values_list("pk", flat=True):
        yield f"Basket {pk} is submitted without a purchase."
    for pk in Purchase.objects.exclude(basket__status=Basket.SUBMITTED).values_list("pk"):
        yield f"Purchase {pk[0]} has a basket that is not submitted."
    for pk in Purchase.objects.filter(orders=None).values_list("pk", flat=True):
        yield f"Purchase {pk} has no order."
