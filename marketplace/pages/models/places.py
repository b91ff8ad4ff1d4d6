"""A town's page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from marketplace.pages.models.base import StoryPage


class TownPage(StoryPage):
    """What a town tells of itself; its shops and events come by themselves."""

    town = models.ForeignKey(
        "territories.Town", models.PROTECT, related_name="+", verbose_name=_("town")
    )

    content_panels = [*StoryPage.content_panels, FieldPanel("town"), FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    template = "pages/town_page.html"

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")

    @property
    def kind_label(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def summary(self) -> str:
        return super().summary or self.town.intro
