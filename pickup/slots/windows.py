"""From a shop's calendar and weekly slots to windows of one day; no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from shops.hours.calendar import Calendar, Openings

# An opening that runs over this hour makes two half-days.
HALF_DAY = time(13)


@dataclass(frozen=True)
class WeeklyWindow:
    """A slot of every week, in wall time; weekday 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    capacity: int


@dataclass(frozen=True)
class Window:
    start: datetime
    end: datetime
    capacity: int


def half_days(opens: time, closes: time) -> list[tuple[time, time]]:
    """Cut an opening interval at one o'clock: 9-12 stays one window, 9-18 becomes two."""
    if opens < HALF_DAY < closes:
        return [(opens, HALF_DAY), (HALF_DAY, closes)]
    return [(opens, closes)]


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall time; a time that the clock skips moves forward."""
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def windows_on(
    day: date, *, calendar: Calendar, weekly: Sequence[WeeklyWindow], capacity: int
) -> Iterator[Window]:
    """Yield the windows of a day on which the shop hands over, in its zone.

    On a day of the usual week, the weekly slots as they were typed: a shop may hand over before
    it opens. On a day with other hours, those within them. Half-days of opening where the shop has
    no weekly slots, or where none fits such a day.

    Args:
        capacity: orders of a half-day.
    """
    for start, end, places in _walls(day, calendar, weekly, capacity):
        window = Window(
            instant(day, start, calendar.zone), instant(day, end, calendar.zone), places
        )
        # The hour that the clock skips in spring has no length.
        if window.end > window.start:
            yield window


def _walls(
    day: date, calendar: Calendar, weekly: Sequence[WeeklyWindow], capacity: int
) -> list[tuple[time, time, int]]:
    openings = calendar.on(day)
    slots = [one for one in weekly if one.weekday == day.weekday()]
    if not calendar.is_usual(day):
        slots = [one for one in slots if _within(one, openings)]
        if not slots:
            return _half_days_of(openings, capacity)
    elif not weekly:
        return _half_days_of(openings, capacity)
    return [(one.starts, one.ends, one.capacity) for one in slots]


def _within(slot: WeeklyWindow, openings: Openings) -> bool:
    return any(opens <= slot.starts and slot.ends <= closes for opens, closes in openings)


def _half_days_of(openings: Openings, capacity: int) -> list[tuple[time, time, int]]:
    halves = (half for opens, closes in openings for half in half_days(opens, closes))
    return [(start, end, capacity) for start, end in halves]
