"""Making, booking and freeing slots."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from marketplace.territories.versions import touch
from pickup.exceptions import SlotUnavailable
from pickup.slots.models import PickupPoint, Slot
from pickup.slots.windows import WeeklyWindow, Window, windows_on
from shops.hours.calendar import RELATIONS, calendar_of

logger = logging.getLogger(__name__)

HORIZON_DAYS = 21


@transaction.atomic
def generate_slots(
    *, point: PickupPoint, now: datetime | None = None, days: int = HORIZON_DAYS
) -> None:
    """Bring a point's future slots in line with its hours, weekly slots and closures.

    Booked places are kept: a slot that no longer fits is closed, never deleted under an order,
    and a capacity lowered below what is booked is stored as what is booked, and closed.
    """
    now = now or timezone.now()
    point = _loaded(point.pk)
    wanted = {window.start: window for window in _windows(point, now=now, days=days)}
    existing = {slot.start: slot for slot in point.slots.select_for_update().filter(start__gt=now)}
    lead = timedelta(minutes=point.lead_time_minutes)
    for start, slot in existing.items():
        _align(slot, wanted.get(start), lead)
    Slot.objects.bulk_create(
        [
            Slot(
                point=point,
                start=window.start,
                end=window.end,
                cutoff=window.start - lead,
                capacity=window.capacity,
            )
            for start, window in wanted.items()
            if start not in existing
        ],
        ignore_conflicts=True,
    )
    touch(point.shop.territory_id)


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


def book_slot(*, slot_id: int, now: datetime, minds_cutoff: bool = True) -> None:
    """Take one place, by one guarded UPDATE.

    Call inside the order's transaction, after all stock rows, in primary-key order.

    Args:
        minds_cutoff: a shop that moves an order does not mind its own, only the slot's start.

    Raises:
        SlotUnavailable: full, closed, or beyond its cut-off.
    """
    slot = Slot.objects.filter(pk=slot_id)
    free = slot.bookable(now) if minds_cutoff else slot.with_places().filter(start__gt=now)
    if not free.update(booked=F("booked") + 1):
        raise SlotUnavailable


def free_slot(*, slot_id: int) -> None:
    """Give one place back."""
    Slot.objects.filter(pk=slot_id, booked__gt=0).update(booked=F("booked") - 1)


def hold_place_again(*, slot_id: int) -> None:
    """Count an order once more in a slot that is over: nobody else wants its places."""
    Slot.objects.filter(pk=slot_id).update(
        booked=F("booked") + 1, capacity=Greatest(F("capacity"), F("booked") + 1)
    )


def set_places(*, slot: Slot, places: int) -> None:
    """Say how many orders one slot takes, whatever its week says; 0 blocks it.

    Orders that were placed stay: below what is booked, the slot is closed. One UPDATE, so that a
    booking of the same moment is counted.
    """
    Slot.objects.filter(pk=slot.pk).update(
        own_capacity=places,
        capacity=Greatest(Value(places), F("booked")),
        closed=Case(When(booked__gt=places, then=True), default=Value(not places)),
    )
    touch(slot.point.shop.territory_id)


@transaction.atomic
def let_week_decide(*, slot: Slot) -> None:
    """Take back what was said of one slot: it is as its week says again."""
    Slot.objects.filter(pk=slot.pk).update(own_capacity=None)
    generate_slots(point=slot.point)


def slots_out_of_hours(*, point: PickupPoint, now: datetime | None = None) -> list[Slot]:
    """Return the booked slots to come that the shop's hours do not make any more, soonest first.

    A pause says nothing of what was ordered: its day's slots are not among them.
    """
    now = now or timezone.now()
    point = _loaded(point.pk)
    point.paused_on = None
    made = {(window.start, window.end) for window in _windows(point, now=now, days=HORIZON_DAYS)}
    booked = point.slots.filter(start__gt=now, booked__gt=0).order_by("start")
    return [slot for slot in booked if (slot.start, slot.end) not in made]


def _loaded(point_id: int) -> PickupPoint:
    return (
        PickupPoint.objects.select_related("shop__territory")
        .prefetch_related("patterns", *(f"shop__{name}" for name in RELATIONS))
        .get(pk=point_id)
    )


def weekly_windows(point: PickupPoint) -> list[WeeklyWindow]:
    """Return the weekly slots of a point whose patterns are loaded."""
    return [
        WeeklyWindow(one.weekday, one.starts, one.ends, one.capacity)
        for one in point.patterns.all()
    ]


def _windows(point: PickupPoint, *, now: datetime, days: int) -> list[Window]:
    calendar, weekly = calendar_of(point.shop), weekly_windows(point)
    today = now.astimezone(calendar.zone).date()
    coming = (today + timedelta(days=offset) for offset in range(days))
    return [
        window
        for day in coming
        if day != point.paused_on
        for window in windows_on(
            day, calendar=calendar, weekly=weekly, capacity=point.default_capacity
        )
        if window.start > now
    ]


def _align(slot: Slot, window: Window | None, lead: timedelta) -> None:
    if window is None:
        if not Slot.objects.filter(pk=slot.pk, booked=0, orders=None).delete()[0]:
            Slot.objects.filter(pk=slot.pk).update(closed=True, capacity=F("booked"))
        return
    if slot.booked and slot.end != window.end:
        # Somebody was promised these hours: they stay, and nobody else can choose them.
        Slot.objects.filter(pk=slot.pk).update(closed=True, capacity=F("booked"))
        return
    places = window.capacity if slot.own_capacity is None else slot.own_capacity
    wanted = {
        "end": window.end,
        "cutoff": window.start - lead,
        "closed": places < slot.booked or not places,
        "capacity": max(places, slot.booked),
    }
    if any(getattr(slot, field) != value for field, value in wanted.items()):
        Slot.objects.filter(pk=slot.pk).update(**wanted)
