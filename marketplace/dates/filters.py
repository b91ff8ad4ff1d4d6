"""Days and hours in every template, in the zone of the reader; nothing where there is no date."""

from __future__ import annotations

from datetime import date, datetime, time

from django import template

from marketplace.dates.words import say_date, say_hour, say_moment

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date | None, pattern: str = "j F Y") -> str:
    return say_date(value, pattern) if value else ""


@register.filter(expects_localtime=True)
def hour(value: time | datetime | None) -> str:
    return say_hour(value) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None, pattern: str = "j F Y") -> str:
    return say_moment(value, pattern) if value else ""
