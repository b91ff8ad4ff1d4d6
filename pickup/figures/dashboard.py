"""The association's dashboard: its figures beside those of the period before, and a chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from marketplace.dates.words import say_date
from marketplace.territories.models import Territory
from pickup.figures.charts import Chart, Point, bar_chart
from pickup.figures.periods import Period, last_days, last_weeks
from pickup.figures.queries import Numbers, numbers_of, orders_by_period
from pickup.figures.words import say_count, say_ratio, say_share, say_turnover

DAYS = 30
WEEKS = 12

# Name, label, how it is written: in the order in which they are shown.
SHOWN: tuple[tuple[str, Any, Callable[[Any], str]], ...] = (
    ("active_shops", gettext_lazy("active shops"), say_count),
    ("selling_shops", gettext_lazy("shops with an order"), say_count),
    ("orders", gettext_lazy("orders"), say_count),
    ("orders_median", gettext_lazy("orders per active shop (median)"), say_ratio),
    ("orders_mean", gettext_lazy("orders per active shop (mean)"), say_ratio),
    ("turnover", gettext_lazy("ordered, including VAT"), say_turnover),
    ("ready_in_time", gettext_lazy("ready in time"), say_share),
    ("cancelled_by_shop", gettext_lazy("cancelled by the shop"), say_share),
    ("shoppers", gettext_lazy("people who ordered"), say_count),
    ("new_shops", gettext_lazy("new shops"), say_count),
    ("products", gettext_lazy("products online"), say_count),
    ("stale_products", gettext_lazy("products left alone"), say_count),
    ("views", gettext_lazy("pages seen"), say_count),
    ("calls", gettext_lazy("calls from the pages"), say_count),
)


@dataclass(frozen=True)
class Figure:
    name: str
    label: str
    value: str
    former: str


@dataclass(frozen=True)
class Dashboard:
    period: Period
    former: Period
    figures: list[Figure]
    chart: Chart


def dashboard_of(territory: Territory, *, now: datetime) -> Dashboard:
    """Return the figures of the last 30 days, today included, beside the 30 days before."""
    period = last_days(DAYS, now=now, zone=territory.zone)
    numbers = numbers_of(territory, period, now=now)
    former = numbers_of(territory, period.former(), now=now)
    return Dashboard(
        period=period,
        former=period.former(),
        figures=list(_figures(numbers, former)),
        chart=weekly_chart(territory, now=now),
    )


def weekly_chart(territory: Territory, *, now: datetime) -> Chart:
    weeks = last_weeks(WEEKS, now=now, zone=territory.zone)
    rows = orders_by_period(territory, weeks)
    return chart_of_weeks(weeks, [row["orders"] for row in rows])


def chart_of_weeks(weeks: list[Period], counts: list[int | None]) -> Chart:
    """Draw a bar a week; None: not told."""
    points = [
        Point(
            name=format_date(week.first, "j/m"),
            full_name=_("week of %(day)s") % {"day": say_date(week.first)},
            value=count,
            shown=say_count(count),
        )
        for week, count in zip(weeks, counts, strict=True)
    ]
    total = sum(count or 0 for count in counts)
    return bar_chart(
        points,
        key="weeks",
        title=_("Orders per week"),
        summary=ngettext(
            "%(total)s order over twelve weeks; the last bar is the current week.",
            "%(total)s orders over twelve weeks; the last bar is the current week.",
            total,
        )
        % {"total": say_count(total)},
        unit=_("Orders"),
    )


def _figures(numbers: Numbers, former: Numbers):
    for name, label, say in SHOWN:
        yield Figure(
            name=name,
            label=str(label),
            value=say(getattr(numbers, name)),
            former=say(getattr(former, name)),
        )
