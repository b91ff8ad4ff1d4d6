"""A territory's figures for a period and the one before, in the territory's own time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from oscar.core.loading import get_model

from marketplace.territories.models import Territory
from pickup.figures.models import Snapshot
from pickup.figures.periods import Period
from pickup.figures.sales import SOLD, readiness_by_shop
from pickup.figures.stock import catalogue_of
from pickup.orders.models import Purchase
from pickup.orders.states import OrderState
from shops.audience.models import DailyCount
from shops.models import Shop, ShopTransition

Order = get_model("order", "Order")


@dataclass(frozen=True)
class Numbers:
    """A territory in a period. Shares are fractions; None: there is nothing to say.

    Attributes:
        active_shops: admitted, and neither paused nor closed, when the period ends.
        new_shops: admitted for the first time within the period.
        selling_shops: with at least one order placed in the period that was not cancelled.
        orders: placed in the period and not cancelled.
        orders_mean, orders_median: orders per active shop, those without any included.
        turnover: what these orders come to, euros TTC, wherever they are paid.
        ready_in_time: of the orders whose slot began in the period; see `sales.ready_in_time`.
        cancelled_by_shop: of all orders placed in the period.
        shoppers: people who ordered, told apart by e-mail, else by telephone.
        products, stale_products: see `stock`; before today as the nightly record has them.
    """

    active_shops: int
    new_shops: int
    selling_shops: int
    orders: int
    orders_mean: Fraction | None
    orders_median: Fraction | None
    turnover: Decimal
    ready_in_time: Fraction | None
    cancelled_by_shop: Fraction | None
    shoppers: int
    views: int
    calls: int
    products: int | None
    stale_products: int | None


def numbers_of(territory: Territory, period: Period, *, now: datetime) -> Numbers:
    """Return a territory's numbers; seven queries, however many shops and orders."""
    active, new = _shops(territory, period)
    rows = _orders_by_shop(territory, period)
    sold = {row["shop"]: row["sold"] for row in rows if row["sold"]}
    each = [sold.get(shop, 0) for shop in active]
    counts = DailyCount.objects.in_territory(territory).between(period.first, period.end)
    audience = counts.totals()
    products, stale = _catalogue(territory, period, now)
    return Numbers(
        active_shops=len(active),
        new_shops=new,
        selling_shops=len(sold),
        orders=sum(sold.values()),
        orders_mean=Fraction(sum(each), len(each)) if each else None,
        orders_median=Fraction(median(each)) if each else None,
        turnover=sum((row["turnover"] or Decimal(0) for row in rows), Decimal(0)),
        ready_in_time=_ready_in_time(territory, period, now),
        cancelled_by_shop=_share(
            sum(row["cancelled"] for row in rows), sum(row["placed"] for row in rows)
        ),
        shoppers=_shoppers(territory, period),
        views=audience["views"],
        calls=audience["calls"],
        products=products,
        stale_products=stale,
    )


def orders_by_period(territory: Territory, periods: list[Period]) -> list[dict[str, int]]:
    """Return `orders` and `shops` of each period, in one query: for charts and open numbers."""
    sold = Order.objects.filter(shop__territory=territory, status__in=SOLD)
    wanted: dict[str, Any] = {}
    for i, period in enumerate(periods):
        within = period.holds("date_placed")
        wanted[f"orders{i}"] = Count("pk", filter=within)
        wanted[f"shops{i}"] = Count("shop", filter=within, distinct=True)
    whole = Period(periods[0].first, periods[-1].end, periods[0].zone)
    row = sold.filter(whole.holds("date_placed")).aggregate(**wanted)
    return [{"orders": row[f"orders{i}"], "shops": row[f"shops{i}"]} for i in range(len(periods))]


def _shops(territory: Territory, period: Period) -> tuple[set[int], int]:
    """Return the shops active at the period's end, and how many were new in it."""
    shops = Shop.objects.in_territory(territory).filter(created_at__lt=period.end_at)
    rows = with_status_at(shops, period.end_at).annotate(admitted_at=_first_admission())
    found = list(rows.order_by().values_list("pk", "status_then", "admitted_at"))
    active = {pk for pk, status, _at in found if status == Shop.Status.APPROVED}
    new = [at for _pk, _status, at in found if at and period.start_at <= at < period.end_at]
    return active, len(new)


def with_status_at(shops: QuerySet, instant: datetime) -> QuerySet:
    """Add `status_then`: from what the next change came, or today's status without any."""
    after = ShopTransition.objects.filter(shop=OuterRef("pk"), at__gte=instant)
    came_from = Subquery(after.order_by("at", "pk").values("from_status")[:1])
    return shops.annotate(status_then=Coalesce(came_from, F("status")))


def _first_admission() -> Subquery:
    approved = Shop.Status.APPROVED
    moves = ShopTransition.objects.filter(shop=OuterRef("pk"), to_status=approved)
    return Subquery(moves.order_by("at", "pk").values("at")[:1])


def _orders_by_shop(territory: Territory, period: Period) -> list[dict[str, Any]]:
    placed = Order.objects.filter(period.holds("date_placed"), shop__territory=territory)
    sold = Q(status__in=SOLD)
    rows: Iterable[dict[str, Any]] = (
        placed.exclude(status=OrderState.PENDING)
        .order_by()
        .values("shop")
        .annotate(
            placed=Count("pk"),
            sold=Count("pk", filter=sold),
            cancelled=Count("pk", filter=Q(status=OrderState.CANCELLED_BY_SHOP)),
            turnover=Sum("due_incl_tax", filter=sold),
        )
    )
    return list(rows)


def _ready_in_time(territory: Territory, period: Period, now: datetime) -> Fraction | None:
    orders = Order.objects.filter(shop__territory=territory)
    rows = readiness_by_shop(orders, period, now=now).values()
    return _share(sum(kept for _due, kept in rows), sum(due for due, _kept in rows))


def _shoppers(territory: Territory, period: Period) -> int:
    sold = Order.objects.filter(
        period.holds("date_placed"), shop__territory=territory, status__in=SOLD
    )
    bought = Purchase.objects.filter(orders__in=sold)
    who = Coalesce(NullIf(Lower("email"), Value("")), F("phone"))
    count: int = bought.aggregate(people=Count(who, distinct=True))["people"]
    return count


def _catalogue(
    territory: Territory, period: Period, now: datetime
) -> tuple[int, int] | tuple[None, None]:
    if period.end_at > now:
        return catalogue_of(territory, now=now)
    evening = Snapshot.objects.filter(territory=territory, day=period.last).first()
    return (evening.products, evening.stale) if evening else (None, None)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
