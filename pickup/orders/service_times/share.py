"""What one order has of one resource's time, while it changes."""

from __future__ import annotations

from collections.abc import Iterable

from pickup.orders.service_times.models import Appointment
from shops.catalogue.resources import give_back_time, more_than, take_time, units_by_step


class Share:
    """By step, what is needed at once: who follows somebody of the same order gets their chair."""

    def __init__(self, held: Iterable[Appointment] = ()) -> None:
        self.appointments = list(held)
        self.units = units_by_step(self.appointments)

    def take(self, one: Appointment) -> None:
        """Take what one more appointment needs beyond what is there.

        Raises:
            ResourceTaken: not free at some moment of it; what was written must be rolled back.
        """
        appointments = [*self.appointments, one]
        more = more_than(units_by_step(appointments), self.units)
        if more:
            take_time(resource_id=one.resource_id, units=more)
        self.appointments = appointments
        self.units |= {step: self.units.get(step, 0) + units for step, units in more.items()}

    def keep_for(self, wanted: list[Appointment]) -> None:
        """Give back all that some appointments do not need; they are to be taken next."""
        surplus = more_than(self.units, units_by_step(wanted))
        if surplus:
            give_back_time(resource_id=wanted[0].resource_id, units=surplus)
        self.appointments = []
        self.units = {step: units - surplus.get(step, 0) for step, units in self.units.items()}
