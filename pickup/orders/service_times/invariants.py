"""What must hold of the time that services take, at any time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import F, Q

from pickup.orders.models import Appointment
from pickup.orders.service_times.sequence import units_held
from shops.catalogue.models import ResourceTime


def time_faults() -> Iterator[str]:
    """Yield a sentence for each fault: what is taken of a time is what appointments hold of it."""
    held = _held()
    for time in ResourceTime.objects.order_by("pk"):
        units = held.pop((time.resource_id, time.start), 0)
        if units != time.taken:
            yield f"Time {time.pk} has {time.taken} taken, appointments hold {units}."
    for resource, start in held:
        yield f"Resource {resource} is held at {start:%Y-%m-%d %H:%M} and has no such time."
    for pk in _astray():
        yield f"Appointment {pk} is not what its line and its order's slot say."


def _held() -> Counter[tuple[int, object]]:
    """Count what all orders hold; each needs no more of a resource than at once."""
    held: Counter[tuple[int, object]] = Counter()
    known = Appointment.objects.filter(units__gt=0).select_related("line")
    for _order, mine in groupby(known.order_by("line__order"), attrgetter("line.order_id")):
        for resource, by_step in units_held(mine).items():
            held.update({(resource, step): units for step, units in by_step.items()})
    return held


def _astray() -> Iterator[int]:
    """Yield the appointments of orders that are over, or at another time than theirs."""
    let_go = Q(line__order__released_at__isnull=False) | Q(line__substitute__isnull=False)
    too_many = Q(units__gt=F("line__due_quantity"))
    held = Appointment.objects.filter(units__gt=0).order_by("pk")
    wrong = set(held.filter(let_go | too_many).values_list("pk", flat=True))
    rows = held.values_list("pk", "start", "line__order__slot__start", "shift_minutes")
    for pk, start, slot_start, shift in rows:
        if pk in wrong or start != slot_start + timedelta(minutes=shift):
            yield pk
