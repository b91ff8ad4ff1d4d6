from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from oscar.core.loading import get_model

from marketplace.territories.models import Town
from shops.catalogue.services import create_product, publish_product
from tests.factories import make_draft, make_slot

Product = get_model("catalogue", "Product")
# A Wednesday morning, far from midnight.
NOW = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def slot_at():
    """Make a slot so many hours after the tests' morning."""

    def make(shop, hours, **fields):
        return make_slot(shop, NOW + timedelta(hours=hours), **fields)

    return make


@pytest.fixture
def town(territory):
    return Town.objects.create(
        territory=territory, name="Montvelune", slug="montvelune", postcode="43998"
    )


@pytest.fixture
def bowls(bakery):
    """A parent with two variants: a small bowl in stock, a large one sold out."""
    draft = make_draft(title="Bol de grès", price=None, is_food=False)
    parent = create_product(shop=bakery, draft=draft, structure=Product.PARENT)
    for title, price, available in (("Petit bol", "18.00", 3), ("Grand bol", "24.00", 0)):
        child_draft = make_draft(title=title, price=Decimal(price), available=available)
        publish_product(product=create_product(shop=bakery, draft=child_draft, parent=parent))
    publish_product(product=parent)
    return parent


@pytest.fixture
def menus_are_kept(client, settings):
    """Let another page be shown first, as visitors do: what all pages have in common is kept."""

    @contextmanager
    def kept():
        settings.PAGE_CACHE = True
        client.get("/classement/")
        yield

    return kept
