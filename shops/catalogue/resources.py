"""The time of chairs, tables, rooms: taken step by step by guarded UPDATEs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Greatest

from shops.catalogue.models import Resource, ResourceTime
from shops.catalogue.models.service import STEP_MINUTES
from shops.exceptions import ResourceTaken

STEP = timedelta(minutes=STEP_MINUTES)
# How many of a resource, by step.
Units = Mapping[datetime, int]


@dataclass(frozen=True)
class Stretch:
    """So many of a resource for so many minutes; it begins `shift` minutes after its slot."""

    resource: Resource
    minutes: int
    units: int
    shift: int = 0

    @property
    def ends(self) -> int:
        """Return how many minutes after the slot's start it is over."""
        return self.shift + self.minutes


def steps_of(start: datetime, minutes: int) -> list[datetime]:
    """Return the steps of time that a service touches, from the first to the last."""
    first = start.astimezone(UTC)
    first -= timedelta(
        minutes=first.minute % STEP_MINUTES, seconds=first.second, microseconds=first.microsecond
    )
    end = start + timedelta(minutes=minutes)
    return [first + n * STEP for n in range(-((first - end) // STEP))]


def units_by_step(stays: Iterable[Any]) -> dict[datetime, int]:
    """Return how many of a resource some stays of one order take at once, at most, in each step.

    A step in which one ends and the next begins is taken once: nobody sits on two chairs.

    Args:
        stays: each with its `start`, `minutes` and `units`.
    """
    known = [(one.start, one.start + timedelta(minutes=one.minutes), one) for one in stays]
    found: dict[datetime, int] = defaultdict(int)
    for start, _end, one in known:
        for step in steps_of(start, one.minutes):
            moment = max(step, start)
            at_once = sum(other.units for begin, end, other in known if begin <= moment < end)
            found[step] = max(found[step], at_once)
    return dict(found)


def more_than(wanted: Units, had: Units) -> dict[datetime, int]:
    """Return what of some units by step goes beyond others."""
    more = {step: units - had.get(step, 0) for step, units in wanted.items()}
    return {step: units for step, units in more.items() if units > 0}


def take_time(*, resource_id: int, units: Units) -> None:
    """Take so many of a resource in each of some steps.

    Call inside the order's transaction, after all stock rows and quantities of days, before all
    slots, in the order of resources.

    Raises:
        ResourceTaken: fewer are free at some moment of it; what was written must be rolled back.
    """
    # The resource's row is held: no two write its times at once, and `quantity` stays true.
    resource = Resource.objects.select_for_update().get(pk=resource_id)
    most = resource.quantity
    ResourceTime.objects.bulk_create(
        [ResourceTime(resource=resource, start=one, planned=most, quantity=most) for one in units],
        ignore_conflicts=True,
    )
    for quantity, steps in _steps_by_units(units):
        free = ResourceTime.objects.filter(
            resource=resource, start__in=steps, planned__gte=F("taken") + quantity
        )
        if free.update(taken=F("taken") + quantity) < len(steps):
            raise ResourceTaken


def give_back_time(*, resource_id: int, units: Units) -> None:
    """Return what was taken of a resource's time."""
    Resource.objects.select_for_update().get(pk=resource_id)
    for quantity, steps in _steps_by_units(units):
        times = ResourceTime.objects.filter(resource=resource_id, start__in=steps)
        times.update(taken=F("taken") - quantity)


def _steps_by_units(units: Units) -> list[tuple[int, list[datetime]]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for step, quantity in units.items():
        found[quantity].append(step)
    return sorted(found.items())


def set_quantity(*, resource: Resource, quantity: int) -> None:
    """Say how many there are from now on; what is booked stays, and nothing is added to it."""
    Resource.objects.filter(pk=resource.pk).update(quantity=quantity)
    ResourceTime.objects.filter(resource=resource).update(
        planned=quantity, quantity=Greatest(Value(quantity), F("taken"))
    )


def free_for(stretch: Stretch, *, held: Units | None = None) -> Q:
    """Match, in a query of slots, those for which a resource is free for a stretch of theirs.

    Args:
        held: what the order that asks has taken of the resource itself.
    """
    if stretch.units > stretch.resource.quantity:
        return Q(pk__in=[])
    times = ResourceTime.objects.filter(
        resource=stretch.resource,
        start__gt=OuterRef("start") + (timedelta(minutes=stretch.shift) - STEP),
        start__lt=OuterRef("start") + timedelta(minutes=stretch.ends),
    )
    return ~Q(Exists(times.filter(_too_few(stretch.units, held or {}))))


def _too_few(units: int, held: Units) -> Q:
    """Match the times at which fewer are free than are asked for beyond what is held."""
    full = Q(planned__lt=F("taken") + units)
    if not held:
        return full
    full &= ~Q(start__in=list(held))
    for quantity, steps in _steps_by_units(held):
        if quantity < units:
            full |= Q(start__in=steps, planned__lt=F("taken") + (units - quantity))
    return full


def ends_in_time(minutes: int) -> Q:
    """Match, in a query of slots, those whose shop is open for so long from their start."""
    return Q(start__lte=Coalesce("open_until", "end") - timedelta(minutes=minutes))
