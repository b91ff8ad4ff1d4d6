"""Anything that people can do to orders, and to what is put aside, in any order.

After each step the books must be right.

A refusal is an answer, anything else that is raised is a fault. The product looks at its own
clock: it stands still, and goes forward as a step of its own.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from pickup.orders.expiry import sweep_all, sweep_shop
from pickup.orders.reminders import look_after_late_orders
from pickup.reservations import expiry as reservations
from pickup.reservations.models import Reservation
from tests.life.appointments import Appointments
from tests.life.changing import Changing
from tests.life.counter import Counter
from tests.life.lines import Lines
from tests.life.ordering import Ordering
from tests.life.reserving import Reserving
from tests.life.shopkeeping import Shopkeeping
from tests.life.steps import WHICH, one_of

# Nobody sweeps for so long, then a worker does: `audit_invariants` allows an hour.
UNSWEPT = timedelta(minutes=55)
MINUTES = st.sampled_from([1, 4, 20, 40, 120, 300, 24 * 60])


class Life(Ordering, Appointments, Changing, Counter, Lines, Reserving, Shopkeeping):
    @rule(minutes=MINUTES)
    def wait(self, minutes):
        self.go_on(timezone.now() + timedelta(minutes=minutes))

    @rule(shop=WHICH)
    def look_at_a_board(self, shop):
        shop = one_of(self.world.shops, shop)
        sweep_shop(shop)
        reservations.sweep(Reservation.objects.for_shop(shop))

    def go_on(self, moment) -> None:
        """Let time pass; the worker sweeps in time, and each night makes the slots to come."""
        self.clock.move_to(moment)
        if moment - self.swept > UNSWEPT:
            sweep_all()
            reservations.sweep(Reservation.objects.all())
            look_after_late_orders(now=moment)
            self.world.make_slots()
            self.swept = moment
