"""Reading the counts: by shop, between two days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from marketplace.territories.models import Territory


class DailyCountQuerySet(models.QuerySet):
    def in_territory(self, territory: Territory) -> DailyCountQuerySet:
        return self.filter(shop__territory=territory)

    def between(self, first: date, end: date) -> DailyCountQuerySet:
        """Return the counts of wall dates from `first` on, `end` left out."""
        return self.filter(day__gte=first, day__lt=end)

    def totals_by_shop(self) -> dict[int, dict[str, int]]:
        """Return, by shop id, `views` and `calls`; a shop without any is not in it."""
        rows = self.order_by().values("shop").annotate(**_sums())
        return {row["shop"]: {"views": row["views"], "calls": row["calls"]} for row in rows}

    def totals(self) -> dict[str, int]:
        return self.aggregate(**_sums())


def _sums() -> dict[str, Any]:
    return {
        name: Coalesce(Sum("count", filter=Q(kind=kind)), 0)
        for name, kind in (("views", "view"), ("calls", "call"))
    }
