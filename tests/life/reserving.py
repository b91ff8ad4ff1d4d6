"""Goods put aside for somebody to see, and what becomes of that."""

from __future__ import annotations

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from pickup.orders.placing.placement import Contact
from pickup.reservations import ending
from pickup.reservations.models import Reservation
from pickup.reservations.reserving import reserve
from tests.life.reservation_walks import ways_gone
from tests.life.steps import BOOL, WHICH, Steps, one_of, tried
from tests.life.world import Way

SOME = st.integers(1, 3)


def some_are_kept(life) -> bool:
    """Say whether any was made, ended or not: what has ended is ended again in vain."""
    return bool(life.former_reservations)


class Reserving(Steps):
    ways_of_reservations: set[Way]

    def __init__(self):
        super().__init__()
        # As screens that stand open saw them.
        self.former_reservations: list[Reservation] = []

    def teardown(self):
        self.ways_of_reservations |= ways_gone()
        super().teardown()

    @rule(product=WHICH, quantity=SOME, has_account=BOOL)
    def reserve(self, product, quantity, has_account):
        someone = self.world.dora if has_account else None
        made = tried(
            reserve,
            product=one_of(self.world.reservable, product),
            quantity=quantity,
            contact=Contact("Dora", "" if has_account else "dora@example.org", "0612345678"),
            user=someone,
        )
        if made:
            self.former_reservations.append(made)

    @precondition(some_are_kept)
    @rule(which=WHICH, bought=BOOL)
    def come_and_see(self, which, bought):
        self.end(ending.mark_came, which, bought=bought, by=self.world.alice)

    @precondition(some_are_kept)
    @rule(which=WHICH)
    def not_come(self, which):
        self.end(ending.mark_not_came, which, by=self.world.alice)

    @precondition(some_are_kept)
    @rule(which=WHICH, forgotten=BOOL)
    def give_up(self, which, forgotten):
        self.end(ending.end_in_silence if forgotten else ending.cancel, which)

    def end(self, service, which: int, **facts) -> None:
        """End one of those made, as it was seen when it was made: of two ends, one counts."""
        one = one_of(self.former_reservations, which)
        tried(service, reservation=one, now=timezone.now(), **facts)
