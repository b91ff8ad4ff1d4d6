"""The time of a chair, a table or a room that a line of an order has taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from shops.catalogue.resources import Stretch


class Appointment(models.Model):
    """What a service was when it was ordered, and the time that it holds; units 0: given back."""

    line = models.OneToOneField("order.Line", models.CASCADE, related_name="appointment")
    resource = models.ForeignKey(
        "shop_catalogue.Resource", models.PROTECT, related_name="appointments"
    )
    minutes = models.PositiveSmallIntegerField()
    # How long after its slot it begins: what the order needs the same resource for goes before.
    shift_minutes = models.PositiveIntegerField(default=0)
    start = models.DateTimeField()
    units = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")

    def __str__(self):
        return f"{self.line_id}: {self.start:%Y-%m-%d %H:%M}, {self.minutes} min"

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.resource, self.minutes, self.units, self.shift_minutes)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def own_start(self) -> datetime | None:
        """Return when it begins, where that is later than its slot and the time is held."""
        return self.start if self.shift_minutes and self.units else None
