"""Short news that a shop tells on its own page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shops.news.queries import NewsQuerySet

MAX_TITLE = 100
MAX_TEXT = 1500


class NewsItem(models.Model):
    """One piece of news: a title, a few lines of plain text, at most one photo."""

    class Status(models.TextChoices):
        PUBLISHED = "published", _("Online")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="news")
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    text = models.TextField(_("text"))
    # The storage name of an original; empty without a photo.
    picture = models.CharField(_("photo"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PUBLISHED)
    # The first time; putting a piece of news back makes it no newer.
    published_at = models.DateTimeField(_("published"))
    changed_at = models.DateTimeField(_("changed"))
    # Who follows the shop is written to once: when that was asked for, and when all was written.
    mail_asked_at = models.DateTimeField(_("mail asked for"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    # Taken off the site by a decision on a report, until the decision is lifted.
    withheld_since = models.DateTimeField(_("withheld since"), null=True, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news of a shop")
        verbose_name_plural = _("news of shops")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mailed_at=None) | Q(mail_asked_at__isnull=False),
                name="shop_news_mailed_when_asked",
            ),
            models.CheckConstraint(
                condition=Q(withheld_since=None) | ~Q(status="published"),
                name="shop_news_withheld_is_not_shown",
            ),
        ]
        indexes = [models.Index(fields=["shop", "-published_at"], name="shop_news_latest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("storefront:news_item", args=[self.shop.slug, self.pk])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED
