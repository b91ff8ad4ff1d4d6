"""Somebody has not come: kept a while, then sold again; and still served who comes late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from pickup.exceptions import TooSoon, TransitionRefused
from pickup.orders.life_messages import announce_no_show, say_it_waits
from pickup.orders.lines.unweighed import settle_unweighed
from pickup.orders.releasing import hand_out_units, place_of, release, take_units_again
from pickup.orders.states import OrderState
from pickup.orders.steps import Order, step, step_back
from pickup.slots.models import Slot
from pickup.slots.services import hold_place_again
from shops.catalogue.quotas import take_unplanned
from shops.exceptions import OutOfStock
from shops.hours.calendar import calendar_of
from shops.hours.open_time import open_time_after

# Longer ago than this, who did not come is nobody's business any more.
REMEMBERED_FOR = timedelta(days=365)


def kept_until(order: Any) -> datetime:
    """Return until when a shop keeps an order that was not collected: so many opening hours.

    What the shopper was told stands, whatever the shop changes since.
    """
    if order.kept_until and order.kept_until > order.slot.end:
        return order.kept_until
    length = timedelta(hours=order.slot.point.keeps_for_hours)
    return open_time_after(calendar_of(order.shop), order.slot.end, length)


@transaction.atomic
def say_kept(*, order: Any) -> None:
    """Tell who has not come until when the goods are kept, and hold the shop to it."""
    order.kept_until = kept_until(order)
    Order.objects.filter(pk=order.pk).update(kept_until=order.kept_until)
    say_it_waits(order=order, kept_until=order.kept_until)


@transaction.atomic
def mark_not_collected(*, order: Any, by: User | None, now: datetime | None = None) -> None:
    """Give stock and place back, and tell the shopper, who owes nothing.

    Raises:
        TooSoon: the slot is not over.
        TransitionRefused: not waiting at the counter.
    """
    now = now or timezone.now()
    # As a subquery: a join would take the guard on the status out of the UPDATE's own WHERE.
    over = Q(slot__in=Slot.objects.filter(end__lte=now))
    if not Order.objects.filter(over, pk=order.pk).exists():
        raise TooSoon(_("The time of this order is not over: somebody may still come."))
    step(order, OrderState.NO_SHOW, by=by, now=now, where=over)
    release(order, now)
    announce_no_show(order=order)


@transaction.atomic
def collect_late(*, order: Any, by: User, now: datetime | None = None) -> None:
    """Hand over to who comes after all, if the goods are still there.

    Given up, it was prepared no further: what was not weighed goes at the price announced.

    Raises:
        TransitionRefused: fewer are in stock, or handed over meanwhile.
    """
    now = now or timezone.now()
    step_back(order, OrderState.COLLECTED, by=by, now=now, released_at=None)
    try:
        # The day is over, and what was made on it lies on the counter: nobody else wants it.
        take_units_again(order, of_day=take_unplanned)
    except OutOfStock as error:
        raise TransitionRefused(
            _("The stock no longer has all of this order. Is it there? Correct the stock first.")
        ) from error
    settle_unweighed(order=order, by=by, now=now)
    hand_out_units(order)
    slot_id, work = place_of(order)
    hold_place_again(slot_id=slot_id, work=work)


def times_not_collected(order: Any, *, now: datetime) -> int:
    """Count a shopper's other orders not collected at this very shop, in the last twelve months.

    By the e-mail address or the telephone number of now: no score is kept, and what was erased
    counts no more.
    """
    others = Order.objects.reached_as(order.purchase).exclude(pk=order.pk)
    missed = others.filter(shop=order.shop_id, status=OrderState.NO_SHOW)
    times: int = missed.filter(slot__start__gt=now - REMEMBERED_FOR).count()
    return times
