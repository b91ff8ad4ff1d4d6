"""Two people at once on one order: one of them wins, and stock and slot say who."""

from functools import partial

from pickup.exceptions import TransitionRefused
from pickup.orders import transitions
from pickup.orders.transitions import cancel_by_shopper, collect_order
from tests.factories import make_member, make_order, make_product, make_slot
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS, CONTROLS = rounds(60), 5


def meet(shop, monkeypatch):
    """Hand over and cancel one order at once; return its product and what came of both."""
    product, alice = make_product(shop), make_member(shop)
    order = make_order(product, slot=make_slot(shop, capacity=100))
    copies = [type(order).objects.select_related("slot").get(pk=order.pk) for _ in range(2)]
    jobs = [
        partial(collect_order, order=copies[0], by=alice),
        partial(cancel_by_shopper, order=copies[1]),
    ]
    with meeting_at(monkeypatch, "pickup.orders.transitions.step", 2):
        return product, run_together(jobs)


def test_cancelling_against_handing_over(shops, monkeypatch):
    for _ in range(ROUNDS):
        product, results = meet(shops[0], monkeypatch)
        record = product.stockrecords.get()
        assert sum(isinstance(one, TransitionRefused) for one in results) == 1, results
        assert record.num_allocated == 0
        assert record.num_in_stock == (9 if isinstance(results[1], TransitionRefused) else 10)


def step_unguarded(order, to, **_facts):
    type(order).objects.filter(pk=order.pk).update(status=to)


def test_control_without_the_guard_the_units_go_twice(shops, monkeypatch):
    """The same units leave with the shopper and go back to the shelf: the base itself refuses."""
    monkeypatch.setattr(transitions, "step", step_unguarded)
    for _ in range(CONTROLS):
        _product, results = meet(shops[0], monkeypatch)
        assert not any(isinstance(one, TransitionRefused) for one in results), results
        assert any(isinstance(one, Exception) for one in results), results
