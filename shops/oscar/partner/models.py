"""Oscar's stock with a mode, and with limits that the database itself holds."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractStockRecord

from shops.exceptions import UnguardedStockChange


class StockRecord(AbstractStockRecord):
    """The one stock row of a sellable product; `price` includes VAT."""

    class Mode(models.TextChoices):
        COUNTED = "counted", _("In stock, counted")
        PER_DAY = "per_day", _("So many a day")
        ON_ORDER = "on_order", _("Made or fetched on order")

    mode = models.CharField(_("stock"), max_length=10, choices=Mode, default=Mode.COUNTED)
    num_allocated = models.IntegerField(_("Number allocated"), default=0)
    # What is made for a day of which nothing else was said (shops.catalogue.models.DailyQuota).
    daily_quantity = models.PositiveIntegerField(_("a day"), null=True, blank=True)
    # Nothing more of it is ordered for this day, whatever the mode.
    sold_out_on = models.DateField(_("sold out on"), null=True, blank=True)

    class Meta(AbstractStockRecord.Meta):
        constraints = [
            models.UniqueConstraint("product", name="partner_stock_one_per_product"),
            models.CheckConstraint(
                condition=Q(num_allocated__gte=0), name="partner_stock_allocated_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(num_in_stock__isnull=True) | Q(num_allocated__lte=F("num_in_stock")),
                name="partner_stock_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(mode="on_order", num_in_stock=None, daily_quantity=None)
                | Q(mode="counted", num_in_stock__isnull=False, daily_quantity=None)
                | Q(mode="per_day", num_in_stock=None, daily_quantity__isnull=False),
                name="partner_stock_mode_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0),
                name="partner_stock_price_positive",
            ),
        ]

    def allocate(self, quantity):
        """Refuse: Oscar's unconditional allocation oversells; stock.take_stock is the guard."""
        raise UnguardedStockChange

    consume_allocation = cancel_allocation = allocate


from oscar.apps.partner.models import *  # noqa: E402  (Oscar's way: own models first)
