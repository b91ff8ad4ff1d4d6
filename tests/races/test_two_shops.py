"""Baskets over two shops, filled in opposite orders: nobody waits for each other in a ring."""

import itertools
from datetime import timedelta
from functools import partial

from django.db import connection
from django.utils import timezone

from pickup.exceptions import PlacementRefused
from pickup.orders import placement
from pickup.orders.models import Purchase
from shops.catalogue.stock import take_stock
from tests.factories import make_basket, make_product, make_slot, place
from tests.races.conftest import meeting_at, run_together

# 20 rounds of 10 baskets: 200 baskets in opposite orders.
ROUNDS, SHOPPERS = 20, 10
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in itertools.count())


def opposite_baskets(shops):
    """Fill ten baskets with both shops' products, every second one the other way round."""
    goods = [make_product(shop, available=100) for shop in shops]
    slots = {shop: make_slot(shop, next(starts), capacity=100) for shop in shops}
    orders = itertools.cycle([goods, goods[::-1]])
    return [make_basket(dict.fromkeys(next(orders), 1), slots) for _ in range(SHOPPERS)]


def order_all(shops, monkeypatch):
    baskets = opposite_baskets(shops)
    with meeting_at(monkeypatch, "pickup.orders.placement._take_everything", SHOPPERS):
        return run_together([partial(place, basket, shops[0].territory) for basket in baskets])


def test_opposite_baskets_are_all_placed(shops, monkeypatch):
    for _ in range(ROUNDS):
        results = order_all(shops, monkeypatch)
        assert all(isinstance(result, Purchase) for result in results), results


def take_in_basket_order(parts):
    """Lock stock rows as they come, each pair of shoppers holding its first one."""
    for part in parts:
        for line in part.lines:
            take_stock(stockrecord_id=line.stockrecord_id, quantity=line.quantity)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.05)")
    return []


def is_deadlock(result):
    cause = getattr(result, "__cause__", None)
    return isinstance(result, PlacementRefused) and "deadlock" in str(cause)


def test_control_without_the_common_order_they_deadlock(shops, monkeypatch):
    monkeypatch.setattr(placement, "_take_stocks", take_in_basket_order)
    results = order_all(shops, monkeypatch)
    assert any(is_deadlock(result) for result in results)


def test_two_clicks_at_once_make_one_purchase(shops, monkeypatch):
    product, slot = make_product(shops[0]), make_slot(shops[0])
    basket = make_basket({product: 1}, {shops[0]: slot})
    with meeting_at(monkeypatch, "pickup.orders.placement._claim", 2):
        results = run_together([partial(place, basket, shops[0].territory)] * 2)
    assert len({result.pk for result in results}) == 1
    slot.refresh_from_db()
    assert slot.booked == 1
