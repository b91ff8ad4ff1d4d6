"""Every state and every way of an order, and of what is put aside, none left to chance."""

import pytest
import time_machine
from django.db import transaction

from tests.life import reservation_walks
from tests.life.reservation_walks import ReservationWalk
from tests.life.walks import WALKS, Walk
from tests.life.world import MORNING, STATES, WAYS, make_world, ways_gone

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield make_world(), clock


def walk(world, begins, steps):
    """Lead an order through some steps; return where it was, and the ways it went."""
    made, clock = world
    clock.move_to(MORNING)
    with transaction.atomic():
        one = Walk(made, clock)
        one.begin(**begins)
        for step in steps.split("; "):
            one.step(step)
        ways = ways_gone()
        transaction.set_rollback(True)
    return " ".join(one.states), ways


def test_every_way_is_gone_and_the_books_are_right_at_each_step(world, record_property):
    gone = set()
    for begins, steps, states in WALKS:
        seen, ways = walk(world, begins, steps)
        assert seen == states, steps
        gone |= ways
    assert gone == WAYS
    assert {state for way in gone for state in way} == STATES
    line = f"{len(STATES)} of {len(STATES)} states, {len(gone)} of {len(WAYS)} ways"
    record_property("closing line", f"Life of an order: {line} gone on purpose")


def put_aside(world, steps):
    """Lead a reservation through some steps; return where it was, its ways, and the shelf."""
    made, clock = world
    clock.move_to(MORNING)
    with transaction.atomic():
        one = ReservationWalk(made, clock)
        for step in steps.split("; "):
            one.step(step)
        ways, shelf = reservation_walks.ways_gone(), one.shelf
        transaction.set_rollback(True)
    return " ".join(one.states), ways, shelf


def test_what_is_put_aside_ends_once_in_every_way(world, record_property):
    gone = set()
    for steps, states, left in reservation_walks.WALKS:
        seen, ways, shelf = put_aside(world, steps)
        assert (seen, shelf) == (states, (left, 0)), steps
        gone |= ways
    assert gone == reservation_walks.WAYS
    assert {state for way in gone for state in way if state} == reservation_walks.STATES
    states, ways = reservation_walks.STATES, reservation_walks.WAYS
    line = f"{len(states)} of {len(states)} states, {len(gone)} of {len(ways)} ways"
    record_property("closing line", f"Life of a reservation: {line} gone on purpose")
