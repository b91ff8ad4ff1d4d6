"""Which slots can still be chosen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, Min, QuerySet

if TYPE_CHECKING:
    from pickup.slots.models import Slot
    from shops.models import Shop


class SlotQuerySet(QuerySet):
    def before_cutoff(self, now: datetime) -> SlotQuerySet:
        """Return slots whose start is more than the shop's lead time (minutes) away."""
        return self.filter(cutoff__gt=now)

    def bookable(self, now: datetime) -> SlotQuerySet:
        """Return slots that take one more order: not closed, not full, before the cut-off."""
        return self.before_cutoff(now).filter(closed=False, booked__lt=F("capacity"))

    def for_shop(self, shop: Shop) -> SlotQuerySet:
        return self.filter(point__shop=shop)


def next_slots(*, shop: Shop, now: datetime, limit: int = 12) -> list[Slot]:
    """Return a shop's next bookable slots, soonest first."""
    slots = apps.get_model("slots", "Slot").objects.for_shop(shop).bookable(now)
    return list(slots.select_related("point").order_by("start")[:limit])


def next_starts(*, shop_ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Return the start of each shop's next bookable slot, in one query."""
    slots = apps.get_model("slots", "Slot").objects.filter(point__shop__in=list(shop_ids))
    rows = slots.bookable(now).values("point__shop").annotate(first=Min("start"))
    return {row["point__shop"]: row["first"] for row in rows.order_by()}
