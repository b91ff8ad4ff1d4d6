"""The last units, wanted by who adds to an order and by who orders: exactly those are sold."""

import threading
from datetime import timedelta
from functools import partial
from itertools import count
from uuid import uuid4

from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused
from pickup.orders.changes.adding import add_products
from pickup.orders.models import Purchase
from pickup.orders.placing.order_book import Wish
from shops.catalogue.stock import take_stock
from tests.factories import make_basket, make_order, make_product, make_slot, place
from tests.races.careless import NEVER_OVERSOLD, check_then_take
from tests.races.conftest import meeting_at, run_together, without_constraint
from tests.races.rounds import rounds
from tests.races.tally import TALLY

ROUNDS, ADDERS, LEFT = rounds(4), 3, 1
TAKING = "pickup.orders.placing.scarce.take_stock"
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in count())


def want_the_last(monkeypatch, shop, take=take_stock):
    """Let three add one unit of the same to their orders while three order it."""
    product, other = make_product(shop, available=LEFT), make_product(shop, available=99)
    slot = make_slot(shop, next(starts), capacity=99)
    orders = [make_order(other, slot=slot) for _ in range(ADDERS)]
    baskets = [make_basket({product: 1}, {shop: slot}) for _ in range(ADDERS)]
    wish = [Wish(product.pk, 1)]
    jobs = [partial(add_products, order=one, wishes=wish, key=uuid4()) for one in orders]
    jobs += [partial(place, basket, shop.territory) for basket in baskets]
    monkeypatch.setattr(TAKING, take)
    with meeting_at(monkeypatch, TAKING, len(jobs)):
        results = run_together(jobs)
    refused = [one for one in results if isinstance(one, PlacementRefused)]
    served = [one for one in results if one is None or isinstance(one, Purchase)]
    assert len(refused) + len(served) == len(jobs), results
    return len(served), product.stockrecords.get()


def test_who_adds_and_who_orders_share_the_last_unit(shops, monkeypatch):
    for _ in range(ROUNDS):
        served, record = want_the_last(monkeypatch, shops[0])
        TALLY.exactly(served, LEFT)
        assert record.num_allocated == LEFT
    assert not list(broken_invariants())


def test_control_without_the_guard_the_last_unit_is_sold_to_all(shops, monkeypatch):
    careless = check_then_take(threading.Barrier(2 * ADDERS))
    with without_constraint(*NEVER_OVERSOLD):
        served, record = want_the_last(monkeypatch, shops[0], careless)
    assert served == record.num_allocated == 2 * ADDERS


def click_twice(shop):
    """Let one page be sent twice at once; return the order, and what came of it."""
    product = make_product(shop)
    order = make_order(make_product(shop), slot=make_slot(shop, next(starts), capacity=99))
    job = partial(add_products, order=order, wishes=[Wish(product.pk, 2)], key=uuid4())
    return order, run_together([job, job])


def test_two_clicks_at_once_add_once(shops):
    for _ in range(ROUNDS):
        order, results = click_twice(shops[0])
        assert results == [None, None]
        assert order.lines.get(quantity=2).due_quantity == 2
    assert not list(broken_invariants())
