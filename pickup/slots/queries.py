"""Which slots can still be chosen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet, Sum

from shops.catalogue.collection import HORIZON_DAYS

if TYPE_CHECKING:
    from pickup.slots.models import PickupPoint
    from shops.models import Shop


def places_left(work: int) -> Q:
    """Match slots that are neither closed nor full; `work` is what must still fit."""
    fits = Q(work_capacity=None) | Q(work_booked__lte=F("work_capacity") - work)
    return fits & Q(closed=False, booked__lt=F("capacity"))


def behind(now: datetime) -> Q:
    """Match pickup points whose slots were last made so long ago that a night was missed."""
    due = now.date() + timedelta(days=HORIZON_DAYS - 2)
    return Q(made_until=None) | Q(made_until__lt=due)


def limits_work(point: PickupPoint) -> bool:
    """Say whether a shop limits the work of its slots, in a half-day or in any weekly slot."""
    return point.default_work is not None or point.patterns.exclude(work=None).exists()


class SlotQuerySet(QuerySet):
    def before_cutoff(self, now: datetime) -> SlotQuerySet:
        """Return slots whose start is more than the shop's lead time (minutes) away."""
        return self.filter(cutoff__gt=now)

    def with_places(self, *, work: int = 1) -> SlotQuerySet:
        """Return slots that are neither closed nor full; `work` is what must still fit."""
        return self.filter(places_left(work))

    def bookable(self, now: datetime, *, work: int = 1) -> SlotQuerySet:
        """Return slots that take one more order: not closed, not full, before the cut-off."""
        return self.before_cutoff(now).with_places(work=work)

    def count_by_day(self) -> QuerySet:
        """Return the days of these slots, each with the orders that they have."""
        return self.order_by("day").values_list("day").annotate(n=Sum("booked"))

    def for_shop(self, shop: Shop) -> SlotQuerySet:
        return self.filter(point__shop=shop)
