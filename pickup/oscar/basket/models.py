"""Oscar's basket; which shop and which slot is pickup.orders' matter."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from shops.catalogue.collection import campaigns_to_come
from shops.catalogue.options.choosing import Choice, look_again
from shops.catalogue.options.model import options_of


class Basket(AbstractBasket):
    def all_lines(self):
        """Return the lines with all that prices and slots ask of them, in a few queries."""
        if self.id is None:
            return self.lines.model.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(
                    "product__shop__territory",
                    "product__shop__town",
                    "product__parent",
                    "product__collection_terms",
                    "product__service_terms__resource",
                    "stockrecord__partner",
                )
                .prefetch_related(
                    "product__shop__vat_statuses",
                    campaigns_to_come(timezone.localdate(), of="product"),
                )
                .order_by("pk")
            )
        return self._lines

    @property
    def currency(self):
        """Return the one currency of the site; Oscar would read all lines to learn it."""
        return settings.OSCAR_DEFAULT_CURRENCY

    @property
    def num_lines(self):
        """Count without a query: the lines are needed anyway, and may be one shop's part."""
        return len(self.all_lines())


class Line(AbstractLine):
    """Units of one product with the same options."""

    # As they were when chosen; `choice` says what has become of them.
    options = models.JSONField(default=list, blank=True)

    class Meta(AbstractLine.Meta):
        pass

    @cached_property
    def choice(self) -> Choice:
        return look_again(options_of(self.product), self.options)

    @property
    def extra_price(self) -> Decimal:
        """Return what the options add to a unit, TTC, at today's prices."""
        return self.choice.extra_price


from oscar.apps.basket.models import *  # noqa: E402  (Oscar's way: own models first)
