"""An order of honey, which can be given back, and of bread, which cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pickup.orders.transitions import collect_order
from pickup.withdrawals.services import Declarant, withdraw
from tests.factories import make_basket, make_member, make_product, make_slot, place

DORA = Declarant(name="Dora Lemaire", email="dora@example.org")


def take_back(order, *lines, declarant=DORA, **facts):
    """Withdraw from lines, or from all that have the right where none is named."""
    lines = lines or order.lines.exclude(withdrawal_regime="perishable")
    return withdraw(order=order, lines=[line.pk for line in lines], declarant=declarant, **facts)


def hand_over(order, *, days_ago=0, at=None):
    """Let the shop hand an order over, now unless told."""
    seller = order.shop.members.first() or make_member(order.shop).shop_memberships.first()
    at = at or timezone.now() - timedelta(days=days_ago)
    collect_order(order=order, by=seller.user, now=at)


def line_of(order, product):
    return order.lines.get(product=product)


@pytest.fixture
def honey(bakery):
    return make_product(bakery, "Miel de sapin", withdrawal_regime="normal", allergens=[])


@pytest.fixture
def candle(bakery):
    return make_product(bakery, "Bougie", withdrawal_regime="normal", is_food=False, allergens=[])


@pytest.fixture
def order(bakery, bread, honey, candle, alice):
    """Dora ordered two pots, a candle and a loaf."""
    basket = make_basket({honey: 2, candle: 1, bread: 1}, {bakery: make_slot(bakery)})
    return place(basket, bakery.territory).orders.get()


@pytest.fixture
def honey_order(bakery, honey, alice):
    basket = make_basket({honey: 2}, {bakery: make_slot(bakery)})
    return place(basket, bakery.territory).orders.get()
