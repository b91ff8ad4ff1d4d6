"""Keep the search's entry of a page as the page that visitors see.

Wagtail saves a page whole only when it is published (a draft saves named columns alone), and
tells it by Django's own signal: so imports and seeds are found like what editors write.
"""

from __future__ import annotations

from typing import Any

from marketplace.pages.models import EditedPage, PageEntry
from shops.catalogue.search import normalise


def on_page_saved(
    sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    if issubclass(sender, EditedPage) and update_fields is None and not raw:
        index_page(instance)


def index_page(page: EditedPage) -> None:
    PageEntry.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "title": normalise(page.title),
            "text": normalise(" ".join(page.words())),
            "summary": page.summary,
        },
    )
