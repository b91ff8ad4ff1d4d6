"""Slots that a shop adds for one day alone: 24 December, a market, an open house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pickup.exceptions import SlotsRefused
from pickup.slots.models import PickupPoint, Slot
from pickup.slots.services import generate_slots
from pickup.slots.windows import pieces
from pickup.slots.words import say_hours
from shops.hours.calendar import calendar_of
from shops.notice import instant


@dataclass(frozen=True, kw_only=True)
class DaySlots:
    """Slots of one day, in wall time of the shop.

    minutes: the length of each, None: one slot; places: orders that each takes, work: the most
    work, None: no limit.
    """

    day: date
    starts: time
    ends: time
    places: int
    minutes: int | None = None
    work: int | None = None


@transaction.atomic
def add_day_slots(*, point: PickupPoint, asked: DaySlots, now: datetime | None = None) -> int:
    """Add slots to one day; they stay when slots are made anew. Returns how many.

    Raises:
        SlotsRefused: the day is shut, the hours are over, taken, or too short for one slot.
    """
    now = now or timezone.now()
    if not calendar_of(point.shop).on(asked.day):
        raise SlotsRefused("day", _("You are shut on this day: say its hours first."))
    spans = _spans(asked, point.shop.zone)
    if not spans:
        raise SlotsRefused("minutes", _("Not one slot of this length lies between these hours."))
    if spans[0][0] <= now:
        raise SlotsRefused("starts", _("This hour is over."))
    _check_free(point, spans[0][0], spans[-1][1])
    for start, end in spans:
        _add(point, asked, start, end)
    generate_slots(point=point, now=now)
    return len(spans)


@transaction.atomic
def remove_added_slot(*, slot: Slot, now: datetime | None = None) -> None:
    """Take back a slot that was added for one day.

    Raises:
        SlotsRefused: somebody comes then, or it is one of the week.
    """
    free = Slot.objects.filter(pk=slot.pk, added=True, booked=0)
    if not free.update(added=False, blocked=False, own_capacity=None, own_work=None):
        if slot.added:
            raise SlotsRefused("", _("Somebody has booked this slot: it stays."))
        raise SlotsRefused("", _("This slot is one of your week: block it, or change the week."))
    generate_slots(point=slot.point, now=now)


def _spans(asked: DaySlots, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    walls = pieces(asked.starts, asked.ends, asked.minutes)
    spans = [(instant(asked.day, one, zone), instant(asked.day, two, zone)) for one, two in walls]
    # The hour that the clock skips in spring has no length.
    return [(start, end) for start, end in spans if start < end]


def _check_free(point: PickupPoint, start: datetime, end: datetime) -> None:
    """Refuse hours in which people come, or may still order for."""
    taken = Q(closed=False) | Q(booked__gt=0)
    other = point.slots.filter(taken, start__lt=end, end__gt=start).order_by("start").first()
    if other:
        hours = say_hours(other.start, other.end, zone=point.shop.zone)
        refusal = _("The slot %(hours)s is there already: choose other hours, or block it first.")
        raise SlotsRefused("starts", refusal % {"hours": hours})


def _add(point: PickupPoint, asked: DaySlots, start: datetime, end: datetime) -> None:
    """Add one slot; its limits and its cut-off are then told by `generate_slots`."""
    facts = {
        "end": end,
        "day": asked.day,
        "added": True,
        "blocked": False,
        "own_capacity": asked.places,
        "own_work": asked.work,
    }
    unknown = {"cutoff": start, "capacity": asked.places}
    Slot.objects.update_or_create(
        point=point, start=start, defaults=facts, create_defaults=facts | unknown
    )
