"""News: what happens, and who lives here."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from marketplace.pages.listing import page_of
from marketplace.pages.models.base import StoryPage


def today() -> date:
    return timezone.localdate()


class ArticleIndex(StoryPage):
    content_panels = [*StoryPage.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ArticlePage"]
    template = "pages/article_index.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.live().child_of(self).order_by("-day", "-pk")
        shown = articles.select_related("town", "picture").prefetch_related("picture__renditions")
        context = super().get_context(request, *args, **kwargs)
        return context | {"shown": page_of(shown, request)}


class ArticlePage(StoryPage):
    class Kind(models.TextChoices):
        NEWS = "news", _("News item")
        PORTRAIT = "portrait", _("Portrait")
        KNOW_HOW = "know_how", _("Know-how")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    day = models.DateField(_("date"), default=today)
    town = models.ForeignKey(
        "territories.Town",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("town"),
    )

    content_panels = [
        *StoryPage.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("day"), FieldPanel("town")]),
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.ArticleIndex"]
    subpage_types: list[str] = []
    template = "pages/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    def words(self) -> list[str]:
        return [*super().words(), self.town.name if self.town else ""]
