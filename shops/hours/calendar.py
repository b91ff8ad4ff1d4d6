"""When a shop is open on any day: what it said of its week, seasons, single days and holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from marketplace.legal.holidays import is_school_holiday, public_holidays

if TYPE_CHECKING:
    from shops.models import HoursPeriod, OpeningHours, Shop

# What `calendar_of` reads; a list of shops is loaded with all of them.
RELATIONS = ("opening_hours", "hours_periods", "special_hours", "closures")
# A shop that opens again later than this is simply shut.
HORIZON_DAYS = 60

Openings = tuple[tuple[time, time], ...]
Week = Mapping[int, Openings]


@dataclass(frozen=True)
class Season:
    """A part of the year with a week of its own; weekday 0 is Monday."""

    name: str
    recurs: str
    first: date | None
    last: date | None
    week: Week

    def covers(self, day: date, *, school_zone: str) -> bool:
        if self.first is None or self.last is None:
            return is_school_holiday(day, school_zone)
        if self.recurs == "once":
            return self.first <= day <= self.last
        return in_season(day, self.first, self.last)


@dataclass(frozen=True)
class Calendar:
    """All hours of one shop, in wall time of its zone. No database behind."""

    zone: ZoneInfo
    week: Week
    seasons: tuple[Season, ...] = ()
    special: Mapping[date, Openings] = field(default_factory=dict)
    closures: tuple[tuple[date, date], ...] = ()
    shut_on_public_holidays: bool = False
    region: str = ""
    school_zone: str = ""

    def on(self, day: date) -> Openings:
        """Return the openings of a day, in order; none: shut.

        A single day's own hours come before everything; then closures and public holidays, then
        the season, then the usual week.
        """
        exception = self._exception(day)
        if exception is not None:
            return exception
        season = self.season_on(day)
        return (season.week if season else self.week).get(day.weekday(), ())

    def opens_on(self, weekday: int) -> bool:
        """Say whether any week of the year opens a weekday, the usual one or a season's."""
        weeks = (self.week, *(season.week for season in self.seasons))
        return any(week.get(weekday) for week in weeks)

    def is_usual(self, day: date) -> bool:
        """Say whether a day is as its weekday usually is."""
        usual = self.week.get(day.weekday(), ())
        return self._exception(day) is None and self.on(day) == usual

    def _exception(self, day: date) -> Openings | None:
        """Return what was said of a single day; None: nothing."""
        if day in self.special:
            return self.special[day]
        closed = any(first <= day <= last for first, last in self.closures)
        if closed or (self.shut_on_public_holidays and self.holiday(day)):
            return ()
        return None

    def holiday(self, day: date) -> str:
        """Return the name of a public holiday; empty on any other day."""
        return public_holidays(day.year, self.region).get(day, "")

    def season_on(self, day: date) -> Season | None:
        """Return the season of a day: one with dates comes before school holidays."""
        found = [one for one in self.seasons if one.covers(day, school_zone=self.school_zone)]
        return min(found, key=lambda season: season.first is None, default=None)

    def openings(
        self, first: date, *, days: int = HORIZON_DAYS
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yield the openings from a day on, soonest first; those that touch are one."""
        pending: tuple[datetime, datetime] | None = None
        for day in (first + timedelta(days=offset) for offset in range(days)):
            for opens, closes in self.on(day):
                start = datetime.combine(day, opens, tzinfo=self.zone)
                end = datetime.combine(day, closes, tzinfo=self.zone)
                if pending and start <= pending[1]:
                    pending = (pending[0], max(end, pending[1]))
                    continue
                if pending:
                    yield pending
                pending = (start, end)
        if pending:
            yield pending


def calendar_of(shop: Shop) -> Calendar:
    """Return a shop's calendar; without a query where `RELATIONS` and its territory are loaded."""
    hours = list(shop.opening_hours.all())
    special: dict[date, list[tuple[time, time]]] = {}
    for one in shop.special_hours.all():
        special.setdefault(one.day, []).append((one.opens, one.closes))
    return Calendar(
        zone=shop.zone,
        week=week_from(one for one in hours if one.period_id is None),
        seasons=tuple(season_of(period, hours) for period in shop.hours_periods.all()),
        special={day: tuple(sorted(pairs)) for day, pairs in special.items()},
        closures=tuple((one.first_day, one.last_day) for one in shop.closures.all()),
        shut_on_public_holidays=shop.on_public_holidays == shop.OnPublicHolidays.CLOSED,
        region=shop.territory.region,
        school_zone=shop.territory.school_zone,
    )


def week_from(hours: Iterator[OpeningHours]) -> Week:
    week: dict[int, list[tuple[time, time]]] = {}
    for one in hours:
        week.setdefault(one.weekday, []).append((one.opens, one.closes))
    return {weekday: tuple(sorted(pairs)) for weekday, pairs in week.items()}


def season_of(period: HoursPeriod, hours: Iterable[OpeningHours] = ()) -> Season:
    """Return a season with those of these hours that are its own; without any: its days alone."""
    return Season(
        name=period.name,
        recurs=period.recurs,
        first=period.first_day,
        last=period.last_day,
        week=week_from(one for one in hours if one.period_id == period.pk),
    )


def in_season(day: date, first: date, last: date) -> bool:
    """Say whether a day lies between two days of every year, both included."""
    begins, ends, at = (_in_year(one) for one in (first, last, day))
    return begins <= at <= ends if begins <= ends else at >= begins or at <= ends


def _in_year(day: date) -> tuple[int, int]:
    return day.month, day.day
