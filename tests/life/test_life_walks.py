"""Every state and every way of an order's life, none of them left to chance."""

import pytest
import time_machine
from django.db import transaction

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
