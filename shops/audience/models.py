"""How often shops and products are looked at and called: numbers, and nobody behind them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shops.audience.queries import DailyCountQuerySet

# What one row can reach in a day: beyond it somebody counts for sport.
DAY_LIMIT = 20_000


class DailyCount(models.Model):
    """How many times something happened on a wall date of the shop's zone.

    Without a product it happened on the shop's own page.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("Page seen")
        CALL = "call", _("Telephone number tapped")

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="daily_counts")
    product = models.ForeignKey(
        "catalogue.Product", models.CASCADE, null=True, blank=True, related_name="daily_counts"
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind)
    count = models.PositiveIntegerField(_("times"), default=0)

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                "shop",
                "day",
                "kind",
                condition=Q(product__isnull=True),
                name="shop_audience_shop_once_a_day",
            ),
            models.UniqueConstraint(
                "product",
                "day",
                "kind",
                condition=Q(product__isnull=False),
                name="shop_audience_product_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=0) & Q(count__lte=DAY_LIMIT),
                name="shop_audience_count_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["view", "call"]), name="shop_audience_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["shop", "day"], name="shop_audience_by_shop")]

    def __str__(self):
        return f"{self.shop_id} {self.day} {self.kind}: {self.count}"
