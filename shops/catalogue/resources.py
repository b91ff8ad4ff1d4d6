"""The time of chairs, tables, rooms: taken step by step by one guarded UPDATE."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Greatest

from shops.catalogue.models import Resource, ResourceTime
from shops.catalogue.models.service import STEP_MINUTES
from shops.exceptions import ResourceTaken

STEP = timedelta(minutes=STEP_MINUTES)


def steps_of(start: datetime, minutes: int) -> list[datetime]:
    """Return the steps of time that a service touches, from the first to the last."""
    first = start.astimezone(UTC)
    first -= timedelta(
        minutes=first.minute % STEP_MINUTES, seconds=first.second, microseconds=first.microsecond
    )
    end = start + timedelta(minutes=minutes)
    return [first + n * STEP for n in range(-((first - end) // STEP))]


def take_time(*, resource_id: int, start: datetime, minutes: int, quantity: int) -> None:
    """Take a resource, so many of it, for as long as a service lasts.

    Call inside the order's transaction, after all stock rows and quantities of days, before all
    slots, in the order of resources.

    Raises:
        ResourceTaken: fewer are free at some moment of it; what was written must be rolled back.
    """
    # The resource's row is held: no two write its times at once, and `quantity` stays true.
    resource = Resource.objects.select_for_update().get(pk=resource_id)
    most = resource.quantity
    steps = steps_of(start, minutes)
    ResourceTime.objects.bulk_create(
        [ResourceTime(resource=resource, start=one, planned=most, quantity=most) for one in steps],
        ignore_conflicts=True,
    )
    free = ResourceTime.objects.filter(
        resource=resource, start__in=steps, planned__gte=F("taken") + quantity
    )
    if free.update(taken=F("taken") + quantity) < len(steps):
        raise ResourceTaken


def give_back_time(*, resource_id: int, start: datetime, minutes: int, quantity: int) -> None:
    """Return what was taken of a resource's time."""
    Resource.objects.select_for_update().get(pk=resource_id)
    ResourceTime.objects.filter(resource=resource_id, start__in=steps_of(start, minutes)).update(
        taken=F("taken") - quantity
    )


def set_quantity(*, resource: Resource, quantity: int) -> None:
    """Say how many there are from now on; what is booked stays, and nothing is added to it."""
    Resource.objects.filter(pk=resource.pk).update(quantity=quantity)
    ResourceTime.objects.filter(resource=resource).update(
        planned=quantity, quantity=Greatest(Value(quantity), F("taken"))
    )


def free_for(
    *, resource: Resource, minutes: int, quantity: int, held: tuple[datetime, int] | None = None
) -> Q:
    """Match, in a query of slots, those at whose start a resource is free for so long.

    Args:
        held: start and minutes of what the order that asks has taken itself.
    """
    if quantity > resource.quantity:
        return Q(pk__in=[])
    times = ResourceTime.objects.filter(
        resource=resource,
        start__gt=OuterRef("start") - STEP,
        start__lt=OuterRef("start") + timedelta(minutes=minutes),
    )
    full = Q(planned__lt=F("taken") + quantity)
    if held:
        mine = Q(start__in=steps_of(*held))
        full = (full & ~mine) | (mine & Q(planned__lt=F("taken")))
    return ~Q(Exists(times.filter(full)))


def ends_in_time(minutes: int) -> Q:
    """Match, in a query of slots, those whose shop is open for so long from their start."""
    return Q(start__lte=Coalesce("open_until", "end") - timedelta(minutes=minutes))
