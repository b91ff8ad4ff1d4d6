"""An `opening_hours` of OpenStreetMap read into a shop's hours, or refused where it says more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from opening_hours import OpeningHours, ParserError, State

from marketplace.dates.words import say_date
from shops.exceptions import HoursRefused
from shops.hours.calendar import Calendar, Openings, Season
from shops.hours.osm.grammar import Rule, When, parse
from shops.hours.osm.words import OFF, SCHOOL_HOLIDAYS

# A comma adds a rule where a semicolon would replace: the same while they share no day.
SEPARATOR = re.compile(r"\s*;\s*|(?<=:\d\d),\s*(?=[A-Z])")
SCHOOL_RULES = re.compile(rf"(?:^|;)\s*{SCHOOL_HOLIDAYS}\b[^;]*")
COMPARED_DAYS = 400
AROUND = 15
OPEN = State.OPEN


def read(text: str, *, zone: ZoneInfo, today: date) -> Calendar:
    """Return the hours a text says, from today on; its seasons have no names.

    School holidays are taken on trust: the library that everything else is compared with on the
    coming 400 days knows none.

    Raises:
        HoursRefused: it is not readable, or says what a shop's hours cannot hold.
    """
    text = " ".join(text.split()).strip("; ")
    _understood(text, zone)
    rules = [parse(rule, today=today) for rule in SEPARATOR.split(text)]
    _check_order(rules)
    found = _Reading(zone, today).of(rules)
    _compare(found, SCHOOL_RULES.sub("", text).strip("; ") or OFF, today)
    return found


def _understood(text: str, zone: ZoneInfo) -> OpeningHours:
    try:
        return OpeningHours(text, timezone=zone, country="FR", auto_country=False)
    except ParserError as error:
        place = re.search(r"--> 1:(\d+)", str(error))
        start = int(place[1]) - 1 if place else 0
        if start >= len(text):
            raise HoursRefused("text", _("Something is missing at the end.")) from error
        reason = _("This cannot be read, from character %(position)s on: “%(there)s”.")
        there = text[start : start + AROUND]
        raise HoursRefused("text", reason % {"position": start + 1, "there": there}) from error


def _check_order(rules: Sequence[Rule]) -> None:
    """Refuse school holidays that do not stand between the usual week and everything else."""
    school = [rule for rule in rules if _rank(rule) == 1]
    ranks = [_rank(rule) for rule in rules]
    if school and ranks != sorted(ranks):
        reason = _("“%(part)s” must stand just after the usual week, before all other rules.")
        raise HoursRefused("text", reason % {"part": school[0].text})


def _rank(rule: Rule) -> int:
    if rule.when:
        return 1 if rule.when.recurs == "school" else 2
    return 2 if rule.names_public_holidays and not rule.openings else 0


class _Reading:
    """Rules taken one after the other; later ones win, as on the map."""

    def __init__(self, zone: ZoneInfo, today: date):
        self.zone, self.today = zone, today
        self.week: dict[int, Openings] = {}
        self.seasons: dict[When, dict[int, Openings]] = {}
        self.special: dict[date, Openings] = {}
        self.closures: list[tuple[date, date]] = []
        self.shut_on_public_holidays = False

    def of(self, rules: Sequence[Rule]) -> Calendar:
        for rule in rules:
            if rule.names_public_holidays:
                self._holidays(rule)
            if rule.when is None:
                self.week |= dict.fromkeys(_weekdays(rule), rule.openings)
            elif not rule.when.is_over(self.today):
                self._dated(rule, rule.when)
        return Calendar(
            zone=self.zone,
            week=_open_days(self.week),
            seasons=tuple(
                Season("", when.recurs, when.first, when.last, _open_days(week))
                for when, week in self.seasons.items()
            ),
            special=self.special,
            closures=tuple(self.closures),
            shut_on_public_holidays=self.shut_on_public_holidays,
        )

    def _holidays(self, rule: Rule) -> None:
        # Beside weekdays with the same hours they are as any day, which the comparison proves.
        if rule.when or (rule.openings and not rule.weekdays):
            reason = _("“%(part)s” cannot be taken over: public holidays are shut or as usual.")
            raise HoursRefused("text", reason % {"part": rule.text})
        self.shut_on_public_holidays = not rule.openings

    def _dated(self, rule: Rule, when: When) -> None:
        whole = when.recurs == "once" and rule.weekdays is None
        if whole and not rule.openings and when.first and when.last:
            self.closures.append((when.first, when.last))
        elif whole and when.first and when.first == when.last:
            self.special[when.first] = rule.openings
        else:
            week = self.seasons.setdefault(when, dict(self.week))
            week |= dict.fromkeys(_weekdays(rule), rule.openings)


def _weekdays(rule: Rule) -> Sequence[int]:
    return range(7) if rule.weekdays is None else rule.weekdays


def _open_days(week: dict[int, Openings]) -> dict[int, Openings]:
    return {weekday: openings for weekday, openings in sorted(week.items()) if openings}


def _compare(found: Calendar, text: str, today: date) -> None:
    """Refuse hours that differ, on any day to come, from what the map's own rules make of them."""
    start = datetime.combine(today, time(), tzinfo=found.zone)
    end = start + timedelta(days=COMPARED_DAYS)
    intervals = _understood(text, found.zone).intervals(start, end)
    theirs = {_wall(opens, closes) for opens, closes, state, _note in intervals if state == OPEN}
    ours = {_wall(*opening) for opening in found.openings(today, days=COMPARED_DAYS)}
    if theirs != ours:
        reason = _("On %(day)s other hours would come of it than this text says.")
        day = min(theirs ^ ours)[0]
        raise HoursRefused("text", reason % {"day": say_date(day, "l j F Y")})


def _wall(opens: datetime, closes: datetime) -> tuple[datetime, datetime]:
    return opens.replace(tzinfo=None), closes.replace(tzinfo=None)
