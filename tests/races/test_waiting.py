"""A deadline that passes at the very moment of the word: one of the two counts."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders import acceptance, holds
from pickup.orders.acceptance import accept_order, refuse_in_silence
from pickup.orders.expiry import sweep_all
from pickup.orders.holds import HELD_FOR, confirm_purchase, expire_hold
from pickup.orders.models import OrderTransition
from pickup.slots.models import PickupPoint
from tests.factories import make_basket, make_member, make_order, make_product, make_slot, place
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS, OTHERS = rounds(20), 3


def seen(order):
    orders = type(order).objects.select_related("slot__point", "shop__territory", "purchase")
    return orders.get(pk=order.pk)


def yes_against_silence(shop, monkeypatch):
    """The shop answers as of a second before its deadline, the sweep as of a second after."""
    PickupPoint.objects.filter(shop=shop).update(acceptance="manual")
    shop.refresh_from_db()
    product, alice = make_product(shop), make_member(shop)
    order = make_order(product, slot=make_slot(shop, capacity=99))
    second = timedelta(seconds=1)
    jobs = [
        partial(accept_order, order=seen(order), by=alice, now=order.answer_until - second),
        partial(refuse_in_silence, order=seen(order), now=order.answer_until + second),
    ]
    with meeting_at(monkeypatch, "pickup.orders.acceptance.step", 2):
        return product, order, run_together(jobs)


def test_of_a_yes_and_silence_one_counts(shops, monkeypatch):
    for _ in range(ROUNDS):
        product, order, results = yes_against_silence(shops[0], monkeypatch)
        assert sum(isinstance(one, TransitionRefused) for one in results) == 1, results
        order.refresh_from_db()
        held = 1 if order.status == "accepted" else 0
        assert product.stockrecords.get().num_allocated == held
        assert not list(broken_invariants())


def without_guard(order, to, *, by, now, where, **values):
    before = type(order).objects.get(pk=order.pk).status
    type(order).objects.filter(pk=order.pk).update(status=to, **values)
    OrderTransition.objects.create(order=order, at=now, by=by, from_status=before, to_status=to)


def test_control_without_the_guard_both_count(shops, monkeypatch):
    monkeypatch.setattr(acceptance, "step", without_guard)
    _product, _order, results = yes_against_silence(shops[0], monkeypatch)
    assert results == [None, None]
    assert list(broken_invariants())


@pytest.fixture
def held(shops):
    """Return a maker of orders of the last unit, held for a guest until a moment ago."""
    shop = shops[0]
    PickupPoint.objects.filter(shop=shop).update(guests_confirm_by_mail=True)

    def make():
        product = make_product(shop, available=1)
        order = make_order(product, slot=make_slot(shop, capacity=99))
        baskets = []
        product.stockrecords.update(num_in_stock=2)
        for _ in range(OTHERS):
            baskets.append(make_basket({product: 1}, {shop: order.slot}))
        product.stockrecords.update(num_in_stock=1)
        until = timezone.now() - timedelta(seconds=1)
        type(order).objects.filter(pk=order.pk).update(hold_expires_at=until)
        return product, order, baskets

    return make


def test_of_a_late_confirmation_and_others_orders_one_gets_the_last_unit(held, shops):
    for _ in range(ROUNDS):
        product, order, baskets = held()
        now = timezone.now()
        jobs = [partial(confirm_purchase, purchase=order.purchase, now=now)]
        jobs += [partial(place, basket, shops[0].territory) for basket in baskets]
        run_together([*jobs, partial(sweep_all, now=now)])
        record = product.stockrecords.get()
        assert record.num_allocated == 1
        open_orders = type(order).objects.filter(lines__product=product).open()
        assert open_orders.count() == 1
        assert not list(broken_invariants())


def test_of_many_sweeps_one_gives_the_unit_back(held):
    for _ in range(ROUNDS):
        product, _order, _baskets = held()
        results = run_together([partial(sweep_all, now=timezone.now())] * 4)
        assert sorted(results) == [0, 0, 0, 1], results
        assert product.stockrecords.get().num_allocated == 0
        assert not list(broken_invariants())


def confirm_against_expiry(held, monkeypatch):
    """Confirm as of a second before the hold ends, and end it as of a second after."""
    product, order, _baskets = held()
    type(order).objects.filter(pk=order.pk).update(hold_expires_at=timezone.now() + HELD_FOR)
    order.refresh_from_db()
    second = timedelta(seconds=1)
    jobs = [
        partial(confirm_purchase, purchase=order.purchase, now=order.hold_expires_at - second),
        partial(expire_hold, order=seen(order), now=order.hold_expires_at + second),
    ]
    with meeting_at(monkeypatch, "pickup.orders.holds.step", 2):
        results = run_together(jobs)
    order.refresh_from_db()
    return product, order, results


def test_of_a_confirmation_and_the_end_of_its_hold_one_counts(held, monkeypatch):
    for _ in range(ROUNDS):
        product, order, results = confirm_against_expiry(held, monkeypatch)
        assert isinstance(results[1], TransitionRefused) == (order.status == "accepted"), results
        allocated = product.stockrecords.get().num_allocated
        assert allocated == (1 if order.status == "accepted" else 0)
        assert not list(broken_invariants())


def test_control_without_the_guard_what_is_confirmed_is_let_go(held, monkeypatch):
    def unguarded(order, to, *, by, now, where, **values):
        without_guard(order, to, by=by, now=now, where=where)

    monkeypatch.setattr(holds, "step", unguarded)
    confirm_against_expiry(held, monkeypatch)
    assert list(broken_invariants())
