"""Pre-orders for a few days: Christmas logs, Easter lambs, king cakes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PreorderCampaign(models.Model):
    """On these days a shop hands over what was ordered in time, so much a day."""

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="campaigns")
    name = models.CharField(_("name"), max_length=60)
    # ISO dates in order: the days of collection.
    days = models.JSONField(_("days of collection"))
    # Kept beside `days` for the database: the horizon and the end of the campaign.
    last_day = models.DateField(editable=False)
    opens_at = models.DateTimeField(_("orders from"))
    closes_at = models.DateTimeField(_("orders until"))

    class Meta:
        verbose_name = _("pre-order campaign")
        verbose_name_plural = _("pre-order campaigns")
        ordering = ["-last_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="shop_catalogue_campaign_closes_later",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def dates(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.days]

    def takes_orders_at(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


class CampaignProduct(models.Model):
    """A product of a campaign, and how many of it are made for each of its days."""

    campaign = models.ForeignKey(PreorderCampaign, models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="campaign_lines")
    quantity = models.PositiveIntegerField(_("a day"))

    class Meta:
        verbose_name = _("product of a campaign")
        verbose_name_plural = _("products of campaigns")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "campaign", "product", name="shop_catalogue_campaign_product_once"
            ),
        ]

    def __str__(self):
        return f"{self.campaign}: {self.product}"
