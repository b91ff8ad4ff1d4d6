"""A shop's own page of numbers: one month in full, a year at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _, ngettext

from pickup.figures.advice import Advice, advise, circumstances_of
from pickup.figures.charts import Chart, Point, bar_chart
from pickup.figures.letters import compare
from pickup.figures.months import BestProduct, ShopMonth, best_products, months_of
from pickup.figures.periods import Period
from pickup.figures.words import say_count, say_euros, say_month
from shops.models import Shop


@dataclass(frozen=True)
class ShopScreen:
    """Rows are label, this month, the month before."""

    month: ShopMonth
    name: str
    name_before: str
    rows: list[tuple[str, str, str]]
    best: list[BestProduct]
    advice: Advice | None
    chart: Chart
    earlier: Period | None
    later: Period | None
    year: list[tuple[str, ShopMonth, str]]

    @property
    def is_current(self) -> bool:
        return self.later is None


def screen_of(shop: Shop, months: list[Period], *, chosen: Period, now: datetime) -> ShopScreen:
    """Show one of `months` beside the one before; advice goes with the current month alone."""
    before_all, *year = months_of(shop, [months[0].former(), *months])
    at = months.index(chosen)
    month, before = year[at], year[at - 1] if at else before_all
    is_current = at == len(months) - 1
    return ShopScreen(
        month=month,
        name=say_month(chosen),
        name_before=say_month(before.period),
        rows=compare(month, before),
        best=best_products(shop, chosen),
        advice=advise(circumstances_of(shop, month, now=now)) if is_current else None,
        chart=_chart(year),
        earlier=months[at - 1] if at else None,
        later=None if is_current else months[at + 1],
        year=[(say_month(one.period), one, say_euros(one.euros)) for one in reversed(year)],
    )


def _chart(year: list[ShopMonth]) -> Chart:
    points = [
        Point(
            name=format_date(month.period.first, "M"),
            full_name=say_month(month.period),
            value=month.orders,
            shown=say_count(month.orders),
        )
        for month in year
    ]
    total = sum(month.orders for month in year)
    summary = ngettext(
        "%(total)s order over twelve months.", "%(total)s orders over twelve months.", total
    )
    return bar_chart(
        points,
        key="months",
        title=_("Orders per month"),
        summary=summary % {"total": say_count(total)},
        unit=_("Orders"),
    )
