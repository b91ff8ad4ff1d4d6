"""The live parts of the home page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.storefront import queries, ranking
from marketplace.storefront.cards import product_cards, shop_cards
from marketplace.storefront.categories import branches_of, categories_with_products
from marketplace.territories.models import Territory

PRODUCTS = 8
SHOPS = 4
# With fewer than this, « today » would look like an empty shelf.
ENOUGH_TODAY = 4


def home_products(territory: Territory, *, now: datetime) -> dict[str, Any]:
    """Return what can be collected today; where that is too little, what comes next."""
    shown = queries.shown_products(territory)
    shops = ranking.answering_shops(territory, now=now)
    products, total = ranking.turns_of_shops(shown, shops, limit=PRODUCTS)
    cards = product_cards(products, now=now)
    today = [card for card in cards if card.is_today]
    enough = len(today) >= ENOUGH_TODAY
    return {
        "cards": sorted(today, key=_start) if enough else cards,
        "all_today": enough,
        "product_count": total,
    }


def home_shops(territory: Territory, *, now: datetime) -> dict[str, Any]:
    """Return the shops open now; where they are few, those that open next as well."""
    cards = shop_cards(queries.shops_with_hours(territory), now=now)
    open_now = [card for card in cards if card.status.is_open]
    shut = [card for card in cards if card.status.changes_at and not card.status.is_open]
    soon = sorted(shut, key=lambda card: card.status.changes_at)
    return {
        "cards": (open_now + soon)[:SHOPS],
        "any_open": bool(open_now),
        "shop_count": len(cards),
    }


def home_categories(territory: Territory, *, now: datetime) -> list:
    """Return the first categories of the tree that hold products."""
    return branches_of(categories_with_products(territory, now=now), None)


def _start(card) -> datetime:
    return card.product.next_start
