"""A hand-over undone by two people at once, and while others want the last units."""

from functools import partial

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused, TransitionRefused
from pickup.orders.counter import undo
from pickup.orders.counter.undo import undo_handover
from pickup.orders.models import OrderTransition
from pickup.orders.transitions import collect_order
from tests.factories import (
    make_basket,
    make_member,
    make_order,
    make_product,
    make_slot,
    place,
)
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS, TAPS, BUYERS = rounds(10), 4, 4


def handed_over(shop, *, available):
    product, alice = make_product(shop, available=available), make_member(shop)
    order = make_order(product, slot=make_slot(shop, capacity=99))
    collect_order(order=order, by=alice)
    return product, order, alice


def undo_from_many_screens(shop, monkeypatch):
    product, order, alice = handed_over(shop, available=10)
    copies = [type(order).objects.select_related("shop").get(pk=order.pk) for _ in range(TAPS)]
    jobs = [partial(undo_handover, order=one, by=alice) for one in copies]
    with meeting_at(monkeypatch, "pickup.orders.counter.undo._step_back_with_code", TAPS):
        return product, run_together(jobs)


def test_of_many_taps_one_brings_the_units_back(shops, monkeypatch):
    for _ in range(ROUNDS):
        product, results = undo_from_many_screens(shops[0], monkeypatch)
        refused = [one for one in results if isinstance(one, TransitionRefused)]
        record = product.stockrecords.get()
        assert len(refused) == TAPS - 1, results
        assert (record.num_in_stock, record.num_allocated) == (10, 1)
        assert not list(broken_invariants())


def without_guard(order, to, *, by, now):
    type(order).objects.filter(pk=order.pk).update(status=to)
    OrderTransition.objects.create(
        order=order, at=now, by=by, from_status="collected", to_status=to
    )


def test_control_without_the_guard_units_come_back_for_each_tap(shops, monkeypatch):
    monkeypatch.setattr(undo, "step_back", without_guard)
    product, _results = undo_from_many_screens(shops[0], monkeypatch)
    assert product.stockrecords.get().num_in_stock == 9 + TAPS


def test_units_that_come_back_are_nobody_else_s(shops):
    shop = shops[0]
    for _ in range(ROUNDS):
        product, order, alice = handed_over(shop, available=1)
        product.stockrecords.update(num_in_stock=1)
        baskets = [make_basket({product: 1}, {shop: order.slot}) for _ in range(BUYERS)]
        product.stockrecords.update(num_in_stock=0)
        jobs = [partial(place, basket, shop.territory) for basket in baskets]
        results = run_together([partial(undo_handover, order=order, by=alice), *jobs])
        assert results[0] is None
        assert all(isinstance(one, PlacementRefused) for one in results[1:]), results
        assert not list(broken_invariants())
