"""Many shoppers, few units, few places: exactly what is there is sold."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError
from django.utils import timezone
from oscar.core.loading import get_model

from tests.factories import make_product, make_slot
from tests.races.careless import (
    NEVER_OVERSOLD,
    WITHIN_CAPACITY,
    check_then_book,
    check_then_take,
)
from tests.races.conftest import without_constraint
from tests.races.rounds import rounds
from tests.races.rush import rush
from tests.races.tally import TALLY

StockRecord = get_model("partner", "StockRecord")

# 20 rounds of 10 shoppers: 200 forced attempts on the last units, 200 on the last places.
ROUNDS, SHOPPERS, LEFT = rounds(20), 10, 3
CONTROLS = 5
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in count())


def rush_for_units(monkeypatch, shop):
    """All want the same product; places are no matter."""
    product = make_product(shop, available=LEFT)
    served = rush(monkeypatch, [product] * SHOPPERS, make_slot(shop, next(starts), capacity=99))
    return served, product.stockrecords.get()


def rush_for_places(monkeypatch, shop):
    """All want the same slot, each for another product; stock is no matter."""
    slot = make_slot(shop, next(starts), capacity=LEFT)
    served = rush(monkeypatch, [make_product(shop) for _ in range(SHOPPERS)], slot)
    slot.refresh_from_db()
    return served, slot


def test_the_last_units_are_sold_exactly(shops, monkeypatch):
    for _ in range(ROUNDS):
        served, record = rush_for_units(monkeypatch, shops[0])
        TALLY.exactly(served, LEFT)
        assert (record.num_in_stock, record.num_allocated) == (LEFT, LEFT)


def test_the_last_places_of_a_slot_are_taken_exactly(shops, monkeypatch):
    for _ in range(ROUNDS):
        served, slot = rush_for_places(monkeypatch, shops[0])
        TALLY.exactly(served, LEFT)
        assert slot.booked == LEFT


def test_control_without_the_guard_units_are_oversold(shops, monkeypatch):
    careless = check_then_take(threading.Barrier(SHOPPERS))
    monkeypatch.setattr("pickup.orders.placing.scarce.take_stock", careless)
    with without_constraint(*NEVER_OVERSOLD):
        served = [rush_for_units(monkeypatch, shops[0])[0] for _ in range(CONTROLS)]
    assert served == [SHOPPERS] * CONTROLS


def test_control_without_the_guard_a_slot_is_overbooked(shops, monkeypatch):
    careless = check_then_book(threading.Barrier(SHOPPERS))
    monkeypatch.setattr("pickup.orders.placing.scarce.book_slot", careless)
    with without_constraint(*WITHIN_CAPACITY):
        served = [rush_for_places(monkeypatch, shops[0])[0] for _ in range(CONTROLS)]
    assert served == [SHOPPERS] * CONTROLS


def test_the_database_itself_refuses_to_oversell(shops):
    record = make_product(shops[0], available=LEFT).stockrecords.get()
    with pytest.raises(IntegrityError):
        StockRecord.objects.filter(pk=record.pk).update(num_allocated=LEFT + 1)
