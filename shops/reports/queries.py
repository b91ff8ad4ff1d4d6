"""Which reports: still open, of one content, of one day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from marketplace.territories.models import Territory


class ReportQuerySet(models.QuerySet):
    def in_territory(self, territory: Territory) -> ReportQuerySet:
        return self.filter(territory=territory)

    def open(self) -> ReportQuerySet:
        return self.filter(state="open")

    def decided(self) -> ReportQuerySet:
        """Return the reports that were decided, latest first."""
        return self.filter(state="closed").order_by("-decided_at", "-pk")

    def about(self, target: models.Model) -> ReportQuerySet:
        """Return the reports of a product, of a piece of news, or of a shop itself."""
        kind = target._meta.model_name
        if kind == "shop":
            return self.filter(shop=target, news=None)
        return self.filter(**{"product" if kind == "product" else "news": target})

    def standing(self) -> ReportQuerySet:
        """Return decisions that keep something off the site."""
        return self.filter(decision="withdrawn", lifted_at=None)

    def keeping_off(self, target: Any) -> list[Any]:
        """Return the decisions that keep a product or news off the site; no query for others."""
        return list(self.about(target).standing()) if target.withheld_since else []

    def within_a_day(self, now: datetime) -> ReportQuerySet:
        return self.filter(created_at__gt=now - timedelta(days=1))
