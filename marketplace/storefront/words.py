"""What the storefront says of stock and times, in the zone of the shop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from marketplace.dates.words import NBSP, say_date, say_hour
from pickup.slots.words import say_when
from shops.hours.calendar import Openings
from shops.hours.status import OpeningStatus


class Obstacle(StrEnum):
    """Why a product cannot be ordered now."""

    SHOWCASE = "showcase"
    NO_ORDERS = "no_orders"
    SOLD_OUT = "sold_out"
    NO_SLOT = "no_slot"
    NO_DAY = "no_day"
    NO_APPOINTMENT = "no_appointment"


def say_obstacle(obstacle: Obstacle) -> str:
    """Say it on a card, in a few words."""
    return {
        Obstacle.SHOWCASE: _("to see in the shop"),
        Obstacle.NO_ORDERS: _("no online orders for now"),
        Obstacle.SOLD_OUT: _("sold out for now"),
        Obstacle.NO_SLOT: _("no collection time for now"),
        Obstacle.NO_DAY: _("not for the days to come"),
        Obstacle.NO_APPOINTMENT: _("no free time for now"),
    }[obstacle]


def explain_obstacle(obstacle: Obstacle) -> str:
    """Say it on the product's page, with what can be done."""
    return {
        Obstacle.SHOWCASE: _("This shop shows its products here and sells them in the shop."),
        Obstacle.NO_ORDERS: _("This shop does not take orders on the site for now."),
        Obstacle.SOLD_OUT: _("This product is sold out for now."),
        Obstacle.NO_SLOT: _("This shop has no free collection time for now."),
        Obstacle.NO_DAY: _("This product cannot be ordered for the days to come."),
        Obstacle.NO_APPOINTMENT: _("No appointment is free in the days to come."),
    }[obstacle]


def say_collection(start: datetime, *, on_order: bool, now: datetime, zone: ZoneInfo) -> str:
    """Say when a product can be collected: « aujourd’hui dès 11 h », « sur commande, … »."""
    when = say_when(start, now=now, zone=zone)
    return _("to order, %(when)s") % {"when": when} if on_order else when


def say_appointment(start: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Say when a service can begin: « sur rendez-vous, demain dès 10 h »."""
    return _("by appointment, %(when)s") % {"when": say_when(start, now=now, zone=zone)}


def say_status(status: OpeningStatus, *, now: datetime, zone: ZoneInfo) -> str:
    """Say « Ouvert, ferme à 19 h », « Ouvre à 16 h », « Rouvre jeudi à 9 h »."""
    if status.changes_at is None:
        return _("Closed")
    change = status.changes_at.astimezone(zone)
    today = now.astimezone(zone).date()
    words = {"hour": say_hour(change), "day": say_date(change, "l")}
    if status.is_open:
        return _("Open, closes at %(hour)s") % words
    if change.date() == today:
        return _("Opens at %(hour)s") % words
    if change.date() == today + timedelta(days=1):
        return _("Opens tomorrow at %(hour)s") % words
    if change.date() < today + timedelta(days=7):
        return _("Opens on %(day)s at %(hour)s") % words
    return _("Opens again on %(date)s") % {"date": _day_of_month(change)}


def say_closure(first: date, last: date) -> str:
    """Say « Fermé du 24 au 26 décembre », « Fermé le 25 décembre »."""
    if first == last:
        return _("Closed on %(day)s") % {"day": _day_of_month(first)}
    same_month = (first.year, first.month) == (last.year, last.month)
    return _("Closed from %(first)s to %(last)s") % {
        "first": say_date(first, "j") if same_month else _day_of_month(first),
        "last": _day_of_month(last),
    }


def say_special_day(day: date, openings: Openings) -> str:
    """Say « Jeudi 24 décembre : 7 h – 16 h »."""
    hours = ", ".join(f"{say_hour(opens)} – {say_hour(closes)}" for opens, closes in openings)
    said = say_date(day, "l j F").replace(" ", NBSP)
    return _("%(day)s: %(hours)s") % {"day": said[:1].upper() + said[1:], "hours": hours}


def _day_of_month(day: date) -> str:
    return say_date(day, "j F").replace(" ", NBSP)
