"""The state of a catalogue today: how many products, and which are left alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from oscar.core.loading import get_model

from marketplace.territories.models import Territory
from pickup.figures.sales import SOLD

Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")

UNTOUCHED = timedelta(days=90)
SOLD_OUT = timedelta(days=14)


def shown_products(territory: Territory) -> QuerySet:
    """Return what lists of a territory show, with `is_sold_out`."""
    listed = Product.objects.published().in_territory(territory).listed()
    return listed.annotate(is_sold_out=~Exists(_units_left()))


def with_staleness(products: QuerySet, *, now: datetime) -> QuerySet:
    """Add `is_stale` to products that have `is_sold_out`.

    Stale: neither edited nor sold for 90 days, or sold out for 14. A product is sold out for
    14 days when nothing is left and it was neither ordered nor edited since: one of the two
    would have emptied or filled it.
    """
    return products.annotate(
        sold_lately=Exists(_sold_since(now - UNTOUCHED)),
        sold_just_now=Exists(_sold_since(now - SOLD_OUT)),
        is_stale=Q(_untouched(now)) | Q(_long_sold_out(now)),
    )


def catalogue_of(territory: Territory, *, now: datetime) -> tuple[int, int]:
    """Return how many products a territory shows, and how many of them are stale."""
    shown = with_staleness(shown_products(territory), now=now)
    counts = shown.aggregate(size=Count("pk"), stale=Count("pk", filter=Q(is_stale=True)))
    return counts["size"], counts["stale"]


def _untouched(now: datetime) -> Q:
    return Q(date_updated__lt=now - UNTOUCHED, sold_lately=False)


def _long_sold_out(now: datetime) -> Q:
    return Q(date_updated__lt=now - SOLD_OUT, is_sold_out=True, sold_just_now=False)


def _units_left() -> QuerySet:
    """Match stock of the product, or of one of its variants, that can still be ordered."""
    own = Q(product=OuterRef("pk"))
    variant = Q(product__parent=OuterRef("pk"), product__status="published")
    left = Q(num_in_stock__isnull=True) | Q(num_in_stock__gt=F("num_allocated"))
    return StockRecord.objects.filter(own | variant, left)


def _sold_since(instant: datetime) -> QuerySet:
    own = Q(product=OuterRef("pk")) | Q(product__parent=OuterRef("pk"))
    return Line.objects.filter(own, order__status__in=SOLD, order__date_placed__gte=instant)
