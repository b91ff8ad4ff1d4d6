"""Which pages: of a territory, coming, past, found by words; and who edits them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from marketplace.accounts.models import User
from shops.catalogue.search import normalise

if TYPE_CHECKING:
    from marketplace.pages.models import EventPage
    from marketplace.territories.models import Territory

ARCHIVED = 60


class EventQuerySet(PageQuerySet):
    """Events, sorted in Python by when they come: a territory has hundreds at most."""

    def for_cards(self) -> EventQuerySet:
        return self.select_related("town", "picture").prefetch_related("picture__renditions")

    def coming(self, *, now: datetime, zone: ZoneInfo) -> list[EventPage]:
        """Return the events that are on or come, the next one first, with their `occurrence`."""
        today = now.astimezone(zone).date()
        once = Q(is_weekly=False) & (Q(first_day__gte=today) | Q(last_day__gte=today))
        weekly = Q(is_weekly=True) & (Q(until=None) | Q(until__gte=today))
        events = list(self.filter(once | weekly))
        for event in events:
            event.occurrence = event.dates.next_occurrence(now=now, zone=zone)
        dated = [event for event in events if event.occurrence]
        return sorted(dated, key=lambda event: (event.occurrence.start, event.pk))

    def past(self, *, now: datetime, zone: ZoneInfo) -> list[EventPage]:
        """Return the events that are over, the latest first, with their last `occurrence`."""
        today = now.astimezone(zone).date()
        over = Q(is_weekly=False, first_day__lte=today) | Q(is_weekly=True, until__lte=today)
        events = list(self.filter(over).order_by("-first_day")[:ARCHIVED])
        for event in events:
            event.occurrence = event.dates.last_occurrence(zone)
        done = [event for event in events if event.occurrence.end <= now]
        return sorted(done, key=lambda event: event.occurrence.end, reverse=True)


EventPageManager = PageManager.from_queryset(EventQuerySet)


def found_pages(home: Page, words: str) -> QuerySet[Page]:
    """Return the live pages of a territory that hold every word, titles first."""
    wanted = normalise(words).split()
    if not wanted:
        return Page.objects.none()
    found = Page.objects.live().descendant_of(home).filter(entry__isnull=False)
    for word in wanted:
        found = found.filter(entry__text__contains=word)
    in_title = Q(*(Q(entry__title__contains=word) for word in wanted))
    rank = Case(When(in_title, then=Value(0)), default=Value(1))
    recent = F("last_published_at").desc(nulls_last=True)
    return found.select_related("entry").order_by(rank, recent, "pk")


def editors_of(territory: Territory) -> QuerySet[User]:
    """Return who edits a territory's pages; `sets_menus`: menu and footer as well."""
    of_desk = User.groups.through.objects.filter(
        user=OuterRef("pk"), group__desk_of__territory=territory
    )
    edits = Q(groups__editors_of__territory=territory) | Q(groups__desk_of__territory=territory)
    people = User.objects.filter(edits).distinct().annotate(sets_menus=Exists(of_desk))
    return people.order_by("last_name", "first_name", "pk")
