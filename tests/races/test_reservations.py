"""Reserving against ordering the last unit, and two ways to end at once."""

import threading
from functools import partial

from django.db.models import F

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused
from pickup.orders.models import Purchase
from pickup.orders.placing.placement import Contact
from pickup.reservations import ending, reserving
from pickup.reservations.ending import mark_came, release
from pickup.reservations.exceptions import ReservationEnded, ReservationRefused
from pickup.reservations.models import Reservation, ReservationStep
from pickup.reservations.reserving import reserve
from pickup.reservations.states import State
from shops.catalogue.stock import _record
from tests.factories import (
    allow_reserving,
    make_basket,
    make_member,
    make_product,
    make_slot,
    place,
)
from tests.races.careless import NEVER_OVERSOLD
from tests.races.conftest import run_together, without_constraint
from tests.races.rounds import rounds

ROUNDS = rounds(8)
DORA = Contact("Dora", email="dora@example.org")


def new_knife(shop, available=1):
    knife = make_product(shop, "Couteau", available=available, is_food=False)
    allow_reserving(knife)
    return knife


def stock_of(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def seen(kept):
    return Reservation.objects.with_details().get(pk=kept.pk)


def reserving_one(knife, contact=DORA):
    return partial(reserve, product=knife, quantity=1, contact=contact)


def test_the_last_unit_is_reserved_or_ordered(shops):
    for _ in range(ROUNDS):
        knife = new_knife(shops[0])
        basket = make_basket({knife: 1}, {shops[0]: make_slot(shops[0], capacity=99)})
        jobs = [reserving_one(knife), partial(place, basket, shops[0].territory)]
        results = run_together(jobs)
        had = [one for one in results if isinstance(one, (Reservation, Purchase))]
        refused = [
            one for one in results if isinstance(one, ReservationRefused | PlacementRefused)
        ]
        assert (len(had), len(refused)) == (1, 1), results
        assert stock_of(knife) == (1, 1)
        assert not list(broken_invariants())
        Reservation.objects.kept().update(email="somebody@example.org")


def test_control_with_a_check_before_the_update_the_last_unit_goes_twice(shops, monkeypatch):
    knife, barrier = new_knife(shops[0]), threading.Barrier(2)

    def check_then_take(*, stockrecord_id, quantity):
        assert _record(stockrecord_id).filter(num_in_stock__gt=F("num_allocated")).exists()
        barrier.wait(timeout=20)
        _record(stockrecord_id).update(num_allocated=F("num_allocated") + quantity)

    monkeypatch.setattr(reserving, "take_stock", check_then_take)
    monkeypatch.setattr("pickup.orders.placing.scarce.take_stock", check_then_take)
    basket = make_basket({knife: 1}, {shops[0]: make_slot(shops[0], capacity=99)})
    with without_constraint(*NEVER_OVERSOLD):
        run_together([reserving_one(knife), partial(place, basket, shops[0].territory)])
    assert stock_of(knife) == (1, 2), "the guard would be of no use"


def test_who_taps_many_times_has_it_put_aside_once(shops):
    knife = new_knife(shops[0], available=50)
    results = run_together([reserving_one(knife)] * 8)
    assert sum(isinstance(one, Reservation) for one in results) == 1, results
    assert stock_of(knife) == (50, 1)


def test_three_things_at_most_for_who_asks_for_many_at_once(shops):
    knives = [new_knife(shops[0]) for _ in range(8)]
    results = run_together([reserving_one(knife) for knife in knives])
    assert sum(isinstance(one, Reservation) for one in results) == 3, results
    assert sum(stock_of(knife)[1] for knife in knives) == 3


def ending_both_ways(kept, alice):
    return [
        partial(mark_came, reservation=seen(kept), bought=True, by=alice),
        partial(release, reservation=seen(kept), now=kept.kept_until),
    ]


def test_who_comes_at_the_last_moment_or_does_not(shops):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        knife = new_knife(shops[0])
        kept = reserving_one(knife)()
        results = run_together(ending_both_ways(kept, alice))
        assert sum(isinstance(one, ReservationEnded) for one in results) == 1, results
        bought = seen(kept).state == State.CAME
        assert stock_of(knife) == ((0, 0) if bought else (1, 0))
        assert not list(broken_invariants())


def test_control_without_the_guard_units_are_given_back_twice(shops, monkeypatch):
    alice, barrier = make_member(shops[0]), threading.Barrier(2)
    knife = new_knife(shops[0], available=2)
    other = reserving_one(knife, Contact("Théo", email="theo@example.org"))()
    kept = reserving_one(knife)()

    def look_then_end(reservation, to, *, by, now, where=None, **values):
        assert seen(reservation).is_kept
        barrier.wait(timeout=20)
        now = now or kept.kept_until
        facts = {"state": to, "ended_at": now, "bought": None} | values
        Reservation.objects.filter(pk=reservation.pk).update(**facts)
        ReservationStep.objects.create(
            reservation=reservation, at=now, by=by, from_state="kept", to_state=to
        )

    monkeypatch.setattr(ending, "_end", look_then_end)
    run_together(ending_both_ways(kept, alice))
    assert seen(other).is_kept
    assert stock_of(knife) == (1, 0), "the guard would be of no use"
