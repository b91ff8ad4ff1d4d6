"""What must hold of the time that services take, at any time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import F, Q

from pickup.orders.models import Appointment
from shops.catalogue.models import ResourceTime
from shops.catalogue.resources import steps_of


def time_faults() -> Iterator[str]:
    """Yield a sentence for each fault: what is taken of a time is what appointments hold of it."""
    held = _held()
    for time in ResourceTime.objects.order_by("pk"):
        units = held.pop((time.resource_id, time.start), 0)
        if units != time.taken:
            yield f"Time {time.pk} has {time.taken} taken, appointments hold {units}."
    for resource, start in held:
        yield f"Resource {resource} is held at {start:%Y-%m-%d %H:%M} and has no such time."
    for pk in _astray().values_list("pk", flat=True):
        yield f"Appointment {pk} is not what its line and its order's slot say."


def _held() -> Counter[tuple[int, object]]:
    held: Counter[tuple[int, object]] = Counter()
    for one in Appointment.objects.filter(units__gt=0):
        for step in steps_of(one.start, one.minutes):
            held[one.resource_id, step] += one.units
    return held


def _astray():
    """Return the appointments of orders that are over, or at another time than theirs."""
    let_go = Q(line__order__released_at__isnull=False) | Q(line__substitute__isnull=False)
    elsewhere = ~Q(start=F("line__order__slot__start")) | Q(units__gt=F("line__due_quantity"))
    return Appointment.objects.filter(let_go | elsewhere, units__gt=0)
