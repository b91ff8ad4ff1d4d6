"""Products that are not had whenever their shop hands over: each one's own next start.

Of all others the shop's next start tells. Rules of weekdays, seasons and campaigns are worked out
here, over the slots and the quantities of days of the shops concerned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pickup.slots.models import Slot
from shops.catalogue.collection import campaigns_to_come, collection_of
from shops.catalogue.models import (
    CampaignProduct,
    CollectionTerms,
    DailyQuota,
    ResourceTime,
    ServiceTerms,
)
from shops.catalogue.resources import steps_of
from shops.models import Shop

if TYPE_CHECKING:
    from marketplace.territories.models import Territory

# By product, as lists show it; None: it cannot be had for now.
OwnStarts = dict[int, datetime | None]


def add_own_starts(territory: Territory, shops: Iterable[Shop], *, now: datetime) -> None:
    """Set `own_starts` on shops: those of their products that have their own; and `own_services`.

    Args:
        shops: annotated with `has_own_days`, by which most shops cost nothing.
    """
    known = list(shops)
    today = now.astimezone(territory.zone).date()
    records = _records({shop.pk for shop in known if shop.has_own_days}, today)
    starts = _starts_of(records, now, territory.zone)
    products = [record.product for record in records]
    listed, services = _as_listed(products, starts), _services_among(products)
    for shop in known:
        shop.own_starts = listed.get(shop.pk, {})
        shop.own_services = services & set(shop.own_starts)


def has_own_days(today: date) -> Exists:
    """Annotate shops with whether any of their products says something of its days itself."""
    return Exists(_with_own_days(today).filter(product__shop=OuterRef("pk")))


def own_starts_of(shops: Sequence[Shop]) -> OwnStarts:
    """Return the own starts of the products of shops that hand over at all."""
    ready = (shop for shop in shops if shop.next_start)
    return {key: start for shop in ready for key, start in shop.own_starts.items()}


def later_than(shops: Sequence[Shop], end: datetime) -> list[int]:
    """Return the products that cannot be had before an instant, whatever their shops say."""
    return [key for key, start in own_starts_of(shops).items() if start is None or start >= end]


def later_than_their_shop(shops: Sequence[Shop]) -> list[int]:
    """Return the products that cannot be had when their shop next hands over."""
    return [
        key
        for shop in shops
        for key, start in shop.own_starts.items()
        if start is None or start > shop.next_start
    ]


@dataclass(frozen=True)
class Taken:
    """left: units by stock record and day; full: times at which nothing of a resource is free."""

    left: dict[tuple[int, date], int]
    full: set[tuple[int, datetime]]

    def is_free(self, service: ServiceTerms, slot: Slot) -> bool:
        """Say whether a service that begins with a slot has its resource, and ends in time."""
        minutes = service.duration_minutes
        steps = ((service.resource_id, step) for step in steps_of(slot.start, minutes))
        return slot.open_for(minutes) and self.full.isdisjoint(steps)


def _with_own_days(today: date) -> QuerySet:
    """Return the stock records of published products with days, notice or quantities a day."""
    product = OuterRef("product")
    terms = CollectionTerms.objects.filter(product=product)
    lines = CampaignProduct.objects.filter(product=product, campaign__last_day__gte=today)
    records = apps.get_model("partner", "StockRecord").objects.filter(product__status="published")
    own = Exists(terms) | Exists(lines) | Exists(ServiceTerms.objects.filter(product=product))
    return records.filter(Q(mode="per_day") | Q(sold_out_on=today) | own)


def _records(shops: set[int], today: date) -> list[Any]:
    if not shops:
        return []
    records = _with_own_days(today).filter(product__shop__in=shops).order_by("product_id")
    loaded = records.select_related("product__collection_terms", "product__service_terms")
    return list(loaded.prefetch_related(campaigns_to_come(today, of="product")))


def _starts_of(records: list[Any], now: datetime, zone: ZoneInfo) -> OwnStarts:
    if not records:
        return {}
    slots = _slots_of({record.product.shop_id for record in records}, now)
    taken = Taken(_left_by_day(records), _full_times(records))
    return {
        record.product_id: _start_of(record, slots[record.product.shop_id], taken, now, zone)
        for record in records
    }


def _start_of(
    record: Any, slots: list[Slot], taken: Taken, now: datetime, zone: ZoneInfo
) -> datetime | None:
    rule = collection_of(record.product, record)
    for slot in slots:
        if rule.service and not taken.is_free(rule.service, slot):
            continue
        units = taken.left.get((record.pk, slot.day), record.daily_quantity)
        enough = units is None or units > 0
        fits = slot.work_left is None or slot.work_left >= record.product.preparation_weight
        if enough and fits and rule.allows_start(slot.start, now, zone=zone):
            return slot.start
    return None


def _slots_of(shops: set[int], now: datetime) -> dict[int, list[Slot]]:
    slots = Slot.objects.bookable(now).filter(point__shop__in=shops).order_by("start")
    found: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots.select_related("point").only(
        "start", "end", "open_until", "day", "work_capacity", "work_booked", "point__shop_id"
    ):
        found[slot.point.shop_id].append(slot)
    return found


def _left_by_day(records: list[Any]) -> dict[tuple[int, date], int]:
    quotas = DailyQuota.objects.filter(stockrecord__in=[record.pk for record in records])
    return {(quota.stockrecord_id, quota.day): quota.left for quota in quotas}


def _full_times(records: list[Any]) -> set[tuple[int, datetime]]:
    services = (getattr(record.product, "service_terms", None) for record in records)
    resources = {service.resource_id for service in services if service}
    if not resources:
        return set()
    full = ResourceTime.objects.filter(resource__in=resources, planned__lte=F("taken"))
    return set(full.values_list("resource_id", "start"))


def _as_listed(products: list[Any], starts: OwnStarts) -> dict[int, OwnStarts]:
    """Return by shop what lists show: a parent's start where all its variants have their own."""
    listed: dict[int, OwnStarts] = defaultdict(dict)
    variants = [product for product in products if product.parent_id]
    for product in products:
        if not product.parent_id:
            listed[product.shop_id][product.pk] = starts[product.pk]
    whole = _wholly_own({product.parent_id for product in variants}, set(starts))
    by_parent = sorted(variants, key=lambda product: (product.parent_id, product.pk))
    for parent, children in groupby(by_parent, key=lambda product: product.parent_id):
        members = list(children)
        if parent in whole:
            known = [start for one in members if (start := starts[one.pk])]
            listed[members[0].shop_id][parent] = min(known, default=None)
    return listed


def _services_among(products: list[Any]) -> set[int]:
    """Return services as lists name them: a parent where a variant is one."""
    return {one.parent_id or one.pk for one in products if getattr(one, "service_terms", None)}


def _wholly_own(parents: set[int], own: set[int]) -> set[int]:
    """Keep the parents all of whose published variants have days of their own."""
    if not parents:
        return set()
    products = apps.get_model("catalogue", "Product").objects
    rows = products.filter(parent__in=parents, status="published").values_list("parent_id", "pk")
    return parents - {parent for parent, pk in rows if pk not in own}
