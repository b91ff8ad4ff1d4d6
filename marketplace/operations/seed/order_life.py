"""Orders of the demo beyond the straight way: answered, refused, expired, not collected."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from marketplace.accounts.models import User
from pickup.orders.acceptance import accept_order, refuse_order
from pickup.orders.counter.absence import mark_not_collected
from pickup.orders.holds import confirm_purchase, expire_hold
from pickup.orders.states import OrderState

SORRY = "Tout est déjà promis ce jour-là : toutes nos excuses."
ANSWERED_AFTER = timedelta(minutes=10)
GIVEN_UP_AFTER = timedelta(days=1)


def agree(order: Any, state: OrderState, *, owner: User, at: datetime) -> None:
    """Let guest and shop say what they have to, on the way to a state.

    Who visits the demo today finds an order that waits; one of another day was answered.
    """
    if order.status == OrderState.PLACED and order.hold_expires_at:
        _confirm(order, state, at=at)
    if order.status == OrderState.PLACED and order.answer_until:
        _answer(order, state, owner=owner, at=at)


def _confirm(order: Any, state: OrderState, *, at: datetime) -> None:
    if state == OrderState.EXPIRED:
        expire_hold(order=order, now=order.hold_expires_at)
        return
    confirm_purchase(purchase=order.purchase, now=at + ANSWERED_AFTER)
    order.refresh_from_db()


def _answer(order: Any, state: OrderState, *, owner: User, at: datetime) -> None:
    soon = min(at + ANSWERED_AFTER, order.answer_until - timedelta(seconds=1))
    if state == OrderState.REFUSED:
        refuse_order(order=order, by=owner, reason=SORRY, now=soon)
    elif state != OrderState.PLACED or order.answer_until <= timezone.now():
        accept_order(order=order, by=owner, now=soon)


def give_up(order: Any, *, owner: User, now: datetime) -> None:
    """Say the day after that nobody came."""
    mark_not_collected(order=order, by=owner, now=min(now, order.slot.end + GIVEN_UP_AFTER))
