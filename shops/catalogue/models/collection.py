"""On which days a product can be collected, and how much of it is made for each."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shops.models.notice import NoticeFields

MAX_HORIZON = 120


class CollectionTerms(NoticeFields):
    """Where a product asks for more than its shop: its days, its own notice, a longer horizon.

    A product without a row is had whenever its shop hands over. Each variant has its own.
    """

    product = models.OneToOneField(
        "catalogue.Product", models.CASCADE, related_name="collection_terms"
    )
    # Digits, 0 for Monday; none: every day.
    weekdays = models.CharField(
        _("weekdays"), max_length=7, blank=True, validators=[RegexValidator(r"^[0-6]*$")]
    )
    # ISO dates; where there are some, these days alone.
    dates = models.JSONField(_("dates"), default=list, blank=True)
    # Every year, both included: month and day count, the year's end may lie between them.
    season_first = models.DateField(_("season from"), null=True, blank=True)
    season_last = models.DateField(_("season to"), null=True, blank=True)
    # How many days ahead one can order; empty: as usual.
    horizon_days = models.PositiveSmallIntegerField(
        _("days ahead"), null=True, blank=True, validators=[MaxValueValidator(MAX_HORIZON)]
    )

    class Meta(NoticeFields.Meta):
        verbose_name = _("collection terms")
        verbose_name_plural = _("collection terms")
        constraints = [
            *NoticeFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(season_first=None, season_last=None)
                | Q(season_first__isnull=False, season_last__isnull=False),
                name="shop_catalogue_season_has_two_ends",
            ),
        ]

    def __str__(self):
        return f"{self.product}"


class DailyQuota(models.Model):
    """What a shop makes of a product for one day, and how much of it is taken.

    Without a row, a day has what the stock record says of every day. `planned` is what the shop
    wants; `quantity` is never below what is taken; `called_off` are units that were planned, until
    the shop said that the day is sold out: they may come back. A day planned apart, as those of a
    campaign are, stays as it is when the shop says anew how much it makes a day.
    """

    stockrecord = models.ForeignKey(
        "partner.StockRecord", models.CASCADE, related_name="daily_quotas"
    )
    day = models.DateField(_("day"))
    planned = models.PositiveIntegerField(_("quantity of the day"))
    quantity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(_("taken"), default=0)
    called_off = models.PositiveIntegerField(default=0)
    apart = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("quantity of a day")
        verbose_name_plural = _("quantities of days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint("stockrecord", "day", name="shop_catalogue_quota_once_a_day"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("quantity")), name="shop_catalogue_quota_never_overtaken"
            ),
        ]

    def __str__(self):
        return f"{self.stockrecord_id} {self.day:%Y-%m-%d}: {self.taken}/{self.planned}"

    @property
    def left(self) -> int:
        return max(self.planned - self.taken, 0)
