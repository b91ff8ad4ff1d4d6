"""Days and hours as people say them: « mardi 1er décembre », « 14 h 30 »."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _, pgettext

NBSP = "\u00a0"


def say_date(day: date, pattern: str = "j F Y") -> str:
    """Say a day by Django's letters of dates; `j` says the first of a month as « 1er »."""
    if day.day == 1:
        first = pgettext("first day of a month", "1")
        pattern = pattern.replace("j", "".join(f"\\{sign}" for sign in first))
    return format_date(day, pattern)


def say_hour(wall: time | datetime) -> str:
    """Say an hour: « 11 h », « 14 h 30 »."""
    minutes = f"{NBSP}{wall.minute:02}" if wall.minute else ""
    return f"{wall.hour}{NBSP}h{minutes}"


def say_moment(local: datetime, pattern: str = "j F Y") -> str:
    """Say a moment of the zone it is given in: « mercredi 25 novembre à 15 h »."""
    return _("%(day)s at %(hour)s") % {"day": say_date(local, pattern), "hour": say_hour(local)}
