"""Long lists, a page at a time."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 12


def page_of(things, request: HttpRequest) -> Page:
    """Return the page that the address asks for, or the nearest there is."""
    return Paginator(things, PAGE_SIZE).get_page(request.GET.get("page"))
