"""Two months of visits, a call, the open numbers and last month's letters; no chance in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zlib import crc32

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.models import Territory
from pickup.figures.letters import write_letters
from pickup.figures.models import ShopCall, Snapshot
from pickup.figures.periods import today
from pickup.figures.services import log_call, publish_numbers
from pickup.figures.stock import catalogue_of
from shops.audience.models import DailyCount
from shops.models import Shop, ShopTransition

Product = get_model("catalogue", "Product")

DAYS = 61
SEEN_PRODUCTS = 3
# The shop whose products nobody touched for a while, and that was telephoned.
QUIET_SHOP = "atelier-terre-franche"
CALLED_SHOP = "rucher-du-bois-noir"
CALL_NOTE = "Miel de sapin récolté : elle met deux pots en ligne samedi."


def seed_figures(territory: Territory, *, now: datetime | None = None) -> None:
    """Give the territory a past; days that have their numbers keep them."""
    now = now or timezone.now()
    shops = list(Shop.objects.visible().in_territory(territory).order_by("slug"))
    for position, shop in enumerate(shops):
        _open_long_ago(shop, now - timedelta(days=330 - 23 * position))
    counts = [count for shop in shops for count in _counts(shop, today(now, shop.zone))]
    DailyCount.objects.bulk_create(counts, ignore_conflicts=True)
    _seed_snapshots(territory, now)
    if not ShopCall.objects.filter(shop__territory=territory).exists():
        _seed_first_time(territory, now)
    write_letters(territory, now=now)


def _open_long_ago(shop: Shop, since: datetime) -> None:
    """Let a shop have been admitted months ago, with some of its products untouched since."""
    if shop.created_at <= since:
        return
    Shop.objects.filter(pk=shop.pk).update(created_at=since)
    ShopTransition.objects.filter(shop=shop, by=None).update(at=since)
    if shop.slug == QUIET_SHOP:
        Product.objects.filter(shop=shop).update(date_created=since, date_updated=since)


def _counts(shop: Shop, day: date) -> Iterator[DailyCount]:
    products = list(Product.objects.filter(shop=shop, parent=None).order_by("pk")[:SEEN_PRODUCTS])
    for back in range(DAYS + 1):
        past = day - timedelta(days=back)
        # A little more each week, and most on the eve of market day.
        busy = 14 - back // 7 + (6 if past.weekday() in (4, 5) else 0)
        yield _count(shop, None, past, "view", busy + _spread(shop.slug, past, 9))
        for rank, product in enumerate(products):
            yield _count(
                shop, product, past, "view", 1 + _spread(product.slug, past, 8 - 2 * rank)
            )
        if _spread(f"{shop.slug}-call", past, 4) == 0:
            yield _count(shop, None, past, "call", 1 + _spread(shop.slug, past, 2))


def _count(shop: Shop, product, day: date, kind: str, times: int) -> DailyCount:
    return DailyCount(shop=shop, product=product, day=day, kind=kind, count=times)


def _spread(name: str, day: date, below: int) -> int:
    """Return a number under `below` that looks like chance and is always the same."""
    return crc32(f"{name} {day:%Y-%m-%d}".encode()) % below


def _seed_snapshots(territory: Territory, now: datetime) -> None:
    products, stale = catalogue_of(territory, now=now)
    day = today(now, territory.zone)
    Snapshot.objects.bulk_create(
        (
            Snapshot(
                territory=territory,
                day=day - timedelta(days=back),
                products=max(0, products - back // 6),
                stale=min(max(0, products - back // 6), stale + back // 10),
            )
            for back in range(1, DAYS + 1)
        ),
        ignore_conflicts=True,
    )


def _seed_first_time(territory: Territory, now: datetime) -> None:
    """Log one call and publish the numbers; what a visitor changes afterwards stays."""
    publish_numbers(association=territory.association, public=True)
    shop = Shop.objects.filter(territory=territory, slug=CALLED_SHOP).first()
    desk = User.objects.filter(pk__in=territory.association.members.values("user")).first()
    if shop and desk:
        log_call(shop=shop, by=desk, note=CALL_NOTE, now=now - timedelta(days=3))
