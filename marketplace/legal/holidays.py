"""French public holidays (C. trav. L3133-1), regional ones too, and school holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from holidays import country_holidays

LANGUAGES = {"fr": "fr", "en": "en_US"}


def public_holidays(year: int, region: str = "") -> Mapping[date, str]:
    """Return each public holiday of a year with its name.

    Args:
        region: empty for the eleven of all France, or a code of the `holidays` library, which adds
            its own: 57 and 6AE (Good Friday, 26 December), 971 to 976 (abolition of slavery).
    """
    return _public(year, region, LANGUAGES.get(get_language() or "", "fr"))


def is_school_holiday(day: date, school_zone: str) -> bool:
    """Say whether the schools of a zone (A, B, C) are shut; False where no zone is known."""
    return bool(school_zone) and day in _school(day.year, school_zone)


@lru_cache(maxsize=64)
def _public(year: int, region: str, language: str) -> Mapping[date, str]:
    found = country_holidays("FR", subdiv=region or None, years=year, language=language)
    return {day: name.replace("'", "’") for day, name in sorted(found.items())}


@lru_cache(maxsize=32)
def _school(year: int, school_zone: str) -> frozenset[date]:
    zone = f"Zone {school_zone}"
    return frozenset(country_holidays("FR", subdiv=zone, categories=("school",), years=year))
