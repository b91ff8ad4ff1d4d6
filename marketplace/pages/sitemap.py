"""The pages that search engines may find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Page

from marketplace.pages.territory import home_of


def page_addresses(request: HttpRequest) -> Iterable[tuple[str, datetime | None]]:
    """Yield the address of each live page of the territory, and when it last changed."""
    home = home_of(request)
    pages = Page.objects.live().descendant_of(home, inclusive=True).order_by("path")
    for page in pages:
        yield page.get_full_url(request), page.last_published_at
