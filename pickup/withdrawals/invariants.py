"""What must hold of withdrawals, at any time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from pickup.orders.models import OrderTransition
from pickup.orders.states import GONE, OPEN_STATES, LineState, OrderState
from pickup.withdrawals.models import Withdrawal, WithdrawnLine

Line = get_model("order", "Line")
Order = get_model("order", "Order")


def check() -> Iterator[str]:
    """Yield a sentence for each fault."""
    declared = Exists(WithdrawnLine.objects.filter(line=OuterRef("pk")))
    gone = Line.objects.filter(status=LineState.WITHDRAWN)
    for pk in gone.exclude(declared).values_list("pk", flat=True):
        yield f"Order line {pk} is withdrawn, nobody declared it."
    for pk in Line.objects.filter(declared).exclude(status=LineState.WITHDRAWN).values_list("pk"):
        yield f"Order line {pk[0]} was declared withdrawn and is not."
    for pk in _strangers().values_list("pk", flat=True):
        yield f"Withdrawal {pk} names another order's line."
    held = gone.filter(order__status__in=OPEN_STATES, due_quantity__gt=0)
    for pk in held.values_list("pk", flat=True):
        yield f"Order line {pk} is withdrawn, and its open order still holds its goods."
    yield from _order_faults()
    yield from _receipt_faults()


def _strangers():
    return Withdrawal.objects.exclude(lines__line__order=F("order")) | Withdrawal.objects.filter(
        lines=None
    )


def _order_faults() -> Iterator[str]:
    mine = Line.objects.filter(order=OuterRef("pk"))
    left = Exists(mine.exclude(status__in=GONE))
    withdrawn = Order.objects.filter(status=OrderState.WITHDRAWN)
    for number in withdrawn.filter(left).values_list("number", flat=True):
        yield f"Order {number} is withdrawn, and a line of it is not."
    # Where the shop took out what a withdrawal had left, it was the shop that cancelled.
    ended = [OrderState.WITHDRAWN, OrderState.CANCELLED_BY_SHOP]
    emptied = Order.objects.filter(Exists(mine.filter(status=LineState.WITHDRAWN)), ~left)
    emptied = emptied.exclude(status__in=ended)
    for number in emptied.values_list("number", flat=True):
        yield f"Order {number} has no line left and is not withdrawn."
    collected = Exists(
        OrderTransition.objects.filter(order=OuterRef("pk"), to_status=OrderState.COLLECTED)
    )
    held = withdrawn.exclude(collected).filter(released_at=None)
    for number in held.values_list("number", flat=True):
        yield f"Order {number} was withdrawn before collection and still holds its goods."


def _receipt_faults() -> Iterator[str]:
    """Each declaration has its receipt, by e-mail or SMS, and the shop knows of it."""
    for withdrawal in Withdrawal.objects.select_related("order").iterator():
        told = OutboxMessage.objects.filter(reference=withdrawal.order.number)
        for reader in ("shopper", "shop"):
            key = f"order_withdrawn:{withdrawal.order.number}:{reader}:{withdrawal.pk}"
            if not told.filter(key=key).exists():
                yield f"Withdrawal {withdrawal.pk} was never told to its {reader}."
