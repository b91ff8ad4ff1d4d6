"""What counts as sold, and what counts as ready in time: said once, used everywhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from oscar.core.loading import get_model

from pickup.figures.periods import Period
from pickup.orders.models import OrderTransition
from pickup.orders.states import OrderState

Order = get_model("order", "Order")

# Bound and not undone; whether it was paid is the shop's business.
SOLD = (OrderState.PLACED, OrderState.ACCEPTED, OrderState.READY, OrderState.COLLECTED)
DONE = (OrderState.READY, OrderState.COLLECTED)


def with_first_done(orders: QuerySet) -> QuerySet:
    """Add `done_as` and `done_at`: the first time an order was called ready or handed over."""
    first = OrderTransition.objects.filter(order=OuterRef("pk"), to_status__in=DONE)
    first = first.order_by("at", "pk")
    return orders.annotate(
        done_as=Subquery(first.values("to_status")[:1]), done_at=Subquery(first.values("at")[:1])
    )


def ready_in_time() -> Q:
    """Match orders (see `with_first_done`) that kept the promise made for their slot.

    Either they were marked ready at or before the slot's start, or, where the shop marks
    nothing, handed over before the slot's end. Ready after the start is late, even if the
    shopper still came within the slot; neither ready nor handed over is late.
    """
    marked = Q(done_as=OrderState.READY, done_at__lte=F("slot__start"))
    handed_over = Q(done_as=OrderState.COLLECTED, done_at__lte=F("slot__end"))
    return marked | handed_over


def readiness_by_shop(
    orders: QuerySet, period: Period, *, now: datetime
) -> dict[int, tuple[int, int]]:
    """Return, by shop id, of how many orders the slot began in the period, and kept in time.

    Only slots that have begun at `now` count, and only orders that are not cancelled.
    """
    due = orders.filter(period.holds("slot__start"), slot__start__lte=now, status__in=SOLD)
    rows: QuerySet[Any] = (
        with_first_done(due)
        .order_by()
        .values("shop")
        .annotate(due=Count("pk"), kept=Count("pk", filter=ready_in_time()))
    )
    return {row["shop"]: (row["due"], row["kept"]) for row in rows}
