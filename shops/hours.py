"""Opening hours, read as a shopper does: open now, until when, or open again when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from shops.models import WEEKDAYS

if TYPE_CHECKING:
    from shops.models import Closure, OpeningHours

# A shop that opens again later than this is simply shut.
HORIZON_DAYS = 60


@dataclass(frozen=True)
class OpeningStatus:
    """Whether a shop is open, and when that changes next (aware; None: not known)."""

    is_open: bool
    changes_at: datetime | None = None


@dataclass(frozen=True)
class DayHours:
    """One line of the table of hours; no interval: shut."""

    weekday: int
    name: str
    intervals: tuple[tuple[time, time], ...]
    is_today: bool


def opening_status(
    hours: Iterable[OpeningHours],
    closures: Iterable[Closure],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> OpeningStatus:
    """Tell whether a shop is open at an instant, from its weekly hours and its closures.

    Hours and closures are wall time and wall dates in `zone`.
    """
    today = now.astimezone(zone).date()
    for opens, closes in _intervals(list(hours), list(closures), first=today, zone=zone):
        if opens <= now < closes:
            return OpeningStatus(is_open=True, changes_at=closes)
        if now < opens:
            return OpeningStatus(is_open=False, changes_at=opens)
    return OpeningStatus(is_open=False)


def week_of(hours: Iterable[OpeningHours], *, today: date) -> list[DayHours]:
    """Return the seven days of the week with their hours, Monday first."""
    by_day: dict[int, list[tuple[time, time]]] = {}
    for interval in hours:
        by_day.setdefault(interval.weekday, []).append((interval.opens, interval.closes))
    return [
        DayHours(
            weekday, str(name), tuple(sorted(by_day.get(weekday, []))), weekday == today.weekday()
        )
        for weekday, name in WEEKDAYS
    ]


def current_closure(closures: Iterable[Closure], *, today: date) -> Closure | None:
    """Return the closure that covers a day, if any."""
    return next((closure for closure in closures if _covers(closure, today)), None)


def closures_to_come(closures: Iterable[Closure], *, today: date) -> list[Closure]:
    """Return the closures that begin after a day, within the horizon, the nearest first."""
    last = today + timedelta(days=HORIZON_DAYS)
    coming = [closure for closure in closures if today < closure.first_day <= last]
    return sorted(coming, key=lambda closure: closure.first_day)


def _intervals(
    hours: list[OpeningHours], closures: list[Closure], *, first: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the openings from a day on, soonest first; those that touch are one."""
    pending: tuple[datetime, datetime] | None = None
    for day in (first + timedelta(days=offset) for offset in range(HORIZON_DAYS)):
        if any(_covers(closure, day) for closure in closures):
            continue
        for opens, closes in _wall_intervals(hours, day):
            start = datetime.combine(day, opens, tzinfo=zone)
            end = datetime.combine(day, closes, tzinfo=zone)
            if pending and start <= pending[1]:
                pending = (pending[0], max(end, pending[1]))
                continue
            if pending:
                yield pending
            pending = (start, end)
    if pending:
        yield pending


def _wall_intervals(hours: list[OpeningHours], day: date) -> list[tuple[time, time]]:
    return sorted((h.opens, h.closes) for h in hours if h.weekday == day.weekday())


def _covers(closure: Closure, day: date) -> bool:
    return closure.first_day <= day <= closure.last_day
