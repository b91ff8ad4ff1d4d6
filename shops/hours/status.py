"""Opening hours, read as a shopper does: open now, until when, or open again when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from shops.hours.calendar import HORIZON_DAYS, Calendar, Openings
from shops.models import WEEKDAYS

if TYPE_CHECKING:
    from shops.models import Closure


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


def opening_status(calendar: Calendar, *, now: datetime) -> OpeningStatus:
    """Tell whether a shop is open at an instant, and until or from when."""
    for opens, closes in calendar.openings(now.astimezone(calendar.zone).date()):
        if opens <= now < closes:
            return OpeningStatus(is_open=True, changes_at=closes)
        if now < opens:
            return OpeningStatus(is_open=False, changes_at=opens)
    return OpeningStatus(is_open=False)


def week_of(calendar: Calendar, *, today: date) -> list[DayHours]:
    """Return the seven days of the week that holds now, a season's or the usual one."""
    season = calendar.season_on(today)
    week = season.week if season else calendar.week
    return [
        DayHours(weekday, str(name), week.get(weekday, ()), weekday == today.weekday())
        for weekday, name in WEEKDAYS
    ]


def current_closure(closures: Iterable[Closure], *, today: date) -> Closure | None:
    """Return the closure that covers a day, if any."""
    covering = (one for one in closures if one.first_day <= today <= one.last_day)
    return next(covering, None)


def closures_to_come(closures: Iterable[Closure], *, today: date) -> list[Closure]:
    """Return the closures that begin after a day, within the horizon, the nearest first."""
    last = today + timedelta(days=HORIZON_DAYS)
    coming = [closure for closure in closures if today < closure.first_day <= last]
    return sorted(coming, key=lambda closure: closure.first_day)


def special_days_to_come(calendar: Calendar, *, today: date) -> list[tuple[date, Openings]]:
    """Return the days from today on, within the horizon, that have hours of their own."""
    last = today + timedelta(days=HORIZON_DAYS)
    return sorted((day, hours) for day, hours in calendar.special.items() if today <= day <= last)
