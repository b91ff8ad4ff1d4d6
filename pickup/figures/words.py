"""Figures as people read them: « 12 », « 2,4 », « 87 % », « 1 240,00 € »; a dash for unknown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import get_language

from marketplace.money import format_price, format_whole_euros
from pickup.figures.periods import Period

NBSP = "\u00a0"
NARROW = "\u202f"
UNKNOWN = "–"


def say_count(value: int | None) -> str:
    if value is None:
        return UNKNOWN
    return f"{value:,}".replace(",", NARROW)


def say_ratio(value: Fraction | None) -> str:
    """Say a mean or median with at most one digit: « 2,4 », « 3 »."""
    if value is None:
        return UNKNOWN
    tenths = round(Decimal(value.numerator) / value.denominator, 1)
    return number_format(tenths.normalize() if tenths % 1 else int(tenths))


def say_share(value: Fraction | None) -> str:
    return UNKNOWN if value is None else f"{round(value * 100)}{NBSP}%"


def say_euros(value: Decimal | None) -> str:
    return UNKNOWN if value is None else format_price(value, get_language() or "fr")


def say_turnover(value: Decimal | None) -> str:
    """Say « 3 807 € »: beside counts, cents tell nothing."""
    return UNKNOWN if value is None else format_whole_euros(value, get_language() or "fr")


def say_month(period: Period) -> str:
    """Say « octobre 2026 »."""
    return format_date(period.first, "F Y")
