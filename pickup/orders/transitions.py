"""An order after it was placed; each move is one guarded transaction with its log row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from pickup.exceptions import TooLate
from pickup.orders import messages
from pickup.orders.lines.gone import settle_gone
from pickup.orders.lines.preparation import prepare_all_lines, refuse_open_questions
from pickup.orders.lines.unweighed import refuse_unweighed, settle_unweighed
from pickup.orders.releasing import hand_out_units, release
from pickup.orders.states import OPEN_STATES, OrderState
from pickup.orders.steps import step


@transaction.atomic
def mark_ready(*, order, by: User, now: datetime | None = None) -> None:
    """Say that an order is ready; the shopper gets a message.

    Raises:
        TransitionRefused: not to be prepared.
        Unsettled: a question about a line is open, or a line is still to be weighed.
    """
    step(order, OrderState.READY, by=by, now=now)
    refuse_open_questions(order=order)
    refuse_unweighed(order=order)
    prepare_all_lines(order=order)
    messages.announce_ready(order=order)


@transaction.atomic
def collect_order(
    *,
    order,
    by: User,
    at_estimate: bool = False,
    happened: bool = False,
    now: datetime | None = None,
) -> None:
    """Hand an order over: its units leave the stock. What was paid in store is never recorded
    (CGI art. 286 I 3° bis: that would make the site a till).

    Args:
        at_estimate: what was not weighed goes at the price announced.
        happened: the goods have gone already, so that nothing that is open keeps them: what is
            asked about goes as it was ready, what was not weighed at the price announced.

    Raises:
        TransitionRefused: already over.
        Unsettled: a question about a line is open, or a line is still to be weighed.
    """
    now = now or timezone.now()
    step(order, OrderState.COLLECTED, by=by, now=now)
    if happened:
        settle_gone(order=order, by=by, now=now)
    else:
        refuse_open_questions(order=order)
    if at_estimate or happened:
        settle_unweighed(order=order, by=by, now=now)
    else:
        refuse_unweighed(order=order)
    hand_out_units(order)


@transaction.atomic
def cancel_by_shopper(*, order, by: User | None = None, now: datetime | None = None) -> None:
    """Cancel before the cut-off that was told when ordering, or while it is still awaited.

    Raises:
        TooLate: the cut-off has passed.
        TransitionRefused: already collected or cancelled.
    """
    now = now or timezone.now()
    if order.cancel_until <= now and order.status != OrderState.PLACED:
        raise TooLate(_("It is too late to cancel here: please telephone the shop."))
    free = Q(cancel_until__gt=now) | Q(status=OrderState.PLACED)
    step(order, OrderState.CANCELLED_BY_SHOPPER, by=by, now=now, where=free)
    release(order, now)
    messages.announce_cancelled(order=order, by_shop=False)


@transaction.atomic
def cancel_by_shop(
    *, order, by: User | None, reason: str = "", now: datetime | None = None
) -> None:
    """Cancel for the shop, with a word to the shopper."""
    now = now or timezone.now()
    step(order, OrderState.CANCELLED_BY_SHOP, by=by, now=now)
    release(order, now)
    messages.announce_cancelled(order=order, by_shop=True, reason=reason)


@transaction.atomic
def withdraw_order(*, order, by: User | None = None, now: datetime | None = None) -> None:
    """End an order whose last lines are withdrawn from; what was collected stays out of stock.

    Raises:
        TransitionRefused: already cancelled.
    """
    now = now or timezone.now()
    was_open = order.status in OPEN_STATES
    step(order, OrderState.WITHDRAWN, by=by, now=now)
    if was_open:
        release(order, now)
