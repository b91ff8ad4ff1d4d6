"""Which text is in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from marketplace.territories.models import Territory
    from marketplace.texts.models import TerritoryText


class TerritoryTextQuerySet(models.QuerySet):
    """A territory is given itself, or by its key where only that is at hand."""

    def of_page(self, territory: Territory | int, page: str) -> TerritoryTextQuerySet:
        return self.filter(territory=territory, page=page)

    def in_force(
        self, territory: Territory | int, page: str, *, day: date
    ) -> TerritoryText | None:
        """Return the version of a page on a day; None where the site's own text stands."""
        begun = self.of_page(territory, page).filter(since__lte=day)
        latest = begun.order_by("-since", "-pk").first()
        return latest if latest and latest.text else None
