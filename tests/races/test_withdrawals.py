"""Withdrawing while the shop hands over, and twice at once: units are given back once."""

import threading
from functools import partial

import pytest

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders import releasing
from pickup.orders.transitions import collect_order
from pickup.withdrawals import services
from pickup.withdrawals.exceptions import AlreadyWithdrawn
from pickup.withdrawals.models import Withdrawal
from tests.factories import make_basket, make_member, make_product, make_slot, place
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS = rounds(20)
DORA = services.Declarant(name="Dora", email="dora@example.org")


def new_order(shop, *titles):
    goods = [make_product(shop, title, withdrawal_regime="normal") for title in titles]
    basket = make_basket(dict.fromkeys(goods, 2), {shop: make_slot(shop, capacity=99)})
    return place(basket, shop.territory).orders.get(), goods


def seen(order):
    return type(order).objects.select_related("slot", "shop__territory").get(pk=order.pk)


def withdrawing(order, lines):
    ids = [line.pk for line in lines]
    return partial(services.withdraw, order=seen(order), lines=ids, declarant=DORA)


def stock_of(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def test_one_line_against_handing_over(shops):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        order, [honey, candle] = new_order(shops[0], "Miel", "Bougie")
        line = order.lines.get(product=honey)
        jobs = [withdrawing(order, [line]), partial(collect_order, order=seen(order), by=alice)]
        [withdrawal, handed] = run_together(jobs)
        assert isinstance(withdrawal, Withdrawal), withdrawal
        assert handed is None, handed
        assert stock_of(candle) == (8, 0)
        # Collected first, the pots come back by the shop's hand; else they never left.
        assert stock_of(honey) == ((8, 0) if withdrawal.after_collection else (10, 0))
        assert not list(broken_invariants())


def test_the_whole_order_against_handing_over(shops):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        order, [honey] = new_order(shops[0], "Miel")
        jobs = [
            withdrawing(order, order.lines.all()),
            partial(collect_order, order=seen(order), by=alice),
        ]
        [withdrawal, handed] = run_together(jobs)
        assert isinstance(withdrawal, Withdrawal), withdrawal
        assert isinstance(handed, TransitionRefused) is not withdrawal.after_collection
        assert stock_of(honey) == ((8, 0) if withdrawal.after_collection else (10, 0))
        assert not list(broken_invariants())


@pytest.mark.parametrize("whole", [True, False])
def test_a_double_click_withdraws_once(shops, monkeypatch, whole):
    for _ in range(ROUNDS):
        order, [honey, _candle] = new_order(shops[0], "Miel", "Bougie")
        lines = order.lines.all() if whole else order.lines.filter(product=honey)
        with meeting_at(monkeypatch, "pickup.withdrawals.services._locked", 2):
            results = run_together([withdrawing(order, lines)] * 2)
        assert sum(isinstance(one, AlreadyWithdrawn) for one in results) == 1, results
        assert order.withdrawals.count() == 1
        assert stock_of(honey) == (10, 0)
        assert not list(broken_invariants())


def test_control_without_the_lock_units_are_taken_off_twice(shops, monkeypatch):
    """The hand-over reads the line before it is withdrawn, and takes it away all the same."""
    alice = make_member(shops[0])
    order, [honey, _candle] = new_order(shops[0], "Miel", "Bougie")
    line = order.lines.get(product=honey)
    monkeypatch.setattr(services, "_locked", seen_by_id)
    barrier = threading.Barrier(2)
    # Both have read what the other is about to change.
    for module, name in ((services, "_record"), (releasing, "lines_in_lock_order")):
        monkeypatch.setattr(module, name, after(barrier, getattr(module, name)))
    jobs = [withdrawing(order, [line]), partial(collect_order, order=seen(order), by=alice)]
    results = run_together(jobs)
    told = [one for one in results if isinstance(one, Exception)]
    assert told or list(broken_invariants()), "the lock would be of no use"


def seen_by_id(order_id):
    orders = services.Order.objects.select_related("shop__territory__site", "purchase")
    return orders.get(pk=order_id)


def after(barrier, function):
    """Wait for the other once this one has read; lists, so that reading is over."""

    def read_then_wait(*args):
        found = function(*args)
        found = found if isinstance(found, Withdrawal) else list(found)
        barrier.wait(timeout=20)
        return found

    return read_then_wait
