"""Texts as they are searched, and dates as people say them."""

from __future__ import annotations

from datetime import date
from html import unescape
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from marketplace.dates.words import NBSP, say_date, say_hour
from marketplace.pages.occurrences import Occurrence
from pickup.slots.words import say_hours


def text_of_html(html: str) -> str:
    """Return the words of a rich text: tags part words, entities are read."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def say_long_date(day: date, *, year: bool = False) -> str:
    """Say a day: « samedi 28 novembre », with the year where it may be another."""
    return say_date(day, "l j F Y" if year else "l j F").replace(" ", NBSP)


def say_occurrence(occurrence: Occurrence, *, zone: ZoneInfo) -> str:
    """Say when: « samedi 28 novembre, 8 h – 13 h », or from when until when."""
    start, end = occurrence.start.astimezone(zone), occurrence.end.astimezone(zone)
    if start.date() == end.date():
        return f"{say_long_date(start)}, {say_hours(start, end, zone=zone)}"
    return _("from %(first)s, %(opens)s, to %(last)s, %(closes)s") % {
        "first": say_long_date(start),
        "opens": say_hour(start),
        "last": say_long_date(end),
        "closes": say_hour(end),
    }


def say_duration(minutes: int) -> str:
    """Say a duration: « 45 min », « 2 h », « 2 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02}" if rest else "")
