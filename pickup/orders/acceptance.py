"""The shop's word on an order: given by itself, or by somebody before a deadline.

Until then nothing is agreed: no page and no message says « confirmed ».
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from pickup.exceptions import TooLate
from pickup.orders.life_messages import announce_accepted, announce_refused
from pickup.orders.releasing import release
from pickup.orders.states import OrderState
from pickup.orders.steps import step
from pickup.slots.models import Acceptance, Slot
from shops.hours.calendar import calendar_of
from shops.hours.open_time import open_time_after
from shops.models import Shop

CONFIRMED = Q(hold_expires_at=None)


def agreed_values(*, shop: Shop, slot: Slot, now: datetime) -> dict[str, Any]:
    """Return the state of an order that its shopper stands by, and until when the shop answers.

    So many minutes of opening; never longer than until the slot, which somebody would come to.
    """
    point = slot.point
    if point.acceptance == Acceptance.AUTOMATIC:
        return {"status": OrderState.ACCEPTED, "answer_until": None}
    length = timedelta(minutes=point.answer_within_minutes)
    until = open_time_after(calendar_of(shop), now, length)
    return {"status": OrderState.PLACED, "answer_until": min(until, slot.start)}


@transaction.atomic
def accept_order(*, order: Any, by: User, now: datetime | None = None) -> None:
    """Say yes for the shop, before its deadline; the shopper is told.

    Raises:
        TooLate: silence has said no already.
        TransitionRefused: answered, cancelled, or not confirmed by the shopper yet.
    """
    now = now or timezone.now()
    if order.answer_until and order.answer_until <= now:
        raise TooLate(_("It is too late to accept this order: the person is told that it is off."))
    in_time = CONFIRMED & Q(answer_until__gt=now)
    step(order, OrderState.ACCEPTED, by=by, now=now, where=in_time, seen_at=now)
    announce_accepted(order=order)


@transaction.atomic
def refuse_order(*, order: Any, by: User, reason: str = "", now: datetime | None = None) -> None:
    """Say no for the shop, with a word to the shopper; stock and place are free again.

    Raises:
        TransitionRefused: answered, cancelled, or not confirmed by the shopper yet.
    """
    now = now or timezone.now()
    step(order, OrderState.REFUSED, by=by, now=now, where=CONFIRMED)
    release(order, now)
    announce_refused(order=order, reason=reason, now=now)


@transaction.atomic
def refuse_in_silence(*, order: Any, now: datetime) -> None:
    """Take a deadline that passed, or a slot that began, for a no.

    Raises:
        TransitionRefused: answered just in time.
    """
    begun = Slot.objects.filter(start__lte=now)
    silent = CONFIRMED & (Q(answer_until__lte=now) | Q(slot__in=begun))
    step(order, OrderState.REFUSED, by=None, now=now, where=silent)
    release(order, now)
    announce_refused(order=order, silent=True, now=now)
