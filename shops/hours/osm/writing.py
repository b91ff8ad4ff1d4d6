"""A shop's hours as OpenStreetMap writes them, to be copied onto its map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shops.hours.calendar import Calendar, Openings, Season, Week
from shops.hours.osm.words import DAYS, MONTHS, OFF, PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS


def publish(calendar: Calendar, *, today: date) -> str:
    """Return the value of `opening_hours`, without what is over; a region's own holidays are not
    said, they are the map's to know.
    """
    return "; ".join(_rules(calendar, today)) or OFF


def _rules(calendar: Calendar, today: date) -> Iterator[str]:
    """Yield rules in the order of `Calendar.on`, turned round: on the map the last one wins."""
    yield from _week("", calendar.week)
    for season in sorted(calendar.seasons, key=lambda one: one.first is not None):
        if season.recurs != "once" or season.last is None or season.last >= today:
            yield from _week(_when(season), season.week)
    if calendar.shut_on_public_holidays:
        yield f"{PUBLIC_HOLIDAYS} {OFF}"
    for first, last in sorted(calendar.closures):
        if last >= today:
            yield f"{_dates(first, last)} {OFF}"
    for day, openings in sorted(calendar.special.items()):
        if day >= today:
            yield f"{_dates(day, day)} {_times(openings)}"


def _week(when: str, week: Week) -> Iterator[str]:
    """Yield the days of a week, those with the same hours together.

    A season says also when it is shut, or the usual hours would hold on that day.
    """
    together: dict[Openings, list[int]] = {}
    for weekday in range(7):
        openings = week.get(weekday, ())
        if openings or when:
            together.setdefault(openings, []).append(weekday)
    for openings, weekdays in sorted(together.items(), key=lambda group: not group[0]):
        yield " ".join(filter(None, (when, _days(weekdays), _times(openings))))


def _days(weekdays: list[int]) -> str:
    """Say days of the week, those that follow each other as a range: Mo,We-Su."""
    ranges: list[list[int]] = []
    for weekday in weekdays:
        if ranges and ranges[-1][-1] == weekday - 1:
            ranges[-1].append(weekday)
        else:
            ranges.append([weekday])
    return ",".join("-".join(dict.fromkeys((DAYS[one[0]], DAYS[one[-1]]))) for one in ranges)


def _times(openings: Openings) -> str:
    return ",".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in openings) or OFF


def _when(season: Season) -> str:
    if season.first is None or season.last is None:
        return SCHOOL_HOLIDAYS
    return _dates(season.first, season.last, with_year=season.recurs == "once")


def _dates(first: date, last: date, *, with_year: bool = True) -> str:
    said = (_date(day, with_year=with_year) for day in (first, last))
    return "-".join(dict.fromkeys(said))


def _date(day: date, *, with_year: bool) -> str:
    return f"{day.year} " * with_year + f"{MONTHS[day.month - 1]} {day.day:02}"
