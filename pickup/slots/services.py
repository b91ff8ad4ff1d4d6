"""Making, booking and freeing slots."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from marketplace.territories.versions import touch
from pickup.exceptions import SlotUnavailable
from pickup.slots.models import Acceptance, PickupPoint, Slot
from pickup.slots.queries import behind
from pickup.slots.windows import WeeklyWindow, Window, closing_after, windows_on
from shops.catalogue.collection import horizon_days
from shops.hours.calendar import RELATIONS, Calendar, calendar_of
from shops.hours.open_time import open_time_before

logger = logging.getLogger(__name__)

# Minutes of opening that whoever answers orders by hand has before the slot, at least.
TIME_TO_ANSWER = 30
# Of such slots alone nothing was said: where they go, nothing is lost.
OF_ITS_WEEK = Q(added=False, blocked=False, own_capacity=None)


@transaction.atomic
def generate_slots(
    *, point: PickupPoint, now: datetime | None = None, days: int | None = None
) -> None:
    """Bring a point's future slots in line with its hours, weekly slots and closures.

    Booked places are kept, and so is what was said of one slot alone: such a slot that no longer
    fits is closed, never deleted, and a capacity lowered below what is booked is stored as what
    is booked, and closed. A slot that was added for one day stays, and takes orders while the
    shop opens on it.

    Args:
        days: how many, today included; None: what the shop's products and campaigns ask for.
    """
    now = now or timezone.now()
    point = _loaded(point.pk)
    today = now.astimezone(point.shop.zone).date()
    days = days or horizon_days(point.shop, today=today)
    existing = {slot.start: slot for slot in point.slots.select_for_update().filter(start__gt=now)}
    wanted = _wanted(point, existing.values(), now=now, days=days)
    _take_out([slot for start, slot in existing.items() if start not in wanted])
    for start in existing.keys() & wanted.keys():
        _align(existing[start], wanted[start], point)
    Slot.objects.bulk_create(
        [_slot(point, window) for start, window in wanted.items() if start not in existing],
        ignore_conflicts=True,
    )
    PickupPoint.objects.filter(pk=point.pk).update(made_until=today + timedelta(days=days - 1))
    touch(point.shop.territory_id)


def _slot(point: PickupPoint, window: Window) -> Slot:
    return Slot(
        point=point,
        day=window.day,
        start=window.start,
        end=window.end,
        open_until=window.open_until,
        cutoff=cutoff_of(point, window.start),
        capacity=window.capacity,
        work_capacity=window.work,
    )


def cutoff_of(point: PickupPoint, start: datetime) -> datetime:
    """Return the last moment to order for a start, by the shop's notice.

    A shop that answers each order itself needs some time of opening to do so before somebody
    comes: what it asks for, or at least half an hour of it.
    """
    told = point.notice.cutoff(start, zone=point.shop.zone)
    if point.acceptance == Acceptance.AUTOMATIC:
        return told
    length = timedelta(minutes=min(point.answer_within_minutes, TIME_TO_ANSWER))
    return min(told, open_time_before(calendar_of(point.shop), start, length))


def make_missing_slots(*, points: QuerySet[PickupPoint], now: datetime) -> None:
    """Make the slots of points that no worker has looked after for a night; one query if none."""
    for point in points.filter(behind(now)):
        generate_slots(point=point, now=now)


def generate_all_slots(*, now: datetime | None = None) -> int:
    """Do so for every visible shop; returns how many points were looked at."""
    points = PickupPoint.objects.filter(shop__status="approved").order_by("pk")
    for point in points:
        try:
            generate_slots(point=point, now=now)
        except DatabaseError:
            # One shop's trouble must not leave the others without slots.
            logger.exception("The slots of %s were not made", point)
    return len(points)


def book_slot(*, slot_id: int, now: datetime, work: int, minds_cutoff: bool = True) -> None:
    """Take one place, and the work of what is ordered, by one guarded UPDATE.

    Call inside the order's transaction, after all stock rows, in primary-key order.

    Args:
        work: by the preparation weight of the order's products.
        minds_cutoff: a shop that moves an order does not mind its own, only the slot's start.

    Raises:
        SlotUnavailable: full, closed, or beyond its cut-off.
    """
    free = Slot.objects.filter(pk=slot_id).with_places(work=work)
    free = free.before_cutoff(now) if minds_cutoff else free.filter(start__gt=now)
    if not free.update(booked=F("booked") + 1, work_booked=F("work_booked") + work):
        raise SlotUnavailable


def free_slot(*, slot_id: int, work: int) -> None:
    """Give one place back, and the work that it held."""
    Slot.objects.filter(pk=slot_id, booked__gt=0).update(
        booked=F("booked") - 1, work_booked=F("work_booked") - work
    )


def change_work(*, slot_id: int, more: int) -> None:
    """Take more of a slot's work for an order that has its place, or less; one guarded UPDATE.

    Raises:
        SlotUnavailable: the slot does not take so much.
    """
    slot = Slot.objects.filter(pk=slot_id)
    if more > 0:
        slot = slot.filter(Q(work_capacity=None) | Q(work_booked__lte=F("work_capacity") - more))
    if not slot.update(work_booked=F("work_booked") + more):
        raise SlotUnavailable


def hold_place_again(*, slot_id: int, work: int) -> None:
    """Count an order once more in a slot that is over: nobody else wants its places."""
    slot = Slot.objects.filter(pk=slot_id)
    slot.exclude(work_capacity=None).update(
        work_capacity=Greatest(F("work_capacity"), F("work_booked") + work)
    )
    slot.update(
        booked=F("booked") + 1,
        work_booked=F("work_booked") + work,
        capacity=Greatest(F("capacity"), F("booked") + 1),
    )


def set_places(*, slot: Slot, places: int, work: int | None = None) -> None:
    """Say how many orders one slot takes, whatever its week says; 0 blocks it.

    Orders that were placed stay: below what is booked, the slot is closed. One UPDATE, so that a
    booking of the same moment is counted.

    Args:
        work: the most work it takes; None: no limit.
    """
    if not places:
        block_slot(slot=slot)
        return
    over = Q(booked__gt=places) | (Q() if work is None else Q(work_booked__gt=work))
    Slot.objects.filter(pk=slot.pk).update(
        blocked=False,
        own_capacity=places,
        own_work=work,
        capacity=Greatest(Value(places), F("booked")),
        work_capacity=None if work is None else Greatest(Value(work), F("work_booked")),
        closed=Case(When(over, then=True), default=False),
    )
    touch(slot.point.shop.territory_id)


def block_slot(*, slot: Slot) -> None:
    """Take no more orders for one slot; those that were placed stay."""
    Slot.objects.filter(pk=slot.pk).update(blocked=True, closed=True, capacity=F("booked"))
    touch(slot.point.shop.territory_id)


@transaction.atomic
def unblock_slot(*, slot: Slot) -> None:
    """Open a slot again as it was before: with its own places, or those of its week."""
    Slot.objects.filter(pk=slot.pk).update(blocked=False)
    generate_slots(point=slot.point)


def slots_out_of_hours(*, point: PickupPoint, now: datetime | None = None) -> list[Slot]:
    """Return the booked slots to come that the shop's hours do not make any more, soonest first.

    A pause says nothing of what was ordered: its day's slots are not among them.
    """
    now = now or timezone.now()
    coming = point.slots.filter(Q(booked__gt=0) | Q(added=True), start__gt=now)
    slots = list(coming.order_by("start"))
    if not any(slot.booked for slot in slots):
        return []
    point = _loaded(point.pk)
    point.paused_on = None
    days = (slots[-1].day - now.astimezone(point.shop.zone).date()).days + 1
    wanted = _wanted(point, slots, now=now, days=days).values()
    made = {(window.start, window.end) for window in wanted}
    return [slot for slot in slots if slot.booked and (slot.start, slot.end) not in made]


def _loaded(point_id: int) -> PickupPoint:
    return (
        PickupPoint.objects.select_related("shop__territory")
        .prefetch_related("patterns", *(f"shop__{name}" for name in RELATIONS))
        .get(pk=point_id)
    )


def weekly_windows(point: PickupPoint) -> list[WeeklyWindow]:
    """Return the weekly slots of a point whose patterns are loaded."""
    return [
        WeeklyWindow(one.weekday, one.starts, one.ends, one.capacity, one.work)
        for one in point.patterns.all()
    ]


def _wanted(
    point: PickupPoint, slots: Iterable[Slot], *, now: datetime, days: int
) -> dict[datetime, Window]:
    """Return by start what a point offers; what was added for a day comes before its week."""
    calendar = calendar_of(point.shop)
    added = [
        _window_of(slot, calendar)
        for slot in slots
        if slot.added and calendar.on(slot.day) and slot.day != point.paused_on
    ]
    weekly = [
        window
        for window in _windows(point, now=now, days=days)
        if not any(window.start < own.end and own.start < window.end for own in added)
    ]
    return {window.start: window for window in (*weekly, *added)}


def _window_of(slot: Slot, calendar: Calendar) -> Window:
    """Return the window of a slot that was added for its day."""
    starts, ends = (one.astimezone(calendar.zone).time() for one in (slot.start, slot.end))
    wall = WeeklyWindow(slot.day.weekday(), starts, ends, slot.own_capacity or 0, slot.own_work)
    until = closing_after(wall, slot.day, calendar)
    return Window(slot.day, slot.start, slot.end, wall.capacity, wall.work, until)


def _windows(point: PickupPoint, *, now: datetime, days: int) -> list[Window]:
    calendar, weekly = calendar_of(point.shop), weekly_windows(point)
    today = now.astimezone(calendar.zone).date()
    coming = (today + timedelta(days=offset) for offset in range(days))
    return [
        window
        for day in coming
        if day != point.paused_on
        for window in windows_on(
            day,
            calendar=calendar,
            weekly=weekly,
            capacity=point.default_capacity,
            work=point.default_work,
        )
        if window.start > now
    ]


def _take_out(gone: list[Slot]) -> None:
    """Delete slots that nobody booked and of which nothing was said alone; close the others."""
    slots = Slot.objects.filter(pk__in=[slot.pk for slot in gone])
    slots.filter(OF_ITS_WEEK, booked=0, orders=None).delete()
    slots.update(closed=True, capacity=F("booked"))


def _align(slot: Slot, window: Window, point: PickupPoint) -> None:
    if slot.booked and slot.end != window.end:
        # Somebody was promised these hours: they stay, and nobody else can choose them.
        _close(slot)
        return
    wanted = {
        "end": window.end,
        "open_until": window.open_until,
        "cutoff": cutoff_of(point, window.start),
        **_limits(slot, window),
    }
    if any(getattr(slot, field) != value for field, value in wanted.items()):
        Slot.objects.filter(pk=slot.pk).update(**wanted)


def _close(slot: Slot) -> None:
    Slot.objects.filter(pk=slot.pk).update(closed=True, capacity=F("booked"))


def _limits(slot: Slot, window: Window) -> dict[str, Any]:
    """Return what a slot takes: what was said of it alone, or else what its week says."""
    places, work = window.capacity, window.work
    if slot.own_capacity is not None:
        places, work = slot.own_capacity, slot.own_work
    if slot.blocked:
        places = 0
    too_much = work is not None and work < slot.work_booked
    return {
        "capacity": max(places, slot.booked),
        "work_capacity": None if work is None else max(work, slot.work_booked),
        "closed": too_much or places < slot.booked or not places,
    }
