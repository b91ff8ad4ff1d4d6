"""The links of header and footer: two queries for both, once a version of the territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from marketplace.pages.models import Navigation
from marketplace.pages.territory import home_of
from marketplace.territories import versions

MENU_PAGES = 3
# As long as a public page: what a lost notice of a change could leave behind ends here.
KEPT_SECONDS = 300
_CACHED = "_pages_menus"


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Column:
    title: str
    links: list[Link]


@dataclass(frozen=True)
class Menus:
    """`main` is None where the editors set none: the template then shows its own and `pages`."""

    main: list[Link] | None
    pages: list[Link]
    columns: list[Column]
    sentence: str


def menus_of(request: HttpRequest) -> Menus:
    """Return a territory's menus, worked out once a request at most."""
    if not hasattr(request, _CACHED):
        setattr(request, _CACHED, _kept_menus(request))
    return getattr(request, _CACHED)


def _kept_menus(request: HttpRequest) -> Menus:
    """Keep the menus like public pages: until something that visitors see changes."""
    version = versions.version_of(request.territory.pk) if settings.PAGE_CACHE else None
    if version is None:
        return _menus(request)
    key = f"menus-{version}-{get_language()}"
    menus = versions.read(key)
    if menus is None:
        menus = _menus(request)
        versions.write(key, menus, seconds=KEPT_SECONDS)
    return menus


def _menus(request: HttpRequest) -> Menus:
    home = home_of(request)
    if home is None:
        return Menus(None, [], [], "")
    setting = Navigation.objects.filter(site=Site.find_for_request(request)).first()
    main = list(_values(setting.main_menu)) if setting else []
    columns = list(_values(setting.footer_columns)) if setting else []
    footer = [_values_of_list(column["links"]) for column in columns]
    pages = _linked_pages(home, [*main, *(link for links in footer for link in links)], main)
    return Menus(
        main=_links(main, pages, request) if main else None,
        pages=[Link(page.get_url(request), page.title) for page in pages.values() if page.shown],
        columns=[
            Column(column.get("title") or "", _links(links, pages, request))
            for column, links in zip(columns, footer, strict=True)
        ],
        sentence=setting.footer_sentence if setting else "",
    )


def _linked_pages(home: Page, links: list[dict[str, Any]], main: list) -> dict[int, Page]:
    """Return by key the live pages that links name, and those that menus show by themselves."""
    keys = [link["page"] for link in links if link.get("page")]
    live = Page.objects.live().descendant_of(home, inclusive=True)
    named = live.filter(pk__in=keys)
    if main:
        found, own = list(named), set()
    else:
        in_menu = live.filter(show_in_menus=True, depth=home.depth + 1)
        found = list((named | in_menu).order_by("path"))
        own = {page.pk for page in found if page.show_in_menus and page.depth == home.depth + 1}
    for page in found:
        page.shown = page.pk in own
    return {page.pk: page for page in found}


def _links(links: Iterable[dict], pages: dict[int, Page], request: HttpRequest) -> list[Link]:
    """Return links with an address and words; a page that is gone or hidden is left out."""
    found = []
    for link in links:
        page = pages.get(link.get("page") or 0)
        url = page.get_url(request) if page else link.get("address")
        label = link.get("label") or (page.title if page else "")
        if url and label:
            found.append(Link(url, label))
    return found


def _values(stream) -> Iterable[dict[str, Any]]:
    """Yield the stored values of a stream, without fetching the pages they name one by one."""
    return (child["value"] for child in stream.raw_data)


def _values_of_list(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item.get("value", item) for item in items]
