"""What the association takes along: shops, orders by month, products; nobody's personal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.territories.models import Territory
from pickup.figures.periods import last_days
from pickup.figures.sales import SOLD
from pickup.figures.stock import shown_products, with_staleness
from pickup.orders.states import OrderState
from shops.audience.models import DailyCount
from shops.identity import missing_to_sell
from shops.models import Shop

Order = get_model("order", "Order")

Row = list[Any]
CHUNK = 500


def shop_header() -> list[str]:
    return [
        *(_("Shop"), _("Trade"), _("Kind"), _("Town"), _("Status"), _("Mode")),
        *(_("Telephone"), _("E-mail"), _("SIREN"), _("Received")),
        *(_("Things missing to sell"), _("Products online")),
        *(_("Orders, 30 days"), _("Ordered incl. VAT, 30 days")),
        *(_("Pages seen, 30 days"), _("Calls, 30 days")),
    ]


def shop_rows(territory: Territory, *, now: datetime) -> Iterator[Row]:
    """Yield every shop that was ever decided upon, with its last 30 days."""
    period = last_days(30, now=now, zone=territory.zone)
    counts = DailyCount.objects.in_territory(territory).between(period.first, period.end)
    audience = counts.totals_by_shop()
    shown = _by_shop(shown_products(territory), shown=Count("pk"))
    sold = _by_shop(
        Order.objects.filter(
            period.holds("date_placed"), shop__territory=territory, status__in=SOLD
        ),
        orders=Count("pk"),
        turnover=Sum("due_incl_tax"),
    )
    shops = Shop.objects.in_territory(territory).decided().select_related("town")
    for shop in shops.prefetch_related("vat_statuses").iterator(CHUNK):
        sales = sold.get(shop.pk, {"orders": 0, "turnover": None})
        seen = audience.get(shop.pk, {"views": 0, "calls": 0})
        yield [
            *(shop.name, shop.trade, shop.get_kind_display(), shop.town.name),
            *(shop.get_status_display(), shop.get_mode_display()),
            *(shop.phone, shop.email, shop.siren),
            shop.created_at.astimezone(territory.zone).date(),
            len(missing_to_sell(shop)),
            shown.get(shop.pk, {"shown": 0})["shown"],
            *(sales["orders"], sales["turnover"], seen["views"], seen["calls"]),
        ]


def order_header() -> list[str]:
    return [
        *(_("Month"), _("Shop"), _("Town"), _("Orders placed"), _("Handed over")),
        *(_("Cancelled by the shopper"), _("Cancelled by the shop"), _("Ordered incl. VAT")),
    ]


def order_rows(territory: Territory) -> Iterator[Row]:
    """Yield one row a month and shop, latest month first; no order and no person in it."""
    orders = Order.objects.filter(shop__territory=territory).exclude(status=OrderState.PENDING)
    rows = (
        orders.order_by()
        .annotate(month=TruncMonth("date_placed", tzinfo=territory.zone))
        .values("month", "shop__name", "shop__town__name", "shop")
        .annotate(
            placed=Count("pk"),
            collected=Count("pk", filter=Q(status=OrderState.COLLECTED)),
            by_shopper=Count("pk", filter=Q(status=OrderState.CANCELLED_BY_SHOPPER)),
            by_shop=Count("pk", filter=Q(status=OrderState.CANCELLED_BY_SHOP)),
            turnover=Sum("due_incl_tax", filter=Q(status__in=SOLD)),
        )
        .order_by("-month", "shop__name", "shop")
    )
    for row in rows.iterator(CHUNK):
        yield [
            *(f"{row['month']:%Y-%m}", row["shop__name"], row["shop__town__name"]),
            *(row["placed"], row["collected"], row["by_shopper"], row["by_shop"]),
            row["turnover"],
        ]


def product_header() -> list[str]:
    return [
        *(_("Product"), _("Shop"), _("Town"), _("EAN"), _("Price incl. VAT"), _("VAT rate")),
        *(_("Last edited"), _("Sold out"), _("Left alone")),
    ]


def product_rows(territory: Territory, *, now: datetime) -> Iterator[Row]:
    """Yield what the territory shows; the price of a product with variants is the lowest."""
    shown = with_staleness(shown_products(territory), now=now)
    own, variants = Min("stockrecords__price"), Min("children__stockrecords__price")
    products = shown.select_related("shop__town").annotate(price=own, lowest=variants)
    for product in products.order_by("shop__name", "title", "pk").iterator(CHUNK):
        yield [
            *(product.title, product.shop.name, product.shop.town.name, product.ean),
            *(product.price or product.lowest, product.vat_rate),
            product.date_updated.astimezone(territory.zone).date(),
            *(product.is_sold_out, product.is_stale),
        ]


def _by_shop(rows, **totals) -> dict[int, dict[str, Any]]:
    found: Iterable[dict[str, Any]] = rows.order_by().values("shop").annotate(**totals)
    return {row["shop"]: row for row in found}
