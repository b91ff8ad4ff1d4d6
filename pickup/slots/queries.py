"""Which slots can still be chosen."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import F, QuerySet

if TYPE_CHECKING:
    from pickup.slots.models import Slot
    from shops.models import Shop


class SlotQuerySet(QuerySet):
    def before_cutoff(self, now: datetime) -> SlotQuerySet:
        """Return slots whose start is more than the shop's lead time (minutes) away."""
        return self.filter(cutoff__gt=now)

    def with_places(self) -> SlotQuerySet:
        """Return slots that are neither closed nor full."""
        return self.filter(closed=False, booked__lt=F("capacity"))

    def bookable(self, now: datetime) -> SlotQuerySet:
        """Return slots that take one more order: not closed, not full, before the cut-off."""
        return self.before_cutoff(now).with_places()

    def within(self, first: date, last: date, *, zone: ZoneInfo) -> SlotQuerySet:
        """Return the slots that start on these days of a zone, both included."""
        start = datetime.combine(first, time(), tzinfo=zone)
        end = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
        return self.filter(start__gte=start, start__lt=end)

    def for_shop(self, shop: Shop) -> SlotQuerySet:
        return self.filter(point__shop=shop)


def next_slots(*, shop: Shop, now: datetime, limit: int = 12) -> list[Slot]:
    """Return a shop's next bookable slots, soonest first."""
    slots = apps.get_model("slots", "Slot").objects.for_shop(shop).bookable(now)
    return list(slots.select_related("point").order_by("start")[:limit])
