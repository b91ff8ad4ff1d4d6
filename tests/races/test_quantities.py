"""Many shoppers, what is made in a day, and the work that a slot takes: exactly that is sold."""

import threading
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.orders import releasing
from pickup.orders.changes import moving
from pickup.orders.lines import adjusting, settling
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.lines.settling import answer
from pickup.orders.making.planning import make_per_day
from pickup.orders.placing import placement
from pickup.orders.transitions import cancel_by_shopper
from shops.catalogue.quotas import quota_of_day
from shops.catalogue.terms import Terms, set_terms
from tests.factories import make_basket, make_member, make_order, make_product, make_slot, place
from tests.races.careless import (
    NEVER_OVERTAKEN,
    WITHIN_WORK,
    check_then_book,
    check_then_take_quota,
)
from tests.races.conftest import meanwhile, until_it_waits, without_constraint
from tests.races.rounds import rounds
from tests.races.rush import rush
from tests.races.tally import TALLY

ROUNDS, SHOPPERS, LEFT, CONTROLS = rounds(20), 8, 3, 3
WORK = 2
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in count())


def rush_for_a_day(monkeypatch, shop):
    """All want what is made three times a day; places are no matter."""
    product = make_product(shop)
    make_per_day(product=product, quantity=LEFT)
    slot = make_slot(shop, next(starts), capacity=99)
    # The day is there: who makes its row lets the others wait.
    quota = quota_of_day(record=product.stockrecords.get(), day=slot.day)
    served = rush(monkeypatch, [product] * SHOPPERS, slot)
    quota.refresh_from_db()
    return served, quota


@pytest.fixture
def cakes(shops):
    """For each shopper one of their own, so that the stock lets all pass."""
    cakes = [make_product(shops[0], available=100) for _ in range(SHOPPERS)]
    for cake in cakes:
        set_terms(product=cake, terms=Terms(), preparation_weight=WORK)
    return cakes


def rush_for_work(monkeypatch, shop, cakes):
    """All want a slot that has places left, and work for three."""
    slot = make_slot(shop, next(starts), capacity=99, work_capacity=LEFT * WORK + 1)
    served = rush(monkeypatch, cakes, slot)
    slot.refresh_from_db()
    return served, slot


def test_the_last_units_of_a_day_are_sold_exactly(shops, monkeypatch):
    for _ in range(ROUNDS):
        served, quota = rush_for_a_day(monkeypatch, shops[0])
        TALLY.exactly(served, LEFT)
        assert quota.taken == LEFT


def test_the_last_work_of_a_slot_is_taken_exactly(shops, cakes, monkeypatch):
    for _ in range(ROUNDS):
        served, slot = rush_for_work(monkeypatch, shops[0], cakes)
        TALLY.exactly(served, LEFT)
        assert slot.work_booked == LEFT * WORK


def test_control_without_the_guard_a_day_is_oversold(shops, monkeypatch):
    """The stock row, taken first, lets one pass at a time: it is left out too."""
    careless = check_then_take_quota(threading.Barrier(SHOPPERS))
    monkeypatch.setattr("pickup.orders.placing.scarce.take_quota", careless)
    monkeypatch.setattr("pickup.orders.placing.scarce.take_stock", lambda **_facts: None)
    with without_constraint(*NEVER_OVERTAKEN):
        served = [rush_for_a_day(monkeypatch, shops[0])[0] for _ in range(CONTROLS)]
    assert served == [SHOPPERS] * CONTROLS


def test_control_without_the_guard_a_slot_has_too_much_work(shops, cakes, monkeypatch):
    careless = check_then_book(threading.Barrier(SHOPPERS))
    monkeypatch.setattr("pickup.orders.placing.scarce.book_slot", careless)
    with without_constraint(*WITHIN_WORK):
        served = [rush_for_work(monkeypatch, shops[0], cakes)[0] for _ in range(CONTROLS)]
    assert served == [SHOPPERS] * CONTROLS


def becomes_so_many_a_day(monkeypatch, shop):
    """Let a shop make a product so many a day while an order for it is about to take its stock."""
    product, slot = make_product(shop, available=50), make_slot(shop, next(starts))
    basket = make_basket({product: LEFT}, {shop: slot})
    original = placement.take_everything

    def late(*args, **kwargs):
        meanwhile(partial(make_per_day, product=product, quantity=LEFT)).result()
        return original(*args, **kwargs)

    monkeypatch.setattr(placement, "take_everything", late)
    return place(basket, shop.territory).orders.get().lines.get()


def test_what_becomes_so_many_a_day_meanwhile_is_taken_of_its_day(shops, monkeypatch):
    assert becomes_so_many_a_day(monkeypatch, shops[0]).quota.left == 0
    assert not list(broken_invariants())


def test_control_read_before_the_lock_an_order_escapes_its_day(shops, monkeypatch):
    monkeypatch.setattr("pickup.orders.placing.scarce.made_per_day", lambda _records: {})
    assert becomes_so_many_a_day(monkeypatch, shops[0]).quota is None
    assert list(broken_invariants())


def moves_meanwhile(monkeypatch, shop):
    """Let a shop make a product so many a day while an order for it is on its way to another."""
    product, home = make_product(shop), make_slot(shop, next(starts))
    goal = make_slot(shop, home.start + timedelta(days=2))
    order = make_order(product, slot=home)
    original, jobs = moving.follow, []

    def late(order):
        jobs.append(meanwhile(partial(make_per_day, product=product, quantity=LEFT)))
        until_it_waits(jobs[0])
        return original(order)

    monkeypatch.setattr(moving, "follow", late)
    moving.move_by_shopper(order=order, slot=goal, by=None)
    jobs[0].result()
    return order.lines.get().quota.day == goal.day


def test_what_becomes_so_many_a_day_meanwhile_is_taken_of_the_day_moved_to(shops, monkeypatch):
    assert moves_meanwhile(monkeypatch, shops[0])
    assert not list(broken_invariants())


def test_control_without_holding_the_stock_it_is_taken_of_the_former_day(shops, monkeypatch):
    monkeypatch.setattr(moving, "hold_stock_of", lambda _lines: None)
    assert not moves_meanwhile(monkeypatch, shops[0])
    assert list(broken_invariants())


def by_cancelling(order, _line, _alice):
    cancel_by_shopper(order=order)


def by_shortage(order, line, alice):
    report_shortage(order=order, line_id=line.pk, quantity=0, by=alice, sold_out=False)


def by_refusing(order, line, alice):
    short = {"quantity": 1, "by": alice, "sold_out": False}
    question = report_shortage(order=order, line_id=line.pk, **short)
    answer(order=order, adjustment=question, agreed=False)


def goes_meanwhile(monkeypatch, shop, go):
    """Let a shop make a product so many a day while what is ordered of it is given back."""
    product, alice = make_product(shop), make_member(shop)
    slot = make_slot(shop, next(starts))
    order = make_order(product, slot=slot, quantity=2)
    originals, jobs = {}, []

    def late(name, **facts):
        if not jobs:
            jobs.append(meanwhile(partial(make_per_day, product=product, quantity=LEFT)))
            until_it_waits(jobs[0])
        return originals[name](**facts)

    for name in ("give_back_stock", "consume_stock"):
        originals[name] = getattr(releasing, name)
        monkeypatch.setattr(releasing, name, partial(late, name))
    go(order, order.lines.get(), alice)
    jobs[0].result()
    return quota_of_day(record=product.stockrecords.get(), day=slot.day).taken


@pytest.mark.parametrize("go", [by_cancelling, by_shortage, by_refusing])
def test_what_becomes_so_many_a_day_meanwhile_is_given_back_of_its_day(shops, monkeypatch, go):
    assert goes_meanwhile(monkeypatch, shops[0], go) == 0
    assert not list(broken_invariants())


@pytest.mark.parametrize("go", [by_cancelling, by_shortage, by_refusing])
def test_control_without_holding_the_stock_it_stays_taken_of_its_day(shops, monkeypatch, go):
    for module in (releasing, adjusting, settling):
        monkeypatch.setattr(module, "hold_stock_of", lambda _lines, **_also: None)
    assert goes_meanwhile(monkeypatch, shops[0], go) > 0
    assert list(broken_invariants())
