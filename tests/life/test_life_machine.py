"""Lives of orders at random, the same ones at each run: nothing breaks the books."""

import os

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.life import reservation_walks
from tests.life.machine import Life
from tests.life.world import MORNING, STATES, WAYS, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# LIVES=500 leads so many, other ones each time.
LIVES = int(os.environ.get("LIVES", "0"))
BOUNDED = settings(
    derandomize=not LIVES,
    database=None,
    deadline=None,
    max_examples=LIVES or 25,
    stateful_step_count=30,
    phases=[Phase.generate],  # a long life is read as it is; shrinking it takes minutes
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def life():
    """Return a machine whose every run begins on the same morning, in the same world."""
    with time_machine.travel(MORNING, tick=False) as clock:
        world = make_world()
        facts = {"world": world, "clock": clock}
        ways = {"ways": set(), "ways_of_reservations": set()}
        yield type("LifeHere", (Life,), facts | ways)


def test_whatever_people_do_the_books_are_right(life, record_property):
    run_state_machine_as_test(life, settings=BOUNDED)
    states = {state for way in life.ways for state in way}
    line = f"{len(states)} of {len(STATES)} states, {len(life.ways)} of {len(WAYS)} ways"
    record_property("closing line", f"Life of an order: {line} gone by chance")
    ways = f"{len(life.ways_of_reservations)} of {len(reservation_walks.WAYS)} ways"
    record_property("closing line", f"Life of a reservation: {ways} gone by chance")
