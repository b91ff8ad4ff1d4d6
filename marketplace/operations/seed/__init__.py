"""The demo territory: content in operations/demo/*.toml, made into rows by the site's services.

Each function makes what is missing and leaves the rest alone: run twice, nothing changes, and
what a visitor changed in between stays.
"""

from __future__ import annotations

from datetime import datetime

from django.apps import apps

from marketplace.operations.seed.content import illustrations, shop_contents, territory_content
from marketplace.operations.seed.figures import seed_figures
from marketplace.operations.seed.orders import seed_orders
from marketplace.operations.seed.people import BUSY_SHOP, seed_people
from marketplace.operations.seed.pictures import store_illustrations
from marketplace.operations.seed.shops import seed_application, seed_shop, seed_slots
from marketplace.operations.seed.territory import seed_territory

COUNTED = {
    "territories": "territories.Territory",
    "towns": "territories.Town",
    "categories": "catalogue.Category",
    "shops": "shops.Shop",
    "products": "catalogue.Product",
    "people": "accounts.User",
    "slots": "slots.Slot",
    "orders": "order.Order",
    "audience counts": "shop_audience.DailyCount",
}


def seed_demo(*, now: datetime | None = None) -> dict[str, int]:
    """Make what is missing of the demo; return how many rows of each kind were created."""
    before = _counts()
    content = territory_content()
    store_illustrations(illustrations())
    territory = seed_territory(content)
    seed_people(territory, content["people"])
    for shop_content in shop_contents():
        shop = seed_shop(territory, shop_content)
        seed_slots(shop, now=now)
        if shop.slug == BUSY_SHOP:
            seed_orders(shop=shop, owner=shop.members.first().user, now=now)
    seed_application(territory)
    seed_figures(territory, now=now)
    return {name: count - before[name] for name, count in _counts().items()}


def _counts() -> dict[str, int]:
    return {name: apps.get_model(label).objects.count() for name, label in COUNTED.items()}
