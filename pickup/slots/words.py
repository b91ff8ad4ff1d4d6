"""Times as people say them, in the zone of the shop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from marketplace.dates.words import NBSP, say_date, say_hour


def say_day(start: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Say a day as it is near: « aujourd’hui », « demain », « vendredi 27 », « lundi 4 mai »."""
    day, today = start.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return _("today")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    if day < today + timedelta(days=20):
        return say_date(day, "l j").replace(" ", NBSP)
    return _say_whole(day)


def say_when(start: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Say from when something can be collected: « aujourd’hui dès 11 h »."""
    local = start.astimezone(zone)
    return _("%(day)s from %(hour)s") % {
        "day": say_day(start, now=now, zone=zone),
        "hour": say_hour(local),
    }


def say_hours(start: datetime, end: datetime, *, zone: ZoneInfo) -> str:
    """Say a window: « 17 h – 17 h 30 »."""
    return f"{say_hour(start.astimezone(zone))} – {say_hour(end.astimezone(zone))}"


def say_slot(slot, *, zone: ZoneInfo, long: bool = False) -> str:
    """Say a slot: « jeu. 26 nov., 17 h – 17 h 30 », or « jeudi 26 novembre, … »."""
    day = slot.start.astimezone(zone).date()
    text = _say_whole(day) if long else _say_in_short(day)
    return f"{text}, {say_hours(slot.start, slot.end, zone=zone)}"


def _say_whole(day: date) -> str:
    # On a narrow screen, the weekday stands on a line of its own.
    return f"{say_date(day, 'l')} {say_date(day, 'j F').replace(' ', NBSP)}"


def _say_in_short(day: date) -> str:
    weekday = say_date(day, "D").removesuffix(".")
    return f"{weekday}. {say_date(day, 'j N')}".replace(" ", NBSP)
