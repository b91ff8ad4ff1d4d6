"""What a poster says of a shop, in French: it hangs in a French window whoever prints it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from itertools import groupby
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from marketplace.dates.words import NBSP, say_hour
from shops.hours.status import DayHours

DAYS_IN_WEEK = 7


def headline_of(*, sells: bool, here: bool = True) -> tuple[str, str]:
    """Return the two halves of what is promised, on the spot or from afar.

    A shop that takes no orders promises none.
    """
    if sells:
        return _("Order online,"), _("collect here.") if here else _("collect in the shop.")
    return _("Look online,"), _("buy here.") if here else _("buy in the shop.")


def readable(address: str) -> str:
    """Return an address as one reads it aloud: « haut-velune.fr/commerces/le-fournil »."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def short_hours(week: Iterable[DayHours]) -> list[tuple[str, str]]:
    """Return the hours of a week, days alike in a row put together; nothing where unknown.

    « Du lundi au samedi », « 7 h – 13 h, 15 h 30 – 19 h ».
    """
    days = list(week)
    if not any(day.intervals for day in days):
        return []
    groups = [list(alike) for _key, alike in groupby(days, key=lambda day: day.intervals)]
    return [(_say_days(group), _say_intervals(group[0].intervals)) for group in groups]


def _say_days(group: list[DayHours]) -> str:
    first, last = group[0].name.lower(), group[-1].name.lower()
    if len(group) == DAYS_IN_WEEK:
        return _("Every day")
    if len(group) == 1:
        return first.capitalize()
    if len(group) == 2:
        return _("%(first)s and %(last)s") % {"first": first.capitalize(), "last": last}
    return _("From %(first)s to %(last)s") % {"first": first, "last": last}


def _say_intervals(intervals: tuple[tuple[time, time], ...]) -> str:
    if not intervals:
        return _("closed")
    said = [
        f"{say_hour(opens)} – {say_hour(closes)}".replace(" ", NBSP) for opens, closes in intervals
    ]
    return ", ".join(said)
