"""Which news: shown to everybody, or a shop's own."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from marketplace.territories.models import Territory
    from shops.models import Shop


class NewsQuerySet(models.QuerySet):
    def for_shop(self, shop: Shop) -> NewsQuerySet:
        return self.filter(shop=shop)

    def in_territory(self, territory: Territory) -> NewsQuerySet:
        return self.filter(shop__territory=territory)

    def shown(self) -> NewsQuerySet:
        """Return what everybody may read: not withdrawn, of a shop that has a page."""
        return self.filter(status="published", shop__status="approved")

    def published_on_the_day_of(self, instant: datetime, *, shop: Shop) -> NewsQuerySet:
        """Return what a shop published on the local day of an instant, withdrawn since or not."""
        day = instant.astimezone(shop.zone).date()
        start, end = (
            datetime.combine(day + timedelta(days=days), time(), tzinfo=shop.zone)
            for days in (0, 1)
        )
        return self.for_shop(shop).filter(published_at__gte=start, published_at__lt=end)
