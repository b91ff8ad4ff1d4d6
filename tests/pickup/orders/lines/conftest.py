"""An order of loaves of which some are missing; several modules here have another order."""

from decimal import Decimal

import pytest

from marketplace.operations.audit import broken_invariants
from pickup.orders.lines.adjusting import (
    propose_substitute,
    report_shortage,
)
from pickup.orders.making.planning import make_per_day
from shops.catalogue.quotas import quota_of_day
from tests.factories import (
    make_basket,
    make_product,
    make_slot,
    place,
)


@pytest.fixture
def brioche(bakery):
    return make_product(bakery, "Brioche", price=Decimal("6.00"))


@pytest.fixture
def order(bread, brioche, bakery, territory):
    """Three loaves at 4.80 and one brioche at 6.00."""
    basket = make_basket({bread: 3, brioche: 1}, {bakery: make_slot(bakery)})
    return place(basket, territory).orders.get()


@pytest.fixture
def loaves(order):
    return order.lines.order_by("pk").first()


@pytest.fixture
def short(order, loaves, alice):
    """Only one of three loaves is there."""

    def say(quantity=1, **fields):
        facts = {"order": order, "line_id": loaves.pk, "by": alice, "quantity": quantity}
        return report_shortage(**(facts | fields))

    return say


@pytest.fixture
def rye(bakery):
    return make_product(bakery, "Pain de seigle", price=Decimal("5.50"), available=4)


@pytest.fixture
def instead(order, loaves, rye, alice):
    """Two rye loaves are proposed instead of three others."""

    def propose(**fields):
        facts = {"order": order, "line_id": loaves.pk, "product": rye, "quantity": 2, "by": alice}
        return propose_substitute(**(facts | fields))

    return propose


@pytest.fixture
def tart(bakery):
    """Two tarts a day."""
    tart = make_product(bakery, "Tarte", available=None)
    make_per_day(product=tart, quantity=2)
    return tart


@pytest.fixture
def base():
    """After each test the whole base must hold together."""
    yield
    assert not list(broken_invariants())


def stock(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def left_of(product, day):
    return quota_of_day(record=product.stockrecords.get(), day=day).left
