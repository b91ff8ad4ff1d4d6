"""Orders that go to another slot while others order, move or cancel."""

import itertools
import threading
from datetime import timedelta
from functools import partial

from django.db import OperationalError, connection
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders.changes import moving
from pickup.orders.changes.moving import move_by_shop, move_by_shopper
from pickup.orders.models import Purchase
from pickup.orders.transitions import cancel_by_shop
from pickup.slots.models import Slot
from pickup.slots.services import set_places
from tests.factories import (
    make_basket,
    make_member,
    make_order,
    make_product,
    make_slot,
    place,
)
from tests.races.careless import WITHIN_CAPACITY, check_then_book
from tests.races.conftest import meeting_at, run_together, without_constraint
from tests.races.rounds import rounds
from tests.races.tally import TALLY

ROUNDS, MOVERS, LEFT = rounds(15), 5, 3
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in itertools.count())


def seen(order):
    return type(order).objects.select_related("slot", "shop").get(pk=order.pk)


def slots(shop, number, **facts):
    return [make_slot(shop, next(starts), **facts) for _ in range(number)]


def move_and_order(shop, alice, meet=run_together):
    """Let five move to a slot of three places that five others order for; return who is served."""
    [full], homes = slots(shop, 1, capacity=LEFT), slots(shop, MOVERS)
    # Each of its own goods: nobody waits for a stock row before the slot.
    orders = [make_order(make_product(shop), slot=home) for home in homes]
    baskets = [make_basket({make_product(shop): 1}, {shop: full}) for _ in range(MOVERS)]
    jobs = [partial(move_by_shop, order=seen(one), slot=full, by=alice) for one in orders]
    jobs += [partial(place, basket, shop.territory) for basket in baskets]
    results = meet(jobs)
    full.refresh_from_db()
    return full, [one for one in results if one is None or isinstance(one, Purchase)]


def test_moves_and_new_orders_share_the_last_places_exactly(shops):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        full, served = move_and_order(shops[0], alice)
        TALLY.exactly(len(served), LEFT)
        assert full.booked == LEFT
        assert not list(broken_invariants())


def test_control_without_the_guard_moves_and_new_orders_overbook(shops, monkeypatch):
    careless = check_then_book(threading.Barrier(2 * MOVERS))

    def meet(jobs):
        for package in ("changes.moving", "placing.scarce"):
            monkeypatch.setattr(f"pickup.orders.{package}.book_slot", careless)
        return run_together(jobs)

    with without_constraint(*WITHIN_CAPACITY):
        full, served = move_and_order(shops[0], make_member(shops[0]), meet)
    assert full.booked == len(served) > LEFT


def test_moving_against_cancelling_leaves_no_place_held(shops):
    shop, alice = shops[0], make_member(shops[0])
    for _ in range(ROUNDS):
        home, goal = slots(shop, 2)
        order = make_order(make_product(shop), slot=home)
        results = run_together(
            [
                partial(move_by_shopper, order=seen(order), slot=goal, by=None),
                partial(cancel_by_shop, order=seen(order), by=alice),
            ]
        )
        assert [one for one in results if one is None], results
        assert all(one is None or isinstance(one, TransitionRefused) for one in results), results
        assert not list(broken_invariants())


def test_of_two_moves_of_one_order_one_is_refused(shops, monkeypatch):
    shop, alice = shops[0], make_member(shops[0])
    for _ in range(ROUNDS):
        home, one, other = slots(shop, 3)
        order = make_order(make_product(shop), slot=home)
        jobs = [
            partial(move_by_shop, order=seen(order), slot=goal, by=alice) for goal in (one, other)
        ]
        with meeting_at(monkeypatch, "pickup.orders.changes.moving._move", 2):
            results = run_together(jobs)
        assert sum(isinstance(one, TransitionRefused) for one in results) == 1, results
        assert not list(broken_invariants())


def swap_all(shops, monkeypatch):
    """Let every second order of a shop go where the others come from."""
    shop, alice = shops[0], make_member(shops[0])
    pair, jobs = slots(shop, 2, capacity=99), []
    for number in range(2 * MOVERS):
        # Each of its own goods: nobody waits for a stock row before the slots.
        order = make_order(make_product(shop), slot=pair[number % 2])
        goal = pair[1 - number % 2]
        jobs.append(partial(move_by_shop, order=seen(order), slot=goal, by=alice))
    with meeting_at(monkeypatch, "pickup.orders.changes.moving._move", len(jobs)):
        return run_together(jobs)


def test_opposite_moves_never_wait_for_each_other_in_a_ring(shops, monkeypatch):
    assert swap_all(shops, monkeypatch) == [None] * 2 * MOVERS
    assert not list(broken_invariants())


def one_after_the_other(pair):
    """Take slots as they come, with a pause in which the others take theirs."""
    for slot_id in pair:
        yield slot_id
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")


def test_control_without_the_common_order_they_deadlock(shops, monkeypatch):
    monkeypatch.setattr(moving, "sorted", one_after_the_other, raising=False)
    results = swap_all(shops, monkeypatch)
    assert any(isinstance(one, OperationalError) and "deadlock" in str(one) for one in results), (
        results
    )


def lower_while_others_order(shop, lower=set_places):
    """Leave two places of a slot while five order for it; return it, and how many were served."""
    product, [slot] = make_product(shop, available=200), slots(shop, 1, capacity=MOVERS)
    baskets = [make_basket({product: 1}, {shop: slot}) for _ in range(MOVERS)]
    jobs = [partial(place, basket, shop.territory) for basket in baskets]
    results = run_together([*jobs, partial(lower, slot=slot, places=2)])
    slot.refresh_from_db()
    return slot, sum(isinstance(one, Purchase) for one in results)


def test_places_lowered_against_bookings_lose_none(shops):
    for _ in range(ROUNDS):
        slot, served = lower_while_others_order(shops[0])
        assert slot.booked == served
        assert slot.capacity >= slot.booked
        assert slot.closed == (slot.booked > 2)
        assert not list(broken_invariants())


def look_then_lower(*, slot, places):
    """Lower a slot by what was read of it, while others book."""
    booked = Slot.objects.get(pk=slot.pk).booked
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    Slot.objects.filter(pk=slot.pk).update(capacity=max(places, booked), closed=booked > places)


def test_control_lowered_by_what_was_read_a_slot_has_more_booked_than_places(shops):
    with without_constraint(*WITHIN_CAPACITY):
        slot, served = lower_while_others_order(shops[0], look_then_lower)
    assert served == MOVERS > slot.capacity
