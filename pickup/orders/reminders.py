"""What is told and done by the clock: the eve's reminder, the goods that wait, their end."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from marketplace.notifications.models import OutboxMessage
from marketplace.territories.models import Territory
from pickup.exceptions import TransitionRefused
from pickup.orders.counter.absence import kept_until, mark_not_collected, say_kept
from pickup.orders.life_messages import REMINDER, WAITING, key_of, remind
from pickup.orders.steps import Order
from shops.hours.calendar import RELATIONS

logger = logging.getLogger(__name__)

# Wall time of the shop: nobody's telephone rings later than this.
EVE_FROM, EVE_TO = time(18), time(21)
# Who ordered a moment ago knows.
ORDERED_BEFORE = timedelta(hours=24)
WAITING_AFTER = timedelta(hours=2)


def remind_of_tomorrow(*, now: datetime) -> int:
    """Remind, between 18 and 21 h of each territory, of tomorrow's orders; return how many."""
    orders: list[Any] = []
    for territory in Territory.objects.all():
        local = now.astimezone(territory.zone)
        if EVE_FROM <= local.time() < EVE_TO:
            orders += _of_tomorrow(territory, local)
    return _tell_once(orders, kind=REMINDER, tell=lambda order: remind(order=order))


def _of_tomorrow(territory: Territory, local: datetime) -> Any:
    start = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=territory.zone)
    end = datetime.combine(local.date() + timedelta(days=2), time(), tzinfo=territory.zone)
    return (
        Order.objects.expected()
        .filter(shop__territory=territory, slot__start__gte=start, slot__start__lt=end)
        .filter(date_placed__lte=local - ORDERED_BEFORE)
        .with_details()
    )


def look_after_late_orders(*, now: datetime) -> None:
    """Tell who has not come that the goods wait; give up those that were kept long enough."""
    waiting = []
    for order in _late(now):
        until = kept_until(order)
        if until <= now:
            _give_up(order, now)
        elif order.slot.end + WAITING_AFTER <= now:
            waiting.append(order)
    _tell_once(waiting, kind=WAITING, tell=lambda order: say_kept(order=order))


def _late(now: datetime) -> Any:
    hours = (f"shop__{name}" for name in RELATIONS)
    late = Order.objects.expected().filter(slot__end__lte=now).with_details()
    return late.select_related("slot__point").prefetch_related(*hours).order_by("pk")


def _give_up(order: Any, now: datetime) -> None:
    try:
        mark_not_collected(order=order, by=None, now=now)
    except TransitionRefused:
        logger.info("Order %s came just in time", order.number)


def _tell_once(orders: Iterable[Any], *, kind: str, tell: Any) -> int:
    """Tell each order that was not told yet; the key holds where two workers meet."""
    keys = {key_of(kind, order): order for order in orders}
    known = OutboxMessage.objects.filter(key__in=list(keys)).values_list("key", flat=True)
    told = [keys[key] for key in keys.keys() - set(known)]
    for order in told:
        with transaction.atomic():
            tell(order)
    return len(told)
