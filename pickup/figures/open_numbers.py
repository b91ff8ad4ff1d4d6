"""« Chiffres ouverts »: what everybody may read, and nothing from which one shop shows through.

A number that comes from fewer than five shops, or that counts fewer than five, is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from marketplace.territories.models import Territory
from pickup.figures.charts import Chart
from pickup.figures.dashboard import DAYS, SHOWN, WEEKS, Figure, chart_of_weeks
from pickup.figures.periods import Period, last_days, last_weeks
from pickup.figures.queries import Numbers, numbers_of, orders_by_period

FLOOR = 5


@dataclass(frozen=True)
class OpenNumbers:
    period: Period
    former: Period
    figures: list[Figure]
    chart: Chart
    weeks: list[tuple[Period, int | None]]


def open_numbers_of(territory: Territory, *, now: datetime) -> OpenNumbers:
    period = last_days(DAYS, now=now, zone=territory.zone)
    numbers = told(numbers_of(territory, period, now=now))
    former = told(numbers_of(territory, period.former(), now=now))
    weeks = last_weeks(WEEKS, now=now, zone=territory.zone)
    counts = [told_of_week(row) for row in orders_by_period(territory, weeks)]
    return OpenNumbers(
        period=period,
        former=period.former(),
        figures=[
            Figure(name, str(label), say(numbers[name]), say(former[name]))
            for name, label, say in SHOWN
            if name in numbers
        ],
        chart=chart_of_weeks(weeks, counts),
        weeks=list(zip(weeks, counts, strict=True)),
    )


def told(numbers: Numbers) -> dict[str, Any]:
    """Return what may be told of a period; None where too few stand behind it."""
    of_shops = numbers.active_shops >= FLOOR
    of_sales = numbers.selling_shops >= FLOOR and numbers.orders >= FLOOR
    many_shoppers = of_sales and numbers.shoppers >= FLOOR
    return {
        "active_shops": numbers.active_shops if of_shops else None,
        "selling_shops": numbers.selling_shops if numbers.selling_shops >= FLOOR else None,
        "products": numbers.products if of_shops else None,
        "orders": numbers.orders if of_sales else None,
        "turnover": numbers.turnover if of_sales else None,
        "shoppers": numbers.shoppers if many_shoppers else None,
        "ready_in_time": numbers.ready_in_time if of_sales else None,
    }


def told_of_week(row: dict[str, int]) -> int | None:
    return row["orders"] if min(row["orders"], row["shops"]) >= FLOOR else None


def open_header() -> list[str]:
    return [_("Week"), _("Orders")]


def open_rows(territory: Territory, *, now: datetime) -> Iterator[list[Any]]:
    """Yield the weeks of the page, empty where too few stand behind the number."""
    weeks = last_weeks(WEEKS, now=now, zone=territory.zone)
    for week, row in zip(weeks, orders_by_period(territory, weeks), strict=True):
        yield [format_date(week.first, "Y-m-d"), told_of_week(row)]
