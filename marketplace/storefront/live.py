"""Live parts of pages: an editor's rule, answered with what the market holds now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from marketplace.storefront import home, queries, ranking
from marketplace.storefront.cards import ProductCard, ShopCard, product_cards, shop_cards
from marketplace.territories.models import Territory
from shops.catalogue.queries import ProductQuerySet
from shops.hours.calendar import calendar_of

SUNDAY = 6
MAX_CARDS = 12


def live_products(
    territory: Territory,
    *,
    rule: str,
    now: datetime,
    category: Any = None,
    picked: Iterable = (),
    count: int = 8,
) -> dict[str, Any]:
    """Return the cards of products that a rule names, of this territory alone.

    Rules: today, sunday, category, picked, newest; one that is unknown shows nothing.
    """
    if rule == "today":
        shown = home.home_products(territory, now=now)
        heading = _("To collect today") if shown["all_today"] else _("Next collections")
        return {
            "cards": shown["cards"][:count],
            "heading": heading,
            "is_today": shown["all_today"],
        }
    products = queries.shown_products(territory)
    asked: dict[str, Callable[[], ProductQuerySet]] = {
        "sunday": lambda: products.filter(shop__in=_open_on_sunday(territory, now)),
        "category": lambda: products.in_category(category) if category else products.none(),
        "picked": lambda: products.filter(pk__in=_keys(picked)),
        "newest": lambda: products,
    }
    found = asked.get(rule, products.none)()
    cards = _product_cards(territory, found, newest=rule == "newest", count=count, now=now)
    if rule == "picked":
        cards = _in_order(cards, picked, lambda card: card.product.pk)
    return {"cards": cards, "heading": _product_heading(rule, category)}


def live_shops(
    territory: Territory,
    *,
    rule: str,
    now: datetime,
    town: Any = None,
    picked: Iterable = (),
    count: int = 4,
) -> dict[str, Any]:
    """Return the cards of shops that a rule names, of this territory alone.

    Rules: open_now, sunday, town, picked; one that is unknown shows nothing.
    """
    shops = queries.shops_with_hours(territory)
    if rule == "open_now":
        return _open_now(shop_cards(shops, now=now), count=count)
    asked = {
        "sunday": lambda: shops.filter(pk__in=_open_on_sunday(territory, now)),
        "town": lambda: shops.filter(town=town) if town else shops.none(),
        "picked": lambda: shops.filter(pk__in=_keys(picked)),
    }
    cards = shop_cards(asked.get(rule, shops.none)(), now=now)
    if rule == "picked":
        cards = _in_order(cards, picked, lambda card: card.shop.pk)
    return {"cards": cards[:count], "heading": _shop_heading(rule, town)}


def next_sunday(now: datetime, territory: Territory) -> date:
    """Return the Sunday that is, or comes next, in the territory's zone."""
    today = now.astimezone(territory.zone).date()
    return today + timedelta(days=(SUNDAY - today.weekday()) % 7)


def _open_on_sunday(territory: Territory, now: datetime) -> list[int]:
    sunday = next_sunday(now, territory)
    return [
        shop.pk for shop in queries.shops_with_hours(territory) if calendar_of(shop).on(sunday)
    ]


def _product_cards(
    territory: Territory, products: ProductQuerySet, *, newest: bool, count: int, now: datetime
) -> list[ProductCard]:
    shops = ranking.answering_shops(territory, now=now)
    if newest:
        shown = ranking.dressed(list(products.order_by("-date_created", "-pk")[:count]), shops)
    else:
        shown, _total = ranking.turns_of_shops(products, shops, limit=count)
    return product_cards(shown, now=now)


def _open_now(cards: list[ShopCard], *, count: int) -> dict[str, Any]:
    open_now = [card for card in cards if card.status.is_open]
    shut = [card for card in cards if card.status.changes_at and not card.status.is_open]
    soon = sorted(shut, key=lambda card: card.status.changes_at)
    heading = _("Open now") if open_now else _("Opening soon")
    return {"cards": (open_now + soon)[:count], "heading": heading}


def _product_heading(rule: str, category: Any) -> str:
    if rule == "category" and category:
        return category.name
    return {"sunday": _("Open on Sunday"), "newest": _("Just arrived")}.get(rule, _("Our choice"))


def _shop_heading(rule: str, town: Any) -> str:
    if rule == "town" and town:
        return _("Shops of %(town)s") % {"town": town.name}
    return _("Open on Sunday") if rule == "sunday" else _("Our shops")


def _keys(things: Iterable) -> list[int]:
    """Return keys of chosen things; one that is gone has left an empty place."""
    return [thing.pk for thing in things if thing is not None][:MAX_CARDS]


def _in_order(cards: list, picked: Iterable, key: Callable[[Any], int]) -> list:
    places = {pk: place for place, pk in enumerate(_keys(picked))}
    return sorted(cards, key=lambda card: places[key(card)])
