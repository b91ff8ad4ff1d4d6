"""What a shopper asked a list for: words, category, towns, shops, today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.validators import slug_re
from django.http import QueryDict

from shops.catalogue.queries import ProductQuerySet
from shops.catalogue.search import normalise
from shops.models import Shop

TODAY = "aujourdhui"
MAX_WORDS_LENGTH = 100
MAX_CHOICES = 50


@dataclass(frozen=True)
class Selection:
    words: str = ""
    category: Any = None
    towns: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    today: bool = False

    @classmethod
    def from_query(cls, query: QueryDict, *, category=None, words: str = "") -> Selection:
        """Read the filters of an address; what is unknown selects nothing, it is no error."""
        return cls(
            words=words,
            category=category,
            towns=_slugs(query.getlist("commune")),
            shops=_slugs(query.getlist("commerce")),
            today=query.get("quand") == TODAY,
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.towns or self.shops or self.today)


@dataclass(frozen=True)
class Choice:
    """One box to tick: its value in the address, its label, how many products stand behind it."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Facet:
    name: str
    choices: tuple[Choice, ...]

    @property
    def in_use(self) -> bool:
        return any(choice.checked for choice in self.choices)


def words_of(query: QueryDict) -> str:
    return query.get("q", "").replace("\x00", "").strip()[:MAX_WORDS_LENGTH]


def asked_for(products: ProductQuerySet, selection: Selection) -> ProductQuerySet:
    """Keep what words and category ask for: the facets count over these."""
    if selection.category:
        products = products.in_category(selection.category)
    return products.matching(selection.words)


def narrowed(shops: list[Shop], selection: Selection) -> list[Shop]:
    """Keep the shops that the ticked boxes leave."""
    return [
        shop
        for shop in shops
        if (not selection.towns or shop.town.slug in selection.towns)
        and (not selection.shops or shop.slug in selection.shops)
    ]


def facets_of(
    shops: Iterable[Shop], counts: Counter[int], selection: Selection
) -> dict[str, Facet]:
    """Return the boxes of towns and shops, with `counts` of products by shop; no empty box."""
    shops = list(shops)
    towns: dict[str, tuple[str, int]] = {}
    for shop in shops:
        _name, count = towns.get(shop.town.slug, ("", 0))
        towns[shop.town.slug] = (shop.town.name, count + counts[shop.pk])
    town_rows = sorted(((slug, *row) for slug, row in towns.items()), key=lambda row: row[1])
    shop_rows = [(shop.slug, shop.name, counts[shop.pk]) for shop in shops]
    return {
        "towns": Facet("commune", _choices(town_rows, selection.towns)),
        "shops": Facet("commerce", _choices(shop_rows, selection.shops)),
    }


def matching_shops(shops: Iterable[Shop], words: str) -> list[Shop]:
    """Return the shops whose name, trade or town hold every word."""
    wanted = normalise(words).split()
    if not wanted:
        return []
    return [shop for shop in shops if all(word in _words_of(shop) for word in wanted)]


def _choices(rows: Iterable[tuple[str, str, int]], ticked: tuple[str, ...]) -> tuple[Choice, ...]:
    choices = [Choice(value, label, count, value in ticked) for value, label, count in rows]
    return tuple(choice for choice in choices if choice.count or choice.checked)


def _words_of(shop: Shop) -> str:
    return normalise(f"{shop.name} {shop.trade} {shop.town.name}")


def _slugs(values: list[str]) -> tuple[str, ...]:
    """Keep what can be a slug, at most as many as a page offers: the rest is no choice of it."""
    return tuple(value for value in values if slug_re.fullmatch(value))[:MAX_CHOICES]
