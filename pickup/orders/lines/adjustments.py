"""What became of a line between the order and its hand-over, step by step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LineAdjustment(models.Model):
    """A line that comes to something else than was ordered, and whether the shopper agrees.

    Rows are only ever added to; the answer is written into its question once. The last one that
    is settled says what the line comes to. Prices are TTC and of the whole line.
    """

    class Kind(models.TextChoices):
        SHORTAGE = "shortage", _("Missing")
        SUBSTITUTE = "substitute", _("Replaced")
        WEIGHT = "weight", _("Weighed")
        # Handed over at the price announced: the scales never spoke.
        UNWEIGHED = "unweighed", _("Not weighed")

    class Consent(models.TextChoices):
        NOT_NEEDED = "not_needed", _("No question needed")
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Refused")
        # A later word of the shop took its place, or the order ended without an answer.
        DROPPED = "dropped", _("No longer asked")
        # Gone with its order as the shop had it ready, while a question was open.
        UNANSWERED = "unanswered", _("Handed over without an answer")

    line = models.ForeignKey("order.Line", models.CASCADE, related_name="adjustments")
    kind = models.CharField(max_length=10, choices=Kind)
    from_quantity = models.PositiveIntegerField()
    to_quantity = models.PositiveIntegerField()
    from_price = models.DecimalField(max_digits=12, decimal_places=2)
    to_price = models.DecimalField(max_digits=12, decimal_places=2)
    # What the line held then, and what is proposed instead, in the words of that day.
    title = models.CharField(max_length=255)
    substitute = models.ForeignKey(
        "catalogue.Product", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What is kept of its day, where it is made so many a day; the line's, once agreed to.
    quota = models.ForeignKey(
        "shop_catalogue.DailyQuota", models.PROTECT, null=True, blank=True, related_name="+"
    )
    substitute_title = models.CharField(max_length=255, blank=True)
    grams = models.PositiveIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    consent = models.CharField(max_length=10, choices=Consent)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who took the answer down at the counter, or the shopper where signed in.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at_counter = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("change of an order's line")
        verbose_name_plural = _("changes of orders' lines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "line", condition=Q(consent="asked"), name="orders_one_open_question_a_line"
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["asked", "not_needed", "unanswered"], answered_at=None)
                | Q(consent__in=["agreed", "refused", "dropped"], answered_at__isnull=False),
                name="orders_adjustment_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="substitute", substitute__isnull=False)
                | (~Q(kind="substitute") & Q(substitute=None)),
                name="orders_adjustment_names_its_substitute",
            ),
        ]

    def __str__(self):
        return f"{self.line_id}: {self.kind}, {self.consent}"

    @property
    def is_open(self) -> bool:
        return self.consent == self.Consent.ASKED
