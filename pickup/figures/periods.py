"""Stretches of days as people count them, in the zone of the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q


@dataclass(frozen=True)
class Period:
    """Wall dates from `first` to the day before `end`; a day may last 23 or 25 hours."""

    first: date
    end: date
    zone: ZoneInfo

    @property
    def start_at(self) -> datetime:
        return datetime.combine(self.first, time(), tzinfo=self.zone)

    @property
    def end_at(self) -> datetime:
        return datetime.combine(self.end, time(), tzinfo=self.zone)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def is_month(self) -> bool:
        return self.first.day == 1 and self.end == _next_month(self.first)

    def former(self) -> Period:
        """Return the month before a month, else as many days just before."""
        if self.is_month:
            return Period((self.first - timedelta(days=1)).replace(day=1), self.first, self.zone)
        return Period(self.first - (self.end - self.first), self.first, self.zone)

    def holds(self, field: str) -> Q:
        """Match rows whose instant `field` lies in the period."""
        return Q(**{f"{field}__gte": self.start_at, f"{field}__lt": self.end_at})

    def holds_day(self, field: str) -> Q:
        """Match rows whose wall date `field` lies in the period."""
        return Q(**{f"{field}__gte": self.first, f"{field}__lt": self.end})


def today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


def last_days(days: int, *, now: datetime, zone: ZoneInfo) -> Period:
    """Return today and the days before it, `days` in all."""
    end = today(now, zone) + timedelta(days=1)
    return Period(end - timedelta(days=days), end, zone)


def month_of(day: date, zone: ZoneInfo) -> Period:
    first = day.replace(day=1)
    return Period(first, _next_month(first), zone)


def last_month(*, now: datetime, zone: ZoneInfo) -> Period:
    """Return the last whole month."""
    return month_of(today(now, zone), zone).former()


def last_months(count: int, *, now: datetime, zone: ZoneInfo) -> list[Period]:
    """Return the current month and those before it, oldest first."""
    months = [month_of(today(now, zone), zone)]
    while len(months) < count:
        months.insert(0, months[0].former())
    return months


def last_weeks(count: int, *, now: datetime, zone: ZoneInfo) -> list[Period]:
    """Return this week and those before it, Monday to Sunday, oldest first."""
    day = today(now, zone)
    monday = day - timedelta(days=day.weekday())
    starts = [monday - timedelta(weeks=back) for back in reversed(range(count))]
    return [Period(start, start + timedelta(weeks=1), zone) for start in starts]


def parse_month(text: str, zone: ZoneInfo) -> Period:
    """Read « 2026-10 »; raises ValueError for anything else."""
    year, month = text.split("-")
    if len(year) != 4 or len(month) != 2 or not (year + month).isdecimal():
        raise ValueError(text)
    # One month may follow and one go before, within what dates can say.
    if not 2000 <= int(year) <= 2999:
        raise ValueError(text)
    return month_of(date(int(year), int(month), 1), zone)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
