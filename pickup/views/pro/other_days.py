"""The way to any day: those that have orders or slots, with how many, and a field for a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

# What the field of a date sends, and what the address of a page asks for.
FIELD = "jour"


@dataclass(frozen=True)
class OtherDay:
    """A day to look at; `orders` is how many it has."""

    day: date
    orders: int
    url: str


def other_days(counted: Iterable[tuple[date, int]], url: Callable[[date], str]) -> list[OtherDay]:
    return [OtherDay(day, orders, url(day)) for day, orders in counted]


def read_day(text: str) -> date | None:
    """Return a day as addresses and fields write it; None for what is none of our time."""
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        return None
    return chosen if 2000 <= chosen.year <= 2200 else None


def asked_day(request) -> date | None:
    """Return the day that the field of a page asks for."""
    return read_day(request.GET.get(FIELD, ""))
