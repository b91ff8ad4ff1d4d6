"""Products and shops with the answer to « when can I have it? », found in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Left
from django.db.models.lookups import GreaterThan

from marketplace.storefront.own_days import has_own_days
from pickup.slots.models import Slot
from shops.catalogue.queries import ProductQuerySet
from shops.catalogue.search import TITLE_LETTERS
from shops.hours.calendar import RELATIONS
from shops.models import Shop
from shops.queries import ShopQuerySet

if TYPE_CHECKING:
    from marketplace.territories.models import Territory

# The indexed words begin with the title, without accents: « É » stands beside « E » on any base.
BY_TITLE = (Left("search_text", TITLE_LETTERS), "pk")


def shown_products(territory: Territory) -> ProductQuerySet:
    """Return what a territory's lists may show."""
    products = apps.get_model("catalogue", "Product").objects
    return products.published().listed().in_territory(territory)


def end_of_day(now: datetime, territory: Territory) -> datetime:
    tomorrow = now.astimezone(territory.zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), tzinfo=territory.zone)


def next_start_of(shop_id, now: datetime) -> Subquery:
    """Return a shop's next bookable start, as a part of another query."""
    slots = Slot.objects.filter(point__shop=shop_id).bookable(now)
    return Subquery(slots.order_by("start").values("start")[:1])


def load_cards(products: Iterable) -> None:
    """Load what cards show of products fetched before, in two queries however many."""
    found = list(products)
    prefetch_related_objects(found, "images")
    if any(product.is_parent for product in found):
        load_variants(found)
    else:
        prefetch_related_objects(found, "stockrecords")


def load_variants(products: list) -> None:
    """Load stock, and with it the published variants: each of them has its one stock record."""
    keys = [product.pk for product in products]
    sold = Q(pk__in=keys) | Q(parent_id__in=keys, status="published")
    model, stock = apps.get_model("catalogue", "Product"), apps.get_model("partner", "StockRecord")
    records = stock.objects.filter(product__in=model.objects.filter(sold).values("pk"))
    by_parent: dict[int, list] = {key: [] for key in keys}
    by_product: dict[int, list] = {key: [] for key in keys}
    for record in records.select_related("product").order_by("product_id"):
        by_product.setdefault(record.product_id, []).append(record)
        if record.product.parent_id in by_parent:
            _remember(record.product, "stockrecords", [record])
            by_parent[record.product.parent_id].append(record.product)
    for product in products:
        _remember(product, "stockrecords", by_product[product.pk])
        _remember(product, "children", by_parent[product.pk])


def _remember(product, relation: str, rows: list) -> None:
    """Put rows where `product.<relation>.all()` finds them, as Django's own prefetching does."""
    known = getattr(product, relation).get_queryset()
    known._result_cache, known._prefetch_done = rows, True
    product._prefetched_objects_cache = getattr(product, "_prefetched_objects_cache", {})
    product._prefetched_objects_cache[relation] = known


def product_pages(territory: Territory) -> ProductQuerySet:
    """Return the products that have an address: those of lists, and variants."""
    products = apps.get_model("catalogue", "Product").objects.published()
    shown = products.in_territory(territory)
    return shown.select_related("parent", "shop__town", "shop__territory", "shop__pickup_point")


def shops_with_hours(territory: Territory) -> ShopQuerySet:
    return (
        Shop.objects.visible()
        .in_territory(territory)
        .select_related("town", "territory")
        .prefetch_related(*RELATIONS)
    )


def shop_pages(territory: Territory, *, now: datetime) -> ShopQuerySet:
    """Return shops with all that their page shows, and `takes_orders` and `next_start`."""
    return shop_starts(shops_with_hours(territory), now=now).prefetch_related("vat_statuses")


def shop_starts(shops: ShopQuerySet, *, now: datetime) -> ShopQuerySet:
    """Annotate `takes_orders`, `has_own_days` and, of those that do, their next bookable slot."""
    open_shops = Shop.objects.open_to_orders().filter(pk=OuterRef("pk"))
    start = Case(When(takes_orders=True, then=next_start_of(OuterRef("pk"), now)), default=None)
    own = has_own_days(now.date())
    return shops.annotate(takes_orders=Exists(open_shops), has_own_days=own).annotate(
        next_start=start
    )


def stock_left() -> Q:
    """Match products of which a unit is left; PostgreSQL then reads the stock of all, once."""
    own, variants = _records_left()
    return Exists(own) | Exists(variants)


def stock_left_of_few() -> Q:
    """Match the same as `stock_left`, by an index for each product: where few are looked at."""
    own, variants = (Subquery(records.values("pk")[:1]) for records in _records_left())
    return Q(GreaterThan(Coalesce(own, variants, 0), 0))


def _records_left() -> tuple[QuerySet, QuerySet]:
    """Return what is left of a product itself and of its variants, as parts of another query."""
    records = apps.get_model("partner", "StockRecord").objects.filter(
        Q(num_in_stock__isnull=True) | Q(num_in_stock__gt=F("num_allocated")), price__isnull=False
    )
    variants = records.filter(product__parent=OuterRef("pk"), product__status="published")
    return records.filter(product=OuterRef("pk")), variants
