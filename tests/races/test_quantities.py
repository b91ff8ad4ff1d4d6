"""Many shoppers, what is made in a day, and the work that a slot takes: exactly that is sold."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from pickup.orders.making.planning import make_per_day
from shops.catalogue.quotas import quota_of_day
from shops.catalogue.terms import Terms, set_terms
from tests.factories import make_product, make_slot
from tests.races.careless import (
    NEVER_OVERTAKEN,
    WITHIN_WORK,
    check_then_book,
    check_then_take_quota,
)
from tests.races.conftest import without_constraint
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
