"""What must hold of orders, and of the stock and places that they hold, at any time."""

from __future__ import annotations

from collections.abc import Iterator
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
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from pickup.orders.line_invariants import line_faults
from pickup.orders.models import LineAdjustment, OrderTransition, Purchase
from pickup.orders.states import OPEN_STATES, OrderState
from pickup.slots.models import Slot

Basket = get_model("basket", "Basket")
Line = get_model("order", "Line")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")


def check() -> Iterator[str]:
    """Yield a sentence for each fault."""
    yield from _stock_faults()
    yield from _slot_faults()
    yield from _order_faults()
    yield from line_faults()
    yield from _code_faults()
    yield from _transition_faults()
    yield from _purchase_faults()


def _stock_faults() -> Iterator[str]:
    """What is set aside is what open orders wait for, substitutes not agreed to yet included."""
    lines = Line.objects.filter(stockrecord=OuterRef("pk"), order__status__in=OPEN_STATES)
    kept = LineAdjustment.objects.filter(
        substitute__stockrecords=OuterRef("pk"),
        consent=LineAdjustment.Consent.ASKED,
        line__order__status__in=OPEN_STATES,
    )
    held = _subtotal(lines, "stockrecord", Sum("due_quantity")) + _subtotal(
        kept, "substitute", Sum("to_quantity")
    )
    for record in StockRecord.objects.annotate(held=held).exclude(num_allocated=F("held")):
        yield (
            f"Stock record {record.pk} sets {record.num_allocated} units aside, "
            f"open orders hold {record.held}."
        )


def _slot_faults() -> Iterator[str]:
    """A slot's places are booked by the orders that did not give theirs back."""
    orders = Order.objects.filter(slot=OuterRef("pk"), released_at__isnull=True)
    held = _subtotal(orders, "slot", Count("pk"))
    for slot in Slot.objects.annotate(held=held).exclude(booked=F("held")):
        yield f"Slot {slot.pk} has {slot.booked} places booked, orders hold {slot.held}."


def _subtotal(rows: QuerySet, by: str, total) -> Coalesce:
    grouped = rows.order_by().values(by).annotate(total=total).values("total")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def _order_faults() -> Iterator[str]:
    for sentence, orders in _broken_orders().items():
        for number in orders.values_list("number", flat=True).distinct():
            yield f"Order {number} {sentence}."


def _broken_orders() -> dict[str, QuerySet]:
    cancelled = [OrderState.CANCELLED_BY_SHOPPER, OrderState.CANCELLED_BY_SHOP]
    others = Line.objects.filter(product__isnull=False).exclude(product__shop=F("order__shop"))
    # To the cent: SQLite adds floats.
    total = Round(Sum("lines__line_price_incl_tax"), precision=2)
    due = Round(Sum("lines__due_incl_tax"), precision=2)
    totals = Order.objects.annotate(sum=total, due=due)
    key = Concat(Value("order_placed:"), "number", Value(":shop"))
    told = Exists(OutboxMessage.objects.filter(key=OuterRef("key")))
    return {
        "has no line": Order.objects.filter(lines=None),
        "holds another shop's product": Order.objects.filter(lines__in=others),
        "is collected at another shop's slot": Order.objects.exclude(slot__point__shop=F("shop")),
        "is not the sum of its lines": totals.exclude(total_incl_tax=F("sum")),
        "asks for another sum than its lines come to": totals.exclude(due_incl_tax=F("due")),
        "is cancelled and still holds its goods": Order.objects.filter(
            status__in=cancelled, released_at__isnull=True
        ),
        "is not cancelled and gave its goods back": Order.objects.exclude(
            status__in=cancelled
        ).filter(released_at__isnull=False),
        "has no legal snapshot": Order.objects.filter(legal_snapshot={}),
        "was never told to its shop": Order.objects.annotate(key=key).exclude(told),
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
        if chain[-1].to_status != order.status:
            yield f"Order {order.number} is {order.status}, its log says {chain[-1].to_status}."


def _purchase_faults() -> Iterator[str]:
    submitted = Q(status=Basket.SUBMITTED)
    for pk in Basket.objects.filter(submitted, purchase=None).values_list("pk", flat=True):
        yield f"Basket {pk} is submitted without a purchase."
    for pk in Purchase.objects.exclude(basket__status=Basket.SUBMITTED).values_list("pk"):
        yield f"Purchase {pk[0]} has a basket that is not submitted."
    for pk in Purchase.objects.filter(orders=None).values_list("pk", flat=True):
        yield f"Purchase {pk} has no order."
