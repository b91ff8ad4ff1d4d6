"""Preparing an order line by line: each one is ticked, and can be unticked until all is ready."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.exceptions import TransitionRefused, Unsettled
from pickup.orders.states import GONE, IN_PREPARATION, LineState, OrderState

Line = get_model("order", "Line")
Order = get_model("order", "Order")


@transaction.atomic
def set_line_prepared(*, order, line_id: int, prepared: bool) -> None:
    """Tick a line, or untick it; what was announced as ready stays ready.

    Raises:
        Line.DoesNotExist: no such line in this order.
        TransitionRefused: the order is over, or the line waits for an answer or is taken out.
    """
    lock_in_preparation(order)
    line = Line.objects.get(order=order, pk=line_id)
    if line.awaits_answer or line.is_removed:
        raise TransitionRefused(_("This line waits for an answer, or is no longer in the order."))
    if not prepared and order.status == OrderState.READY:
        raise TransitionRefused(_("The person has been told that this order is ready."))
    state = LineState.READY if prepared else line.resting_state
    Line.objects.filter(pk=line.pk).update(status=state)


def state_once_settled(line, *, order) -> LineState:
    """Return the state of a line that nobody asks about any more, in an order just read anew.

    What was announced as ready, or has left the shop, stays ready whatever came of one line.
    """
    is_ready = order.status in (OrderState.READY, OrderState.COLLECTED)
    return LineState.READY if is_ready else line.resting_state


def prepare_all_lines(*, order) -> None:
    """Tick what is still to be prepared, as part of calling the order ready."""
    Line.objects.filter(order=order).exclude(status__in=GONE).update(status=LineState.READY)


def refuse_open_questions(*, order) -> None:
    """Let nobody be called for goods, or go with them, that are still asked about.

    Raises:
        Unsettled: a question is open; it is answered at the counter, or taken back, first.
    """
    if Line.objects.filter(order=order, awaits_answer=True).exists():
        raise Unsettled(
            _("A question is open: note the person’s answer, or take the question back, first.")
        )


def lock_in_preparation(order) -> None:
    """Hold an order that is being prepared until the transaction ends, and read its state anew.

    Raises:
        TransitionRefused: it was handed over or cancelled meanwhile.
    """
    here = Order.objects.select_for_update(of=("self",)).filter(pk=order.pk)
    status = here.values_list("status", flat=True).get()
    if status not in IN_PREPARATION:
        raise TransitionRefused(
            _("This order is already: %(state)s.") % {"state": OrderState(status).label}
        )
    order.status = status


def count_due(*, order) -> None:
    """Bring what is to be paid in line with the lines; in Decimal: SQLite adds floats."""
    amounts: Iterable[Decimal] = Line.objects.filter(order=order).values_list(
        "due_incl_tax", flat=True
    )
    order.due_incl_tax = sum(amounts, Decimal(0))
    Order.objects.filter(pk=order.pk).update(due_incl_tax=order.due_incl_tax)
