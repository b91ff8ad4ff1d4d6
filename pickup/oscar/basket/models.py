"""Oscar's basket; which shop and which slot is pickup.orders' matter."""

from django.utils import timezone
from oscar.apps.basket.abstract_models import AbstractBasket

from shops.catalogue.collection import campaigns_to_come


class Basket(AbstractBasket):
    def all_lines(self):
        """Return the lines with all that prices and pages ask of them, in a few queries."""
        if self.id is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__shop__territory",
                    "product__shop__town",
                    "product__parent",
                    "product__collection_terms",
                    "stockrecord__partner",
                )
                .prefetch_related(
                    "attributes",
                    "product__images",
                    "product__shop__vat_statuses",
                    campaigns_to_come(timezone.localdate(), of="product"),
                )
                .order_by("pk")
            )
        return self._lines

    @property
    def num_lines(self):
        """Count without a query: the lines are needed anyway, and may be one shop's part."""
        return len(self.all_lines())


from oscar.apps.basket.models import *  # noqa: E402  (Oscar's way: own models first)
