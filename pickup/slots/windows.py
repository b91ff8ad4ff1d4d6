"""From a shop's calendar and weekly slots to windows of one day; no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from typing import Protocol

from shops.hours.calendar import Calendar, Openings
from shops.notice import instant

# An opening that runs over this hour makes two half-days.
HALF_DAY = time(13)


class Wall(Protocol):
    """A part of a day, in wall time."""

    @property
    def starts(self) -> time: ...

    @property
    def ends(self) -> time: ...


@dataclass(frozen=True)
class WeeklyWindow:
    """A slot of every week, in wall time; weekday 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    capacity: int
    work: int | None = None


@dataclass(frozen=True)
class Window:
    """A slot to be: its wall date, its instants, and what it takes (work None: no limit).

    open_until: when the shop closes after it, never before its end.
    """

    day: date
    start: datetime
    end: datetime
    capacity: int
    work: int | None = None
    open_until: datetime | None = None


def half_days(opens: time, closes: time) -> list[tuple[time, time]]:
    """Cut an opening interval at one o'clock: 9-12 stays one window, 9-18 becomes two."""
    if opens < HALF_DAY < closes:
        return [(opens, HALF_DAY), (HALF_DAY, closes)]
    return [(opens, closes)]


def windows_on(
    day: date,
    *,
    calendar: Calendar,
    weekly: Sequence[WeeklyWindow],
    capacity: int,
    work: int | None = None,
) -> Iterator[Window]:
    """Yield the windows of a day on which the shop hands over, in its zone.

    None on a day on which it is shut. On a day of the usual week, the weekly slots as they were
    typed: a shop may hand over before it opens. On a day with other hours, those within them.
    Half-days of opening where the shop has no weekly slots, or where none fits such a day.

    Args:
        capacity, work: what a half-day takes.
    """
    for one in _walls(day, calendar, weekly, WeeklyWindow(0, time(), time(), capacity, work)):
        start, end = (instant(day, wall, calendar.zone) for wall in (one.starts, one.ends))
        until = closing_after(one, day, calendar)
        window = Window(day, start, end, one.capacity, one.work, until)
        # The hour that the clock skips in spring has no length.
        if window.end > window.start:
            yield window


def closing_after(slot: Wall, day: date, calendar: Calendar) -> datetime:
    """Return when the opening ends in which a slot of a day begins, never before its own end."""
    closings = (shuts for opens, shuts in calendar.on(day) if opens <= slot.starts < shuts)
    return instant(day, max(slot.ends, next(closings, slot.ends)), calendar.zone)


def cut(starts: time, ends: time, minutes: int) -> list[tuple[time, time]]:
    """Cut a part of a day into slots of so many minutes; what is left at its end is none."""
    first, last = (wall.hour * 60 + wall.minute for wall in (starts, ends))
    marks = [time(*divmod(mark, 60)) for mark in range(first, last + 1, minutes)]
    return list(pairwise(marks))


def _walls(
    day: date, calendar: Calendar, weekly: Sequence[WeeklyWindow], half_day: WeeklyWindow
) -> list[WeeklyWindow]:
    openings = calendar.on(day)
    if not openings:
        return []
    slots = [one for one in weekly if one.weekday == day.weekday()]
    if not calendar.is_usual(day):
        slots = [one for one in slots if within(one, openings)]
        return slots or _half_days_of(openings, half_day)
    return slots if weekly else _half_days_of(openings, half_day)


def pieces(starts: time, ends: time, minutes: int | None) -> list[tuple[time, time]]:
    """Return what lies between two hours: slots of so many minutes, or without a length one."""
    return [(starts, ends)] if minutes is None else cut(starts, ends, minutes)


def within(slot: Wall, openings: Openings) -> bool:
    """Say whether the shop is open all through a slot."""
    return any(opens <= slot.starts and slot.ends <= closes for opens, closes in openings)


def _half_days_of(openings: Openings, half_day: WeeklyWindow) -> list[WeeklyWindow]:
    halves = (half for opens, closes in openings for half in half_days(opens, closes))
    return [replace(half_day, starts=start, ends=end) for start, end in halves]
