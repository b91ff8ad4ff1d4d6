"""A knife that can be looked at before it is bought."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pickup.orders.placing.placement import Contact
from pickup.reservations.reserving import reserve
from tests.factories import allow_reserving, make_product

DORA = Contact("Dora Lemaire", email="dora@example.org")
LATER = timedelta(days=30)


def stock_of(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def set_aside(product, quantity=1, contact=DORA, **facts):
    return reserve(product=product, quantity=quantity, contact=contact, **facts)


def overdue():
    """Return a moment so long ago that what was put aside then is not kept any more."""
    return timezone.now() - LATER


@pytest.fixture
def knife(bakery):
    product = make_product(bakery, "Couteau", withdrawal_regime="normal", is_food=False)
    allow_reserving(product)
    return product


@pytest.fixture
def kept(knife):
    return set_aside(knife, 2)
