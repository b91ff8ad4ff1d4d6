"""A territory's own words on pages that the site ships with; every version is kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.texts.queries import TerritoryTextQuerySet


class TerritoryText(models.Model):
    """One version of one page's text, from a day on; an empty one brings the site's own back."""

    class Page(models.TextChoices):
        TERMS = "terms", _("Terms of use")
        HOW_IT_WORKS = "how_it_works", _("How it works")
        PRIVACY = "privacy", _("Privacy, additions")
        MODEL_TERMS = "model_terms", _("Model terms of sale")

    territory = models.ForeignKey("territories.Territory", models.CASCADE, related_name="texts")
    page = models.CharField(_("page"), max_length=20, choices=Page)
    text = models.TextField(_("text"), blank=True)
    since = models.DateField(_("in force from"))
    written_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = TerritoryTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a territory")
        verbose_name_plural = _("texts of territories")
        ordering = ["-since", "-pk"]
        indexes = [
            models.Index(fields=["territory", "page", "since"], name="texts_in_force_idx"),
        ]

    def __str__(self):
        return f"{self.get_page_display()}, {self.since}"

    @property
    def version(self) -> str:
        """Name the version as orders keep it: the day it began, and which one of that day."""
        return f"{self.since:%Y-%m-%d}/{self.pk}"
