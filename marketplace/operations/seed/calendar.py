"""The demo's days: the next Christmas Eve, as the day of seeding sees it, and its words."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from marketplace.dates.words import say_date

MARK = "{reveillon}"
# How far back a text may still speak of a Christmas that is over.
FORMER_YEARS = 10


def christmas_eve(day: date) -> date:
    """Return the next 24 December; on that day itself, that day."""
    eve = date(day.year, 12, 24)
    return eve if day <= eve else date(day.year + 1, 12, 24)


def say_day(day: date) -> str:
    """Return a day as people say it: « jeudi 24 décembre »."""
    with translation.override("fr"):
        return say_date(day, "l j F")


def date_text(text: str, *, day: date) -> str:
    """Write the next Christmas Eve where a text has its mark."""
    return text.replace(MARK, say_day(christmas_eve(day)))


def former_texts(text: str, *, day: date) -> set[str]:
    """Return what the text said before earlier Christmases, if it says another thing now."""
    if MARK not in text:
        return set()
    years = range(day.year - FORMER_YEARS, day.year + 1)
    return {date_text(text, day=date(year, 12, 24)) for year in years} - {date_text(text, day=day)}
