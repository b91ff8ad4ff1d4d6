"""Guests find their order by its number and what they left with it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from pickup.exceptions import TooManyAttempts
from pickup.withdrawals import lookup
from pickup.withdrawals.exceptions import OrderNotFound
from pickup.withdrawals.lookup import key_of, opened_by, order_by_contact
from tests.factories import make_order, make_territory

pytestmark = pytest.mark.django_db


def find(order, contact="dora@example.org", **facts):
    facts = {"territory": order.shop.territory, "number": order.number} | facts
    return order_by_contact(contact=contact, **facts)


@pytest.mark.parametrize("contact", ["dora@example.org", " DORA@example.org "])
def test_by_the_address_however_it_is_typed(order, contact):
    assert find(order, contact) == order


@pytest.mark.parametrize("contact", ["06 39 98 00 12", "+33639980012", "0639980012"])
def test_by_the_telephone_however_it_is_typed(bread, contact):
    order = make_order(bread, email="", phone="+33639980012")
    assert find(order, contact) == order


def test_the_number_is_read_without_its_dash_and_in_small_letters(order):
    assert find(order, number=f" {order.number.lower().replace('-', ' ')} ") == order


@pytest.mark.parametrize("facts", [{"number": "YYYYY-YYYYY"}, {"contact": "eve@example.org"}])
def test_wrong_number_and_wrong_address_are_told_alike(order, facts):
    with pytest.raises(OrderNotFound):
        find(order, **facts)


@pytest.mark.parametrize("contact", ["", " ", "+", "efface@compte.invalid"])
def test_nothing_opens_nothing(order, contact):
    order.purchase.email, order.purchase.phone = lookup.NOBODY, ""
    order.purchase.save()
    with pytest.raises(OrderNotFound):
        find(order, contact)


def test_another_territory_s_order_is_not_found(order):
    elsewhere = make_territory("Bas-Pays", hostname="bas-pays.example")
    with pytest.raises(OrderNotFound):
        find(order, territory=elsewhere)
    assert opened_by(key_of(order, known=True), elsewhere) is None


def test_after_ten_wrong_answers_a_number_rests_for_an_hour(order):
    for _ in range(lookup.NUMBER_LIMIT):
        with pytest.raises(OrderNotFound):
            find(order, "eve@example.org")
    with pytest.raises(TooManyAttempts):
        find(order)
    assert find(order, now=timezone.now() + timedelta(hours=1, minutes=1)) == order


def test_the_site_rests_too(order, monkeypatch):
    monkeypatch.setattr(lookup, "TERRITORY_LIMIT", 2)
    for number in ("AAAAA-AAAAA", "BBBBB-BBBBB"):
        with pytest.raises(OrderNotFound):
            find(order, number=number)
    with pytest.raises(TooManyAttempts):
        find(order)


def test_a_key_opens_one_order_for_a_day(order):
    key = key_of(order, known=False)
    opened = opened_by(key, order.shop.territory)
    assert (opened.order, opened.known) == (order, False)
    assert opened_by(f"{key}x", order.shop.territory) is None
    with time_machine.travel(timezone.now() + timedelta(hours=lookup.KEY_HOURS, minutes=1)):
        assert opened_by(key, order.shop.territory) is None
