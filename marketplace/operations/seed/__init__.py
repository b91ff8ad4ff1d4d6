"""The demo's territories: content in operations/demo/, made into rows by the site's services.

Each function makes what is missing and leaves the rest alone: run twice on a day, nothing
changes, and what a visitor changed in between stays. A later day gets its own orders.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone

from marketplace.operations.seed.appointments import seed_appointments
from marketplace.operations.seed.content import (
    illustrations,
    page_contents,
    shop_contents,
    territory_contents,
)
from marketplace.operations.seed.favourites import seed_favourites
from marketplace.operations.seed.figures import seed_figures
from marketplace.operations.seed.order_book import seed_order_book
from marketplace.operations.seed.orders import seed_orders
from marketplace.operations.seed.pages import seed_pages
from marketplace.operations.seed.people import seed_people
from marketplace.operations.seed.pictures import store_illustrations
from marketplace.operations.seed.reservations import seed_reservations
from marketplace.operations.seed.shops import seed_application, seed_shop
from marketplace.operations.seed.territory import seed_territory
from marketplace.operations.seed.withdrawals import seed_withdrawals

COUNTED = {
    "territories": "territories.Territory",
    "towns": "territories.Town",
    "categories": "catalogue.Category",
    "shops": "shops.Shop",
    "products": "catalogue.Product",
    "news": "shop_news.NewsItem",
    "favourites": "shop_favourites.Favourite",
    "people": "accounts.User",
    "slots": "slots.Slot",
    "orders": "order.Order",
    "withdrawals": "withdrawals.Withdrawal",
    "reservations": "reservations.Reservation",
    "pages": "wagtailcore.Page",
    "audience counts": "shop_audience.DailyCount",
}


def seed_demo(*, now: datetime | None = None) -> dict[str, int]:
    """Make what is missing of the demo; return how many rows of each kind were created."""
    now = now or timezone.now()
    before = _counts()
    store_illustrations(illustrations())
    for content in territory_contents():
        _seed_one(content, now=now)
    return {name: count - before[name] for name, count in _counts().items()}


def _seed_one(content: dict[str, Any], *, now: datetime) -> None:
    territory = seed_territory(content)
    regulars = seed_people(territory, content["people"])
    shops = [seed_shop(territory, shop, now=now) for shop in shop_contents(content)]
    seed_favourites(territory, content["people"], now=now)
    seed_pages(territory, page_contents(content), now=now)
    seed_orders(territory, shops=shops, regulars=regulars, now=now)
    seed_order_book(shops=shops, now=now)
    seed_appointments(shops=shops, now=now)
    seed_withdrawals(territory, shops=shops, now=now)
    seed_reservations(territory, shops=shops, now=now)
    if "application" in content:
        seed_application(territory, content["application"])
    seed_figures(territory, now=now)


def _counts() -> dict[str, int]:
    return {name: apps.get_model(label).objects.count() for name, label in COUNTED.items()}
