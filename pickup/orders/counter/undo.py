"""A hand-over that was a wrong tap, taken back within minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import TooLate, TransitionRefused
from pickup.orders.models import OrderTransition
from pickup.orders.queries import UNDO_FOR
from pickup.orders.releasing import bring_units_back, release
from pickup.orders.states import LineState, OrderState
from pickup.orders.steps import step_back

Line = get_model("order", "Line")


@transaction.atomic
def undo_handover(*, order: Any, by: User, now: datetime | None = None) -> None:
    """Bring an order back to the state it was handed over from, and its units to the stock.

    Raises:
        TooLate: the hand-over is older than `UNDO_FOR`.
        TransitionRefused: not handed over, undone already, withdrawn from since, or its code has
            gone to another order.
    """
    now = now or timezone.now()
    handover = _handover_of(order)
    if now > handover.at + UNDO_FOR:
        raise TooLate(_("It is too late to undo this hand-over: five minutes have passed."))
    before = OrderState(handover.from_status)
    _step_back_with_code(order, before, by=by, now=now)
    _refuse_withdrawn_since(order)
    bring_units_back(order)
    if before == OrderState.NO_SHOW:
        release(order, now)


def _handover_of(order: Any) -> OrderTransition:
    last = OrderTransition.objects.filter(order=order).order_by("at", "pk").last()
    if last is None or last.to_status != OrderState.COLLECTED:
        state = OrderState(last.to_status if last else order.status).label
        raise TransitionRefused(_("This order is already: %(state)s.") % {"state": state})
    return last


def _step_back_with_code(order: Any, to: OrderState, *, by: User, now: datetime) -> None:
    """Step back; the constraint says whether an open order has been given the code meanwhile."""
    try:
        with transaction.atomic():
            step_back(order, to, by=by, now=now)
    except IntegrityError as error:
        raise TransitionRefused(
            _("This hand-over cannot be undone: its code belongs to another order by now.")
        ) from error


def _refuse_withdrawn_since(order: Any) -> None:
    """Leave goods where they are that are to come back by a withdrawal (C. conso. L221-23)."""
    # Withdrawn before the hand-over, a line holds nothing; read once the order's row is ours.
    since = Line.objects.filter(order=order, status=LineState.WITHDRAWN, due_quantity__gt=0)
    if since.exists():
        raise TransitionRefused(
            _("This hand-over cannot be undone: the person has withdrawn from a part of it since.")
        )
