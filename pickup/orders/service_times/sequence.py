"""Several services of one order: one after another where they need the same chair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pickup.orders.service_times.models import Appointment
from shops.catalogue.resources import Stretch, units_by_step


def in_sequence(
    lines: Iterable[Any], *, after: Mapping[int, int] | None = None
) -> Iterator[tuple[Any, Stretch]]:
    """Yield the lines of a basket that are services, each with what it takes.

    Those that need the same resource follow one another in the order of the lines; others begin
    together.

    Args:
        after: by resource, how many minutes after its slot the order has it already.
    """
    free_from = dict(after or {})
    for line in lines:
        service = getattr(line.product, "service_terms", None)
        if service:
            shift = free_from.get(service.resource_id, 0)
            yield line, Stretch(service.resource, service.duration_minutes, line.quantity, shift)
            free_from[service.resource_id] = shift + service.duration_minutes


def arrange(
    lines: Iterable[Any], start: datetime, *, after: Mapping[int, int] | None = None
) -> None:
    """Put onto lines of a basket the appointments that they are to have; None: no service.

    None is written yet: each is with its order's line.
    """
    lines = list(lines)
    for line in lines:
        line.appointment = None
    for line, stretch in in_sequence(lines, after=after):
        line.appointment = appointment_for(stretch, start)


def appointment_for(stretch: Stretch, start: datetime) -> Appointment:
    """Return what is to be taken for a slot that starts then."""
    return Appointment(
        resource=stretch.resource,
        minutes=stretch.minutes,
        shift_minutes=stretch.shift,
        start=start + timedelta(minutes=stretch.shift),
        units=stretch.units,
    )


def held_in(lines: Iterable[Any]) -> list[Appointment]:
    """Return what the lines of an order hold; load `appointment` with them."""
    known = (getattr(line, "appointment", None) for line in lines)
    return [one for one in known if one and one.units]


def units_held(appointments: Iterable[Appointment]) -> dict[int, dict[datetime, int]]:
    """Return how many of each resource one order holds, by step."""
    by_resource: dict[int, list[Appointment]] = {}
    for one in appointments:
        by_resource.setdefault(one.resource_id, []).append(one)
    return {resource: units_by_step(mine) for resource, mine in by_resource.items()}


def ends_of(appointments: Iterable[Appointment]) -> dict[int, int]:
    """Return by resource how many minutes after its slot an order is done with it."""
    ends: dict[int, int] = {}
    for one in appointments:
        ends[one.resource_id] = max(ends.get(one.resource_id, 0), one.shift_minutes + one.minutes)
    return ends
