"""The columns of a notice: of a shop's pickup point, and of a product that asks for more."""

from __future__ import annotations

from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shops.models.hours import WEEKDAYS
from shops.notice import Notice

MAX_DAYS = 60


class NoticeFields(models.Model):
    """Until when one can order; see shops.notice."""

    lead_time_minutes = models.PositiveIntegerField(_("time to prepare, in minutes"), default=0)
    order_days = models.PositiveSmallIntegerField(
        _("days before"), null=True, blank=True, validators=[MaxValueValidator(MAX_DAYS)]
    )
    order_weekday = models.PositiveSmallIntegerField(
        _("day of the week"), null=True, blank=True, choices=WEEKDAYS
    )
    # Wall time of the shop.
    order_at = models.TimeField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(order_at=None, order_days=None, order_weekday=None)
                | Q(order_at__isnull=False, order_days__isnull=False, order_weekday=None)
                | Q(order_at__isnull=False, order_days=None, order_weekday__isnull=False),
                name="%(app_label)s_%(class)s_notice_is_whole",
            )
        ]

    @property
    def notice(self) -> Notice:
        return Notice(
            lead=timedelta(minutes=self.lead_time_minutes),
            at=self.order_at,
            days=self.order_days,
            weekday=self.order_weekday,
        )
