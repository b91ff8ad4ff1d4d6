"""An order after it was placed; each move is one guarded transaction with its log row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from pickup.exceptions import TooLate, TransitionRefused
from pickup.orders import messages
from pickup.orders.models import OrderTransition
from pickup.orders.preparation import prepare_all_lines, refuse_open_questions
from pickup.orders.releasing import release_lines
from pickup.orders.states import ALLOWED, OrderState
from pickup.slots.services import free_slot
from shops.catalogue.stock import consume_stock

Order = get_model("order", "Order")
Line = get_model("order", "Line")


@transaction.atomic
def mark_ready(*, order, by: User, now: datetime | None = None) -> None:
    """Say that an order is ready; the shopper gets a message."""
    _move(order, OrderState.READY, by=by, now=now)
    prepare_all_lines(order=order)
    messages.announce_ready(order=order)


@transaction.atomic
def collect_order(*, order, by: User, now: datetime | None = None) -> None:
    """Hand an order over: its units leave the stock. What was paid in store is never recorded
    (CGI art. 286 I 3° bis: that would make the site a till).

    Raises:
        TransitionRefused: already over, or a question about a line is not settled yet.
    """
    _move(order, OrderState.COLLECTED, by=by, now=now)
    refuse_open_questions(order=order)
    for line in _lines_in_lock_order(order):
        consume_stock(stockrecord_id=line.stockrecord_id, quantity=line.due_quantity)


@transaction.atomic
def cancel_by_shopper(*, order, by: User | None = None, now: datetime | None = None) -> None:
    """Cancel before the cut-off that was told when ordering.

    Raises:
        TooLate: the cut-off has passed.
        TransitionRefused: already collected or cancelled.
    """
    now = now or timezone.now()
    if order.cancel_until <= now:
        raise TooLate(_("It is too late to cancel here: please telephone the shop."))
    _move(order, OrderState.CANCELLED_BY_SHOPPER, by=by, now=now)
    _release(order, now)
    messages.announce_cancelled(order=order, by_shop=False)


@transaction.atomic
def cancel_by_shop(
    *, order, by: User | None, reason: str = "", now: datetime | None = None
) -> None:
    """Cancel for the shop, with a word to the shopper."""
    now = now or timezone.now()
    _move(order, OrderState.CANCELLED_BY_SHOP, by=by, now=now)
    _release(order, now)
    messages.announce_cancelled(order=order, by_shop=True, reason=reason)


def _move(order, to: OrderState, *, by: User | None, now: datetime | None) -> None:
    """Change the status by a guarded UPDATE: of two people who tap at once, one wins."""
    sources = [state for state, targets in ALLOWED.items() if to in targets]
    before = Order.objects.filter(pk=order.pk).values_list("status", flat=True).first()
    moved = Order.objects.filter(pk=order.pk, status=before, status__in=sources).update(status=to)
    if not moved:
        raise TransitionRefused(
            _("This order is already: %(state)s.") % {"state": OrderState(before).label}
        )
    order.status = to
    OrderTransition.objects.create(
        order=order, at=now or timezone.now(), by=by, from_status=before, to_status=to
    )


def _lines_in_lock_order(order):
    return Line.objects.filter(order=order, stockrecord__isnull=False).order_by("stockrecord_id")


def _release(order, now: datetime) -> None:
    """Give stock and slot back, once: the timestamp makes a second call do nothing."""
    first = Order.objects.filter(pk=order.pk, released_at__isnull=True).update(released_at=now)
    if not first:
        return
    release_lines(order=order, now=now)
    # The slot of now: the order may have been given another time since it was read.
    free_slot(slot_id=Order.objects.values_list("slot_id", flat=True).get(pk=order.pk))
    touch(order.shop.territory_id)
