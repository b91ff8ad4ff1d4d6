"""Products and shops with the answer to « when can I have it? », found in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import RowNumber
from django.db.models.lookups import IsNull

from pickup.slots.models import Slot
from shops.catalogue.queries import ProductQuerySet, children_with_stock
from shops.models import OpeningHours, Shop
from shops.queries import ShopQuerySet

if TYPE_CHECKING:
    from marketplace.territories.models import Territory

# The indexed words begin with the title, without accents: « É » stands beside « E » on any base.
BY_TITLE = ("search_text", "pk")


def shown_products(territory: Territory) -> ProductQuerySet:
    """Return what a territory's lists may show."""
    products = apps.get_model("catalogue", "Product").objects
    return products.published().listed().in_territory(territory)


def with_collection(products: ProductQuerySet, *, now: datetime) -> ProductQuerySet:
    """Annotate products with what their cards say of collecting them.

    takes_orders: the shop is open to orders; in_stock: a unit, of a variant at least, is left;
    next_start: start of the shop's next bookable slot, null where the product cannot be had.
    """
    open_shops = Shop.objects.open_to_orders().filter(pk=OuterRef("shop_id"))
    return products.annotate(takes_orders=Exists(open_shops), in_stock=_stock_left()).annotate(
        next_start=Case(
            When(takes_orders=True, in_stock=True, then=next_start_of(OuterRef("shop_id"), now)),
            default=None,
        )
    )


def soonest_first(products: ProductQuerySet) -> ProductQuerySet:
    """Order as the ranking page says: next collection, then title; what cannot be had, last."""
    return products.order_by(F("next_start").asc(nulls_last=True), *BY_TITLE)


def shop_by_shop(products: ProductQuerySet) -> ProductQuerySet:
    """Order so that each shop has its turn: all the first ones, soonest first, then the second."""
    turn = Window(
        RowNumber(),
        partition_by=F("shop_id"),
        order_by=[F("next_start").asc(nulls_last=True), *BY_TITLE],
    )
    return products.annotate(turn=turn).order_by(
        IsNull(F("next_start"), True), "turn", "next_start", *BY_TITLE
    )


def collected_on_day_of(
    products: ProductQuerySet, *, territory: Territory, now: datetime
) -> ProductQuerySet:
    """Keep products that can be collected on the day of `now`, in the territory's zone."""
    return products.filter(next_start__lt=end_of_day(now, territory))


def end_of_day(now: datetime, territory: Territory) -> datetime:
    tomorrow = now.astimezone(territory.zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), tzinfo=territory.zone)


def next_start_of(shop_id, now: datetime) -> Subquery:
    """Return a shop's next bookable start, as a part of another query."""
    slots = Slot.objects.filter(point__shop=shop_id).bookable(now)
    return Subquery(slots.order_by("start").values("start")[:1])


def load_cards(products: Iterable) -> None:
    """Load what cards show of products fetched before, in as many queries however many."""
    prefetch_related_objects(list(products), "images", "stockrecords", children_with_stock())


def product_pages(territory: Territory, *, now: datetime) -> ProductQuerySet:
    """Return the products that have an address: those of lists, and variants."""
    products = apps.get_model("catalogue", "Product").objects.published()
    answered = with_collection(products.in_territory(territory), now=now)
    return answered.select_related("parent", "shop__town", "shop__territory")


def neighbours_of(product, *, now: datetime, limit: int = 4) -> ProductQuerySet:
    """Return products of other shops of the same town: one walk, several bags."""
    shown = shown_products(product.shop.territory).filter(shop__town=product.shop.town)
    answered = with_collection(shown.exclude(shop=product.shop), now=now)
    return soonest_first(answered).select_related("shop__town", "shop__territory")[:limit]


def shops_with_hours(territory: Territory) -> ShopQuerySet:
    hours = Prefetch("opening_hours", OpeningHours.objects.order_by("weekday", "opens"))
    return (
        Shop.objects.visible()
        .in_territory(territory)
        .select_related("town", "territory")
        .prefetch_related(hours, "closures")
    )


def shop_pages(territory: Territory, *, now: datetime) -> ShopQuerySet:
    """Return shops with all that their page shows, and `takes_orders` and `next_start`."""
    open_shops = Shop.objects.open_to_orders().filter(pk=OuterRef("pk"))
    answered = shops_with_hours(territory).annotate(takes_orders=Exists(open_shops))
    start = Case(When(takes_orders=True, then=next_start_of(OuterRef("pk"), now)), default=None)
    return answered.annotate(next_start=start).prefetch_related("vat_statuses")


def shelf_of(shop: Shop, *, now: datetime) -> ProductQuerySet:
    """Return a shop's products as its page lists them."""
    shown = shown_products(shop.territory).for_shop(shop)
    answered = soonest_first(with_collection(shown, now=now))
    return answered.select_related("shop__town", "shop__territory")


def shops_with_counts(territory: Territory, products: ProductQuerySet) -> ShopQuerySet:
    """Return the territory's shops, each with the number of these products that are its own."""
    counted = Count("products", filter=Q(products__in=products.order_by().values("pk")))
    shops = Shop.objects.visible().in_territory(territory).select_related("town")
    return shops.annotate(product_count=counted).order_by("name", "pk")


def categories_with_products(territory: Territory) -> QuerySet:
    """Return the categories under which at least one product is shown, parents first."""
    products = shown_products(territory).filter(categories__path__startswith=OuterRef("path"))
    categories = apps.get_model("catalogue", "Category").objects.browsable()
    return categories.filter(Exists(products)).order_by("path")


def _stock_left() -> Q:
    """Match products of which a unit is left: two look-ups by index, where an OR reads all."""
    records = apps.get_model("partner", "StockRecord").objects.filter(
        Q(num_in_stock__isnull=True) | Q(num_in_stock__gt=F("num_allocated")), price__isnull=False
    )
    variants = records.filter(product__parent=OuterRef("pk"), product__status="published")
    return Exists(records.filter(product=OuterRef("pk"))) | Exists(variants)
