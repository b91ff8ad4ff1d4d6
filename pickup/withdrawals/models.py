"""What somebody declared to withdraw from; the declaration itself is never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pickup.withdrawals.queries import WithdrawalQuerySet


class Withdrawal(models.Model):
    """One declaration of withdrawal from an order or some of its lines (C. conso. L221-21)."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="withdrawals")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=100)
    # Where the receipt goes: an address, or the telephone of who left nothing else.
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    # Whether the goods were with the shopper: then there is something to bring back and refund.
    after_collection = models.BooleanField()
    # What was declared, word for word as the receipt repeats it.
    content = models.JSONField()
    refund_by = models.DateField()
    # Two ticks of the shop, without amount or means of payment (CGI 286 I 3 bis).
    returned_on = models.DateField(null=True, blank=True)
    refunded_on = models.DateField(null=True, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="withdrawals_receipt_has_an_address"
            ),
            models.CheckConstraint(
                condition=Q(after_collection=True) | Q(returned_on=None, refunded_on=None),
                name="withdrawals_nothing_comes_back_before_collection",
            ),
        ]

    def __str__(self):
        return f"{self.order_id}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_settled(self) -> bool:
        return not self.after_collection or self.refunded_on is not None


class WithdrawnLine(models.Model):
    """A line that a withdrawal names, whole; each line at most once."""

    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, related_name="lines")
    line = models.OneToOneField("order.Line", models.PROTECT, related_name="withdrawn")

    class Meta:
        verbose_name = _("withdrawn line")
        verbose_name_plural = _("withdrawn lines")

    def __str__(self):
        return f"{self.withdrawal}: {self.line_id}"


class WrongLookup(models.Model):
    """A number and an address that opened no order; counted, so that nobody tries them all."""

    territory = models.ForeignKey("territories.Territory", models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("wrong look-up of an order")
        verbose_name_plural = _("wrong look-ups of orders")
        indexes = [
            models.Index(fields=["territory", "at"], name="withdrawals_lookup_by_day"),
            models.Index(fields=["number", "at"], name="withdrawals_lookup_by_number"),
        ]

    def __str__(self):
        return f"{self.number} {self.at:%Y-%m-%d %H:%M}"
