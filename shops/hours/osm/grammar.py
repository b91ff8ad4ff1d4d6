"""One rule of OpenStreetMap's `opening_hours`, as far as a shop's hours can hold it."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from django.utils.translation import gettext as _

from shops.exceptions import HoursRefused
from shops.hours.calendar import Openings
from shops.hours.osm.words import DAYS, MONTHS, PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS

MONTH = "|".join(MONTHS)
DAY = "|".join((*DAYS, PUBLIC_HOLIDAYS))
DAY_OR_RANGE = rf"(?:{DAY})(?:-(?:{DAY}))?"
TIMES = r"\d\d?:\d\d ?- ?\d\d?:\d\d"
# Each takes what it knows from where the one before it stopped, or nothing.
WHEN_RULE = re.compile(
    rf"""(?:(?P<school>{SCHOOL_HOLIDAYS})
    | (?:(?P<year>\d{{4}})\ )?(?P<month>{MONTH})(?:\ ?(?P<day>\d\d?))?
      (?:\ ?-\ ?(?: (?:(?P<last_year>\d{{4}})\ )?(?P<last_month>{MONTH})(?:\ ?(?P<last_day>\d\d?))?
                  | (?P<same_month>\d\d?) ))?
    )(?=:?(?:\ |$)):?\ ?|""",
    re.VERBOSE,
)
DAYS_RULE = re.compile(rf"(?P<days>{DAY_OR_RANGE}(?:, ?{DAY_OR_RANGE})*)(?= |$) ?|")
TIMES_RULE = re.compile(rf"{TIMES}(?:, ?{TIMES})*(?= |$)")
A_LEAP_YEAR = 2028


@dataclass(frozen=True)
class When:
    """The part of the year a rule is for; without days: school holidays."""

    recurs: str
    first: date | None = None
    last: date | None = None

    def is_over(self, today: date) -> bool:
        return self.recurs == "once" and self.last is not None and self.last < today


@dataclass(frozen=True)
class Rule:
    """What one rule says; no openings: shut. `weekdays` is None where none were named."""

    text: str
    when: When | None
    weekdays: tuple[int, ...] | None
    names_public_holidays: bool
    openings: Openings


def parse(text: str, *, today: date) -> Rule:
    """Read one rule.

    Raises:
        HoursRefused: a shop's hours cannot hold it; the refusal quotes the part.
    """
    when = WHEN_RULE.match(text)
    days = DAYS_RULE.match(text, when.end() if when else 0)
    if when is None or days is None:  # both may take nothing, so that they always match
        raise _refusal(text)
    named = days["days"].replace(" ", "").split(",") if days["days"] else []
    weekdays = tuple(number for name in named for number in _weekdays(name))
    return Rule(
        text=text,
        when=_when(when, today) if when[0] else None,
        weekdays=weekdays if named else None,
        names_public_holidays=PUBLIC_HOLIDAYS in named,
        openings=_openings(text[days.end() :].strip() or text),
    )


def _weekdays(name: str) -> list[int]:
    """Return the days of « Tu-Sa », « Sa-Mo » or « Su »; none for public holidays."""
    if name == PUBLIC_HOLIDAYS:
        return []
    if PUBLIC_HOLIDAYS in name:
        raise _refusal(name)
    first, last = (DAYS.index(end) for end in (name[:2], name[-2:]))
    return [(first + offset) % 7 for offset in range((last - first) % 7 + 1)]


def _openings(text: str) -> Openings:
    if text in ("off", "closed"):
        return ()
    known = TIMES_RULE.match(text)
    if known is None or known[0] != text:
        raise _refusal(text[known.end() :].strip() if known else text)
    openings = tuple(sorted(_opening(pair) for pair in text.replace(" ", "").split(",")))
    if len(openings) > 2 or any(after[0] < before[1] for before, after in pairwise(openings)):
        raise _impossible(text)
    return openings


def _opening(pair: str) -> tuple[time, time]:
    hours = [tuple(int(number) for number in end.split(":")) for end in pair.split("-")]
    try:
        opens, closes = (time(hour, minute) for hour, minute in hours)
    except ValueError as error:
        raise _impossible(pair) from error
    if closes <= opens:
        raise _impossible(pair)
    return opens, closes


def _when(said: re.Match[str], today: date) -> When:
    if said["school"]:
        return When("school")
    try:
        first, last = _once(said) if said["year"] else _yearly(said, today)
    except ValueError as error:
        raise _refusal(said[0].strip()) from error
    ends_before_start = said["year"] and last < first
    if ends_before_start or (said["last_year"] and not said["year"]):
        raise _refusal(said[0].strip())
    return When("once" if said["year"] else "yearly", first, last)


def _once(said: re.Match[str]) -> tuple[date, date]:
    year = int(said["year"])
    last_year = int(said["last_year"] or year)
    return date(year, *_first(said)), date(last_year, *_last(said, last_year))


def _yearly(said: re.Match[str], today: date) -> tuple[date, date]:
    """Return the days in this year, or where the 29 February is one of them, in the next leap."""
    first, last = _first(said), _last(said, A_LEAP_YEAR)
    year = today.year
    while (2, 29) in (first, last) and not isleap(year):
        year += 1
    return date(year, *first), date(year, *last)


def _first(said: re.Match[str]) -> tuple[int, int]:
    return MONTHS.index(said["month"]) + 1, int(said["day"] or 1)


def _last(said: re.Match[str], year: int) -> tuple[int, int]:
    """Return month and day of the end: said, of the same month, or the end of a whole month."""
    month = MONTHS.index(said["last_month"] or said["month"]) + 1
    day = said["same_month"] or (said["last_day"] if said["last_month"] else said["day"])
    return month, int(day or monthrange(year, month)[1])


def _refusal(part: str) -> HoursRefused:
    reason = _(
        "“%(part)s” cannot be taken over: only days, dates, times, public and school holidays can."
    )
    return HoursRefused("text", reason % {"part": part})


def _impossible(part: str) -> HoursRefused:
    reason = _(
        "“%(part)s” cannot be taken over: a day has two openings at most, that do not overlap"
        " and end before midnight."
    )
    return HoursRefused("text", reason % {"part": part})
