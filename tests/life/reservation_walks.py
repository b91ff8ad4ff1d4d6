"""Each way of a reservation, walked on purpose; of two ends, the first counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pickup.orders.placing.placement import Contact
from pickup.reservations.ending import cancel, mark_came, mark_not_came
from pickup.reservations.expiry import sweep
from pickup.reservations.models import Reservation, ReservationStep
from pickup.reservations.reserving import reserve
from pickup.reservations.states import State
from tests.life.steps import tried
from tests.life.world import Way, World, check

# Begun, and ended once.
WAYS: set[Way] = {("", str(State.KEPT))} | {
    (str(State.KEPT), str(end)) for end in State if end != State.KEPT
}
STATES = {str(state) for state in State}


def ways_gone() -> set[Way]:
    return set(ReservationStep.objects.values_list("from_state", "to_state"))


class ReservationWalk:
    """One reservation of two units, led step by step; the books are looked at after each."""

    def __init__(self, world: World, clock: Any):
        self.world, self.clock = world, clock
        dora = Contact(name="Dora", email="dora@example.org")
        self.kept = reserve(product=world.goods[0], quantity=2, contact=dora)
        self.states: list[str] = []
        self._look()

    def step(self, name: str) -> None:
        STEPS[name](self)
        self._look()

    def by_alice(self, service: Callable, **facts) -> None:
        tried(service, reservation=self.kept, by=self.world.alice, **facts)

    def wait(self) -> None:
        self.clock.move_to(self.kept.kept_until)
        sweep(Reservation.objects.all())

    def _look(self) -> None:
        check()
        self.kept.refresh_from_db()
        self.states.append(self.kept.state)

    @property
    def shelf(self) -> tuple[int, int]:
        """Return how many units there are, and how many are set aside."""
        record = self.world.goods[0].stockrecords.get()
        return record.num_in_stock, record.num_allocated


STEPS: dict[str, Callable[[ReservationWalk], None]] = {
    "buy": lambda walk: walk.by_alice(mark_came, bought=True),
    "look only": lambda walk: walk.by_alice(mark_came, bought=False),
    "miss": lambda walk: walk.by_alice(mark_not_came),
    "give up": lambda walk: walk.by_alice(cancel),
    "wait": ReservationWalk.wait,
}

# The steps, the states from the first on, and the units that are there in the end.
WALKS: list[tuple[str, str, int]] = [
    ("buy; give up; wait", "kept came came came", 6),
    ("look only; buy", "kept came came", 8),
    ("miss; buy; wait", "kept not_came not_came not_came", 8),
    ("give up; miss", "kept cancelled cancelled", 8),
    ("wait; buy; wait", "kept released released released", 8),
]
