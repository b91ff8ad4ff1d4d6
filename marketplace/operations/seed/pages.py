"""A territory's pages: towns, news, events, walks and the selection of the season.

What stands is left alone, whatever an editor made of it; a season gets pages of its own year, and
an event that is over is announced anew.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.images import ImageFile
from oscar.core.loading import get_model
from wagtail.models import Page

from marketplace.operations.seed.calendar import MARK, christmas_eve, date_text
from marketplace.operations.seed.content import picture_path
from marketplace.operations.seed.pictures import on_wide_ground
from marketplace.pages.models import (
    ArticleIndex,
    ArticlePage,
    EventIndex,
    EventPage,
    PageImage,
    SelectionPage,
    TextPage,
    TownPage,
    WalkIndex,
    WalkPage,
)
from marketplace.pages.services import team_of
from marketplace.territories.models import Territory, Town
from shops.models import Shop

Category = get_model("catalogue", "Category")

WEEK = 7
SEASON_BEGINS = (11, 15)  # month and day


def seed_pages(territory: Territory, content: dict[str, Any], *, now: datetime) -> None:
    """Make what is missing of a territory's pages; days count from the day of `now`."""
    if content:
        _Pages(territory, now.astimezone(territory.zone).date()).make(content)


class _Pages:
    """The pages of one territory as of one day."""

    def __init__(self, territory: Territory, today: date):
        self.territory, self.today = territory, today
        self.eve = christmas_eve(today)
        self.home = Page.objects.get(pk=territory.site.root_page_id)

    def make(self, content: dict[str, Any]) -> None:
        for facts in content.get("towns", []):
            self._town(facts)
        for facts in content.get("texts", []):
            body = facts["text"].strip()
            self._add(self.home, TextPage(title=facts["title"], body=body), facts["slug"])
        for facts in content.get("selections", []):
            self._selection(facts)
        self._below(ArticleIndex, "actualites", "Actualités", content, "articles", self._article)
        self._below(EventIndex, "agenda", "Agenda", content, "events", self._event)
        self._below(WalkIndex, "balades", "Balades", content, "walks", self._walk)

    def _below(self, model, slug: str, title: str, content, kind: str, make) -> None:
        """Fill a list of pages, making the list itself at need."""
        if content.get(kind):
            known = model.objects.child_of(self.home).first()
            index = known or self._add(self.home, model(title=title, show_in_menus=True), slug)
            for facts in content[kind]:
                make(index, facts)

    def _town(self, facts: dict[str, Any]) -> None:
        town = self._town_of(facts)
        if town and not TownPage.objects.child_of(self.home).filter(town=town).exists():
            self._add(self.home, TownPage(town=town, **self._story(facts | {"title": town.name})))

    def _selection(self, facts: dict[str, Any]) -> None:
        category = Category.objects.get(slug=facts["category"])
        story = self._story(facts)
        rule = {"rule": "category", "category": category, "products": [], "count": 12}
        story["body"] = [*story["body"], ("products", rule)]
        begins = date(self.eve.year, *SEASON_BEGINS)
        page = SelectionPage(first_day=begins, last_day=self.eve, **story)
        self._add(self.home, page, f"{facts['slug']}-{self.eve.year}")

    def _article(self, index: Page, facts: dict[str, Any]) -> None:
        day = self.today - timedelta(days=facts["days_ago"])
        story = self._story(facts)
        page = ArticlePage(kind=facts["kind"], day=day, town=self._town_of(facts), **story)
        self._add(index, page, self._slug(facts))

    def _event(self, index: Page, facts: dict[str, Any]) -> None:
        weekly = facts.get("weekly", False)
        first = self._first_day(facts)
        announced = EventPage.objects.child_of(index).filter(slug__startswith=facts["slug"])
        coming = announced if weekly else announced.filter(first_day__gte=min(first, self.today))
        if coming.exists():
            return
        page = EventPage(
            kind=facts["kind"],
            first_day=first,
            starts=time.fromisoformat(facts["starts"]),
            ends=time.fromisoformat(facts["ends"]),
            is_weekly=weekly,
            place=facts["place"],
            town=self._town_of(facts),
            **self._story(facts),
        )
        self._add(index, page, facts["slug"] if weekly else f"{facts['slug']}-{first}")

    def _walk(self, index: Page, facts: dict[str, Any]) -> None:
        shops = {shop.slug: shop for shop in Shop.objects.filter(territory=self.territory)}
        stops = [("stop", stop | {"shop": shops.get(stop["shop"])}) for stop in facts["stops"]]
        same = {name: facts[name] for name in ("minutes", "climb_m", "difficulty", "start")}
        page = WalkPage(
            distance_km=Decimal(facts["distance_km"]),
            town=self._town_of(facts),
            stops=stops,
            **same,
            **self._story(facts),
        )
        self._add(index, page, facts["slug"])

    def _story(self, facts: dict[str, Any]) -> dict[str, Any]:
        intro, text = (date_text(facts[name], day=self.today) for name in ("intro", "text"))
        body = [("text", text.strip())]
        return {
            "title": facts["title"],
            "intro": intro,
            "body": body,
            "picture": self._picture(facts.get("picture", "")),
        }

    def _first_day(self, facts: dict[str, Any]) -> date:
        """Return the first such weekday, from a day counted from today or from Christmas."""
        if "before_christmas" in facts:
            begin = self.eve - timedelta(days=facts["before_christmas"])
        else:
            begin = self.today + timedelta(days=facts["in_days"])
        return begin + timedelta(days=(facts["weekday"] - begin.weekday()) % WEEK)

    def _slug(self, facts: dict[str, Any]) -> str:
        seasonal = MARK in facts["intro"] + facts["text"]
        return f"{facts['slug']}-{self.eve.year}" if seasonal else facts["slug"]

    def _town_of(self, facts: dict[str, Any]) -> Town | None:
        return self.territory.towns.filter(slug=facts.get("town", "")).first()

    def _picture(self, name: str) -> PageImage | None:
        """Return the illustration as a picture of the territory's own folder."""
        folder = team_of(self.territory).collection
        known = PageImage.objects.filter(title=name, collection=folder).first()
        if known or not name or not picture_path(name).exists():
            return known
        file = ImageFile(on_wide_ground(picture_path(name)), name=f"{name}.jpg")
        return PageImage.objects.create(
            title=name, collection=folder, is_decorative=True, file=file
        )

    def _add(self, parent: Page, page: Page, slug: str = "") -> Page:
        """Publish a page below another, unless one stands at its address already."""
        page.slug = slug or page.town.slug
        known = Page.objects.child_of(parent).filter(slug=page.slug).first()
        if known:
            return known
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page
