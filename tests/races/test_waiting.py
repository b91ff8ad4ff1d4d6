"""A deadline that passes at the very moment of the word: one of the two counts."""

from concurrent.futures import wait
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders import acceptance, expiry, holds
from pickup.orders.acceptance import accept_order, refuse_in_silence
from pickup.orders.expiry import sweep_all
from pickup.orders.holds import HELD_FOR, confirm_purchase, expire_hold
from pickup.orders.models import OrderTransition
from pickup.orders.placing.basket import add_to_basket
from pickup.orders.placing.order_book import Wish, take_order
from pickup.orders.placing.placement import Contact
from pickup.orders.placing.reorder import reorder
from pickup.orders.placing.taken import Taken
from pickup.orders.transitions import cancel_by_shopper
from pickup.slots.models import PickupPoint
from tests.factories import make_basket, make_member, make_order, make_product, make_slot, place
from tests.races.conftest import meanwhile, meeting_at, run_together, until_it_waits
from tests.races.rounds import rounds
from tests.races.tally import is_deadlock

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


def swept_against_cancelling(shop, monkeypatch, put):
    """Put B into a basket while holds of B, then of A and B, are over, and an order of A and B is
    cancelled between the two: it takes A, then B."""
    a, b = make_product(shop, available=2), make_product(shop, available=3)
    slot, points = make_slot(shop, capacity=9), PickupPoint.objects.filter(shop=shop)
    other = place(make_basket({a: 1, b: 1}, {shop: slot}), shop.territory).orders.get()
    points.update(guests_confirm_by_mail=True)
    make_order(b, slot=slot)
    place(make_basket({a: 1, b: 1}, {shop: slot}), shop.territory)
    over = timezone.now() - timedelta(minutes=1)
    type(other).objects.exclude(pk=other.pk).update(hold_expires_at=over)
    basket, original, jobs = make_basket({}), expiry.expire_hold, []

    def late(**facts):
        original(**facts)
        if not jobs:
            jobs.append(meanwhile(partial(cancel_by_shopper, order=seen(other))))
            until_it_waits(jobs[0])

    monkeypatch.setattr(expiry, "expire_hold", late)
    try:
        put(basket=basket, product=b, quantity=2)
    except OperationalError as error:
        # Who cancels goes on now: nothing may be left running when the tables are emptied.
        wait(jobs, timeout=20)
        return [error]
    return [jobs[0].exception()]


def test_holds_that_are_over_end_one_by_one_before_a_basket_is_filled(shops, monkeypatch):
    assert swept_against_cancelling(shops[0], monkeypatch, add_to_basket) == [None]
    assert not list(broken_invariants())


def test_control_in_one_transaction_they_deadlock_with_who_cancels(shops, monkeypatch):
    together = transaction.atomic(add_to_basket)
    [error] = swept_against_cancelling(shops[0], monkeypatch, together)
    assert is_deadlock(error)


@pytest.mark.parametrize("way", ["again", "told"])
def test_no_way_to_fill_a_basket_ends_holds_in_its_transaction(shops, monkeypatch, way):
    shop, inside = shops[0], []
    product, slot, alice = make_product(shop, available=1), make_slot(shop), make_member(shop)
    PickupPoint.objects.filter(shop=shop).update(guests_confirm_by_mail=True)
    order = make_order(product, slot=slot)
    type(order).objects.update(hold_expires_at=timezone.now() - timedelta(minutes=1))
    original = expiry.expire_hold

    def watched(**facts):
        inside.append(connection.in_atomic_block)
        original(**facts)

    monkeypatch.setattr(expiry, "expire_hold", watched)
    if way == "again":
        reorder(basket=make_basket({}), purchase=order.purchase)
    else:
        taken = Taken("counter", alice, uuid4())
        wishes = [Wish(product.pk, 1)]
        take_order(shop=shop, wishes=wishes, slot=slot, contact=Contact("Eve"), taken=taken)
    assert inside == [False]
