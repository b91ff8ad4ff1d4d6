"""The eleven public holidays of France (C. trav. L3133-1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIXED = (
    (1, 1, _("New Year’s Day")),
    (5, 1, _("Labour Day")),
    (5, 8, _("Victory Day")),
    (7, 14, _("Bastille Day")),
    (8, 15, _("Assumption")),
    (11, 1, _("All Saints’ Day")),
    (11, 11, _("Armistice Day")),
    (12, 25, _("Christmas Day")),
)
AFTER_EASTER = ((1, _("Easter Monday")), (39, _("Ascension Day")), (50, _("Whit Monday")))


def public_holidays(year: int) -> Mapping[date, str | Promise]:
    """Return each public holiday of a year with its name."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days): name for days, name in AFTER_EASTER}
    return {date(year, month, day): name for month, day, name in FIXED} | moving


def easter_sunday(year: int) -> date:
    """Return Easter of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
