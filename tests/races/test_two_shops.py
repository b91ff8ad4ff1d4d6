"""Baskets over two shops, filled in opposite orders: nobody waits for each other in a ring."""

import itertools
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from pickup.orders.making.planning import make_per_day
from pickup.orders.models import Purchase
from pickup.orders.placing import placement, scarce
from shops.catalogue.quotas import quota_of_day, take_quota
from shops.catalogue.stock import take_stock
from tests.factories import make_basket, make_product, make_slot, place
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds
from tests.races.tally import is_deadlock

# 10 rounds of 10 baskets: 100 baskets in opposite orders.
ROUNDS, SHOPPERS, CLICKS = rounds(10), 10, rounds(20)
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in itertools.count())


@pytest.fixture
def goods(shops):
    """Of each shop one product that is counted, and one that is made so many a day."""
    goods = [make_product(shop, available=1000) for shop in shops * 2]
    for product in goods[len(shops) :]:
        make_per_day(product=product, quantity=1000)
    return goods


def opposite_baskets(goods, shops):
    """Fill ten baskets with both shops' products, every second one the other way round."""
    slots = {shop: make_slot(shop, next(starts), capacity=100) for shop in shops}
    orders = itertools.cycle([goods, goods[::-1]])
    return [make_basket(dict.fromkeys(next(orders), 1), slots) for _ in range(SHOPPERS)]


def order_all(goods, shops, monkeypatch):
    baskets = opposite_baskets(goods, shops)
    with meeting_at(monkeypatch, "pickup.orders.placing.placement.take_everything", SHOPPERS):
        return run_together([partial(place, basket, shops[0].territory) for basket in baskets])


def test_opposite_baskets_are_all_placed(goods, shops, monkeypatch):
    for _ in range(ROUNDS):
        results = order_all(goods, shops, monkeypatch)
        assert all(isinstance(result, Purchase) for result in results), results


def take_in_basket_order(parts):
    """Lock stock rows as they come, each pair of shoppers holding its first one."""
    for part in parts:
        for line in part.lines:
            take_stock(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.05)")
    return []


def test_control_without_the_common_order_they_deadlock(goods, shops, monkeypatch):
    monkeypatch.setattr(scarce, "take_stocks", take_in_basket_order)
    results = order_all(goods, shops, monkeypatch)
    assert any(is_deadlock(result) for result in results)


def take_quotas_in_basket_order(parts, _unplanned=()):
    """Lock the quantities of days as they come."""
    for part in parts:
        for line in part.lines:
            if line.stockrecord.mode == "per_day":
                line.quota = quota_of_day(record=line.stockrecord, day=part.slot.day)
                take_quota(quota_id=line.quota.pk, quantity=line.quantity)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.05)")
    return []


def test_control_without_the_common_order_of_quantities_they_deadlock(goods, shops, monkeypatch):
    """Stock rows come before and in order: they let one pass at a time, so they are left out."""
    monkeypatch.setattr(scarce, "take_stocks", lambda parts: [])
    monkeypatch.setattr(scarce, "take_quotas", take_quotas_in_basket_order)
    results = order_all(goods, shops, monkeypatch)
    assert any(is_deadlock(result) for result in results)


def click_twice(shop, monkeypatch):
    basket = make_basket({make_product(shop): 1}, {shop: make_slot(shop, next(starts))})
    with meeting_at(monkeypatch, "pickup.orders.placing.placement._claim", 2):
        return run_together([partial(place, basket, shop.territory)] * 2)


def test_two_clicks_at_once_make_one_purchase(shops, monkeypatch):
    for _ in range(CLICKS):
        results = click_twice(shops[0], monkeypatch)
        assert len({result.pk for result in results}) == 1
        [order] = results[0].orders.select_related("slot")
        assert order.slot.booked == 1


def test_control_without_the_claim_the_second_click_orders_again(shops, monkeypatch):
    """One purchase a basket: the base itself refuses the second one."""
    monkeypatch.setattr(placement, "_claim", lambda basket_id, now: True)
    results = click_twice(shops[0], monkeypatch)
    assert any(isinstance(result, IntegrityError) for result in results), results
