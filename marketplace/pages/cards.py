"""What the card of a page shows, worked out before the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from marketplace.pages.models import (
    ArticlePage,
    EventPage,
    SelectionPage,
    StoryPage,
    TownPage,
    WalkPage,
)
from marketplace.pages.territory import home_of
from marketplace.pages.words import say_duration, say_long_date, say_occurrence


@dataclass(frozen=True)
class StoryCard:
    """`about` says the kind and when, where or how long; `page` is a StoryPage."""

    page: Any
    url: str
    about: str


def story_cards(pages: Iterable[StoryPage], request: HttpRequest) -> list[StoryCard]:
    return [StoryCard(page, page.get_url(request), about(page, request)) for page in pages]


def about(page: StoryPage, request: HttpRequest) -> str:
    """Say what a page is, in a line: « Marché · samedi 28 novembre, 8 h – 13 h »."""
    facts = [capfirst(page.kind_label), *_facts(page, request)]
    return " · ".join(str(fact) for fact in facts if fact)


def _facts(page: StoryPage, request: HttpRequest) -> list[Any]:
    if isinstance(page, EventPage):
        occurrence = getattr(page, "occurrence", None)
        when = say_occurrence(occurrence, zone=request.territory.zone) if occurrence else ""
        return [when, page.town]
    if isinstance(page, WalkPage):
        km = _("%(km)s km") % {"km": _decimal(page.distance_km)}
        return [f"{say_duration(page.minutes)}, {km}", page.town]
    if isinstance(page, ArticlePage):
        return [page.town or say_long_date(page.day)]
    return []


def _decimal(number) -> str:
    return number_format(number.normalize() if number % 1 else int(number))


def coming_events(home: Page, *, now: datetime, zone, **filters: Any) -> list[EventPage]:
    """Return the territory's events to come, the next first."""
    events = EventPage.objects.live().descendant_of(home).filter(**filters)
    return events.for_cards().coming(now=now, zone=zone)


def latest_articles(home: Page, **filters: Any):
    articles = ArticlePage.objects.live().descendant_of(home).filter(**filters)
    return _for_cards(articles.order_by("-day", "-pk"))


def latest_walks(home: Page, **filters: Any):
    walks = WalkPage.objects.live().descendant_of(home).filter(**filters)
    return _for_cards(walks.order_by("-first_published_at", "-pk"))


def towns_of(home: Page):
    return _for_cards(TownPage.objects.live().descendant_of(home).order_by("title"))


def season_of(home: Page, *, today: date) -> SelectionPage | None:
    """Return the selection in season; of several, the one that began last."""
    live = SelectionPage.objects.live().descendant_of(home)
    in_season = live.filter(first_day__lte=today, last_day__gte=today)
    return in_season.select_related("picture").order_by("-first_day", "-pk").first()


def _for_cards(pages):
    towned = "town" in {field.name for field in pages.model._meta.get_fields()}
    relations = ["picture", "town"] if towned else ["picture"]
    return pages.select_related(*relations).prefetch_related("picture__renditions")


def index_url(label: str, request: HttpRequest) -> str:
    """Return the address of the territory's first index of that model; empty without one."""
    home = home_of(request)
    pages = Page.objects.live().child_of(home).type(apps.get_model(label))
    found = pages.order_by("path").first()
    return found.get_url(request) if found else ""
