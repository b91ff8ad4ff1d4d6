"""Walks, with the shops on the way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from marketplace.pages.blocks import StopBlock
from marketplace.pages.fields import BlocksField
from marketplace.pages.listing import page_of
from marketplace.pages.models.base import StoryPage


class WalkIndex(StoryPage):
    content_panels = [*StoryPage.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.WalkPage"]
    template = "pages/walk_index.html"

    class Meta:
        verbose_name = _("walks")
        verbose_name_plural = _("walks")

    def get_context(self, request, *args, **kwargs):
        walks = WalkPage.objects.live().child_of(self).order_by("minutes", "title")
        shown = walks.select_related("town", "picture").prefetch_related("picture__renditions")
        context = super().get_context(request, *args, **kwargs)
        return context | {"shown": page_of(shown, request)}


class WalkPage(StoryPage):
    class Difficulty(models.TextChoices):
        EASY = "easy", _("Easy, for all")
        MEDIUM = "medium", _("Some slopes")
        HARD = "hard", _("For good walkers")

    distance_km = models.DecimalField(
        _("distance, in km"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.1"))],
    )
    minutes = models.PositiveSmallIntegerField(
        _("duration, in minutes"), validators=[MinValueValidator(1)]
    )
    climb_m = models.PositiveSmallIntegerField(_("climb, in metres"), null=True, blank=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.EASY
    )
    start = models.CharField(_("start"), max_length=150)
    town = models.ForeignKey(
        "territories.Town",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("town"),
    )
    stops = BlocksField(
        [("stop", StopBlock())],
        blank=True,
        verbose_name=_("stops"),
        help_text=_("In the order in which one comes by."),
    )

    content_panels = [
        *StoryPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("start"),
                FieldPanel("town"),
                FieldPanel("distance_km"),
                FieldPanel("minutes"),
                FieldPanel("climb_m"),
                FieldPanel("difficulty"),
            ],
            heading=_("The walk"),
        ),
        FieldPanel("stops"),
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.WalkIndex"]
    subpage_types: list[str] = []
    template = "pages/walk_page.html"

    class Meta:
        verbose_name = _("walk")
        verbose_name_plural = _("walks")

    @property
    def kind_label(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def shops(self) -> list:
        """Return the shops of the stops, each once, in the order of the way."""
        found = [stop.value["shop"] for stop in self.stops if stop.value.get("shop")]
        return list(dict.fromkeys(found))

    def words(self) -> list[str]:
        stops = self.stops.stream_block.get_searchable_content(self.stops)
        return [*super().words(), self.start, *stops]
