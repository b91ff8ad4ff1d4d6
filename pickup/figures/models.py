"""What figures cannot be worked out from orders: calls made, letters declined, days gone by."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ShopCall(models.Model):
    """Somebody of the association telephoned a shop; only ever added to."""

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="calls")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("called on"))
    # What the desk read as the reason, in its words of that day.
    reason = models.TextField(_("why"), blank=True)
    note = models.TextField(_("what was said"), blank=True)

    class Meta:
        verbose_name = _("call to a shop")
        verbose_name_plural = _("calls to shops")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["shop", "at"], name="figures_call_by_shop")]

    def __str__(self):
        return f"{self.shop} {self.at:%Y-%m-%d}"


class LetterChoice(models.Model):
    """Whether a shop wants the monthly letter; without a row it does."""

    shop = models.OneToOneField("shops.Shop", models.CASCADE, related_name="letter_choice")
    wanted = models.BooleanField(_("wants the monthly letter"), default=True)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("choice on the monthly letter")
        verbose_name_plural = _("choices on the monthly letter")

    def __str__(self):
        return f"{self.shop}: {self.wanted}"


class Snapshot(models.Model):
    """A territory's catalogue on one evening: it cannot be reckoned afterwards."""

    territory = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    products = models.PositiveIntegerField(_("products"))
    stale = models.PositiveIntegerField(_("products left alone"))

    class Meta:
        verbose_name = _("state of a catalogue")
        verbose_name_plural = _("states of catalogues")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint("territory", "day", name="figures_snapshot_once_a_day"),
            models.CheckConstraint(
                condition=Q(stale__lte=F("products")), name="figures_stale_within_products"
            ),
        ]

    def __str__(self):
        return f"{self.territory} {self.day}"
