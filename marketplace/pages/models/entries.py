"""Where pages are found: one row a page, of whatever type, in folded words."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PageEntry(models.Model):
    """What the search knows of a published page; `marketplace.pages.entries` keeps it."""

    page = models.OneToOneField(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="entry")
    title = models.TextField(editable=False)
    text = models.TextField(editable=False)
    summary = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = "entry of the page search"
        verbose_name_plural = "entries of the page search"

    def __str__(self):
        return str(self.page_id)
