"""Where the photos of news are stored, and which are in use."""

from __future__ import annotations

from collections.abc import Collection

from shops.news.models import NewsItem

FOLDER = "news"


def used_among(names: Collection[str]) -> set[str]:
    """Return which of these originals news show, withdrawn ones too: they may be put back."""
    return set(NewsItem.objects.filter(picture__in=names).values_list("picture", flat=True))
