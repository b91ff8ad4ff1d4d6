"""The times that the services of orders take, in step with slots, quantities and states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pickup.exceptions import Problem, SlotUnavailable
from pickup.orders.service_times.models import Appointment
from shops.catalogue.resources import give_back_time, take_time
from shops.exceptions import ResourceTaken


def take_times(parts: Iterable[Any]) -> list[Problem]:
    """Take what the services of a basket need from the start of each slot on.

    Each line remembers what was taken for it, to be written with its order.
    """
    taken = [
        (appointment, part.shop, line)
        for part in parts
        for line in part.lines
        if (appointment := appointment_for(line, part.chosen_slot.start))
    ]
    problems = []
    for appointment, shop, line in sorted(taken, key=lambda one: one[0].resource_id):
        line.appointment = appointment
        try:
            _take(appointment)
        except ResourceTaken:
            message = taken_message(line.product.get_title(), appointment.resource)
            problems.append(Problem("slot", shop, message=message))
    return problems


def appointment_for(line: Any, start: datetime) -> Appointment | None:
    """Return what a line of a basket takes, not written yet; None where it is no service."""
    service = getattr(line.product, "service_terms", None)
    return service and Appointment(
        resource=service.resource,
        minutes=service.duration_minutes,
        start=start,
        units=line.quantity,
    )


def taken_message(title: str, resource: Any) -> str:
    facts = {"product": title, "resource": resource}
    return _("“%(product)s” (%(resource)s) is taken at this time: choose another one.") % facts


def follow(order: Any, *, units: Mapping[int, int] | None = None) -> None:
    """Let an order's services hold the time of its slot for what it comes to, and no other.

    Call after stock rows and quantities of days, before slots; the order's row is held.

    Args:
        units: by line, what it is about to come to; a line that is not named is as it stands.

    Raises:
        SlotUnavailable: not free for so long, or for so many.
    """
    mine = Appointment.objects.filter(line__order=order).select_related(
        "resource", "line__order__slot"
    )
    changes = [
        (one, wanted)
        for one in mine.order_by("resource_id", "pk")
        if (wanted := _wanted(one, units or {})) != (one.start, one.units)
    ]
    for one, _wish in changes:
        if one.units:
            _give_back(one)
    for one, (one.start, one.units) in changes:
        if one.units:
            _take_or_refuse(one)
    Appointment.objects.bulk_update([one for one, _wish in changes], ["start", "units"])


def _wanted(one: Appointment, units: Mapping[int, int]) -> tuple[datetime, int]:
    line, order = one.line, one.line.order
    if order.released_at or line.substitute_id:
        return one.start, 0
    start, wanted = order.slot.start, units.get(line.pk, line.due_quantity)
    # Nobody else wants what is over: who comes late is served when there is time.
    if start <= timezone.now():
        return one.start, min(wanted, one.units)
    return start, wanted


def _take(one: Appointment) -> None:
    take_time(
        resource_id=one.resource_id, start=one.start, minutes=one.minutes, quantity=one.units
    )


def _take_or_refuse(one: Appointment) -> None:
    try:
        _take(one)
    except ResourceTaken as taken:
        raise SlotUnavailable(taken_message(one.line.title, one.resource)) from taken


def _give_back(one: Appointment) -> None:
    give_back_time(
        resource_id=one.resource_id, start=one.start, minutes=one.minutes, quantity=one.units
    )


def held_by(order: Any) -> dict[int, tuple[datetime, int]]:
    """Return by resource the start and the minutes of what an order has taken."""
    mine = Appointment.objects.filter(line__order=order, units__gt=0)
    longest = sorted(mine, key=attrgetter("minutes"))
    return {one.resource_id: (one.start, one.minutes) for one in longest}
