"""A shop's own months: what its screen and its letter show, worked out once for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from oscar.core.loading import get_model

from pickup.figures.periods import Period
from pickup.figures.sales import SOLD
from pickup.orders.models import OrderTransition
from pickup.orders.states import OrderState
from shops.audience.models import DailyCount
from shops.models import Shop

Line = get_model("order", "Line")
Order = get_model("order", "Order")

BEST = 3


@dataclass(frozen=True)
class ShopMonth:
    """One month of a shop.

    Attributes:
        views, calls: of its pages, its products' included.
        orders: placed in the month and not cancelled.
        collected: handed over in the month, whenever they were placed.
        euros: what the orders handed over come to, TTC.
    """

    period: Period
    views: int = 0
    calls: int = 0
    orders: int = 0
    collected: int = 0
    euros: Decimal = Decimal(0)

    @property
    def is_empty(self) -> bool:
        return not (self.views or self.calls or self.orders or self.collected)


@dataclass(frozen=True)
class BestProduct:
    title: str
    quantity: int


def months_of(shop: Shop, periods: Sequence[Period]) -> list[ShopMonth]:
    """Return a shop's numbers for each period, in three queries."""
    audience, placed = _audience(shop, periods), _placed(shop, periods)
    handed = _handed_over(shop, periods)
    return [
        ShopMonth(
            period=period,
            views=audience[f"views{i}"] or 0,
            calls=audience[f"calls{i}"] or 0,
            orders=placed[f"orders{i}"],
            collected=handed[f"collected{i}"],
            euros=handed[f"euros{i}"] or Decimal(0),
        )
        for i, period in enumerate(periods)
    ]


def best_products(shop: Shop, period: Period) -> list[BestProduct]:
    """Return what was ordered most in a period, under the names of the day of the order; a
    substitute that was agreed to counts under its own."""
    lines = Line.objects.filter(
        period.holds("order__date_placed"), order__shop=shop, order__status__in=SOLD
    )
    held = Coalesce(NullIf("substitute_title", Value("")), "title")
    rows = lines.filter(due_quantity__gt=0).order_by().annotate(held=held).values("held")
    rows = rows.annotate(units=Sum("due_quantity"))
    return [
        BestProduct(row["held"], row["units"]) for row in rows.order_by("-units", "held")[:BEST]
    ]


def had_orders_before(shop: Shop, instant: datetime) -> bool:
    return Order.objects.filter(shop=shop, status__in=SOLD, date_placed__lt=instant).exists()


def _audience(shop: Shop, periods: Sequence[Period]) -> dict[str, Any]:
    wanted = {
        f"{name}{i}": Sum("count", filter=period.holds_day("day") & Q(kind=kind))
        for i, period in enumerate(periods)
        for name, kind in (("views", "view"), ("calls", "call"))
    }
    counts: dict[str, Any] = DailyCount.objects.filter(shop=shop).aggregate(**wanted)
    return counts


def _placed(shop: Shop, periods: Sequence[Period]) -> dict[str, Any]:
    sold = Order.objects.filter(shop=shop, status__in=SOLD)
    wanted = {
        f"orders{i}": Count("pk", filter=period.holds("date_placed"))
        for i, period in enumerate(periods)
    }
    counts: dict[str, Any] = sold.aggregate(**wanted)
    return counts


def _handed_over(shop: Shop, periods: Sequence[Period]) -> dict[str, Any]:
    """A hand-over that was undone and made again counts once, on the last day."""
    moves = OrderTransition.objects.filter(order=OuterRef("pk"), to_status=OrderState.COLLECTED)
    at = Subquery(moves.order_by("-at", "-pk").values("at")[:1])
    handed = Order.objects.filter(shop=shop, status=OrderState.COLLECTED).annotate(handed_at=at)
    wanted: dict[str, Any] = {}
    for i, period in enumerate(periods):
        within = period.holds("handed_at")
        wanted[f"collected{i}"] = Count("pk", filter=within)
        wanted[f"euros{i}"] = Sum("due_incl_tax", filter=within)
    counts: dict[str, Any] = handed.aggregate(**wanted)
    return counts
