"""Counting what happens on shops' pages, without knowing to whom it happens.

Nothing of a visitor is read or kept: no cookie, no address, no browser. Only day, page, number.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.territories.models import Territory
from shops.audience.models import DAY_LIMIT, DailyCount
from shops.models import Shop

Product = get_model("catalogue", "Product")

KEPT_DAYS = 13 * 31  # thirteen months: this month beside the same one a year ago
MINUTE_LIMIT = 300  # events of one shop; a page that spins counts no further


def count_event(
    *,
    territory: Territory,
    kind: str,
    shop_slug: str = "",
    product_slug: str = "",
    now: datetime | None = None,
) -> bool:
    """Count one event of a page that shoppers can see; return whether it was counted.

    Whatever names no such page is left out without a word.
    """
    now = now or timezone.now()
    found = _target(territory, shop_slug, product_slug)
    if kind not in DailyCount.Kind or found is None:
        return False
    shop, product = found
    if _is_flooded(shop, now):
        return False
    return add_to_count(shop=shop, product=product, kind=kind, day=_day(shop, now))


def add_to_count(*, shop: Shop, product, kind: str, day: date, times: int = 1) -> bool:
    """Add to a day's number by one guarded UPDATE; the first of the day makes the row."""
    row = {"shop": shop, "product": product, "kind": kind, "day": day}
    if _increase(row, times):
        return True
    try:
        with transaction.atomic():
            DailyCount.objects.create(**row, count=times)
    except IntegrityError:
        return _increase(row, times)  # somebody made it meanwhile, or the day is full
    return True


def forget_old_counts(*, now: datetime | None = None) -> int:
    """Delete days older than thirteen months; return how many rows went."""
    oldest = (now or timezone.now()).date() - timedelta(days=KEPT_DAYS)
    return DailyCount.objects.filter(day__lt=oldest).delete()[0]


def _increase(row: dict, times: int) -> bool:
    room = DailyCount.objects.filter(**row, count__lte=DAY_LIMIT - times)
    return bool(room.update(count=F("count") + times))


def _target(territory: Territory, shop_slug: str, product_slug: str):
    """Return the shop and product of a public page; None where there is no such page."""
    shops = Shop.objects.visible().in_territory(territory).select_related("territory")
    if not product_slug:
        shop = shops.filter(slug=shop_slug).first()
        return (shop, None) if shop else None
    products = Product.objects.published().in_territory(territory).listed()
    product = products.filter(slug=product_slug).select_related("shop__territory").first()
    return (product.shop, product) if product else None


def _is_flooded(shop: Shop, now: datetime) -> bool:
    """Say whether a shop had its fill of this minute; the key knows the shop alone."""
    key = f"audience:{shop.pk}:{now:%Y%m%d%H%M}"
    if cache.add(key, 1, timeout=120):
        return False
    try:
        return cache.incr(key) > MINUTE_LIMIT
    except ValueError:  # gone between the two
        return False


def _day(shop: Shop, now: datetime) -> date:
    return now.astimezone(shop.zone).date()
