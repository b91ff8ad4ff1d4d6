"""Figures count what was really taken and paid, not what was estimated or proposed first."""

from decimal import Decimal

import pytest
from django.utils import timezone

from pickup.figures.exports import order_rows
from pickup.figures.months import best_products, months_of
from pickup.figures.periods import last_days
from pickup.figures.queries import numbers_of
from pickup.orders.lines.adjusting import propose_substitute, weigh_line
from pickup.orders.lines.settling import answer
from pickup.orders.transitions import collect_order
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(bakery):
    return last_days(2, now=timezone.now(), zone=bakery.zone)


def test_turnover_is_the_weighed_price(bakery, territory, alice, period):
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    order = make_order(make_product(bakery, "Tome", price=Decimal("12.00"), **weighed))
    weigh_line(order=order, line_id=order.lines.get().pk, grams=434, by=alice)
    collect_order(order=order, by=alice)
    assert months_of(bakery, [period])[0].euros == Decimal("10.85")
    assert numbers_of(territory, period, now=timezone.now()).turnover == Decimal("10.85")
    assert next(iter(order_rows(territory)))[-1] == Decimal("10.85")


def test_a_substitute_counts_under_its_own_name(bakery, bread, alice, period):
    order, rye = make_order(bread, quantity=3), make_product(bakery, "Pain de seigle")
    facts = {"line_id": order.lines.get().pk, "product": rye, "quantity": 2, "by": alice}
    answer(order=order, adjustment=propose_substitute(order=order, **facts), agreed=True)
    [best] = best_products(bakery, period)
    assert (best.title, best.quantity) == ("Pain de seigle", 2)
