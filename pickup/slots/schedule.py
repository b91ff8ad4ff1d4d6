"""When a shop hands over: weekly slots, time to prepare; every change remakes its slots."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from pickup.slots.models import PickupPoint, SlotPattern
from pickup.slots.services import generate_slots
from shops.models import Shop


@dataclass(frozen=True)
class WeeklySlot:
    """One slot that comes back every week, in wall time; weekday 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    capacity: int
    work: int | None = None


def ensure_point(shop: Shop) -> PickupPoint:
    """Return where a shop hands over, made with the usual settings where it is missing."""
    return PickupPoint.objects.get_or_create(shop=shop)[0]


@transaction.atomic
def replace_weekly_slots(*, point: PickupPoint, slots: Sequence[WeeklySlot]) -> None:
    """Set the weekly slots at once; none: one window per half-day of opening."""
    point.patterns.all().delete()
    SlotPattern.objects.bulk_create(
        SlotPattern(
            point=point,
            weekday=slot.weekday,
            starts=slot.starts,
            ends=slot.ends,
            capacity=slot.capacity,
            work=slot.work,
        )
        for slot in slots
    )
    generate_slots(point=point)


def slots_of(point: PickupPoint) -> list[WeeklySlot]:
    """Return the weekly slots of a point, in order."""
    return [
        WeeklySlot(one.weekday, one.starts, one.ends, one.capacity, one.work)
        for one in point.patterns.all()
    ]


def add_weekly_slots(
    *, point: PickupPoint, slots: Sequence[WeeklySlot], replaces: bool = False
) -> None:
    """Add weekly slots that overlap none, or set them in place of all that their days have."""
    days = {slot.weekday for slot in slots} if replaces else set()
    kept = [slot for slot in slots_of(point) if slot.weekday not in days]
    replace_weekly_slots(point=point, slots=[*kept, *slots])


def copy_weekday(*, point: PickupPoint, source: int, targets: Collection[int]) -> None:
    """Give other days of the week the slots of one, in place of their own."""
    model = [slot for slot in slots_of(point) if slot.weekday == source]
    copies = [replace(slot, weekday=day) for day in targets if day != source for slot in model]
    add_weekly_slots(point=point, slots=copies, replaces=True)


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Until when one can order (see shops.notice), and what half a day of opening takes."""

    lead_time_minutes: int
    order_at: time | None = None
    order_days: int | None = None
    order_weekday: int | None = None
    default_capacity: int
    default_work: int | None = None


@transaction.atomic
def set_preparation(*, point: PickupPoint, preparation: Preparation) -> None:
    """Set what holds of all slots to come; a cut-off that was told for an order stays."""
    facts = asdict(preparation)
    PickupPoint.objects.filter(pk=point.pk).update(**facts)
    generate_slots(point=point)


@transaction.atomic
def pause_today(*, point: PickupPoint, now: datetime | None = None) -> None:
    """Take no more orders for today; those that were placed stay."""
    point.paused_on = (now or timezone.now()).astimezone(point.shop.zone).date()
    point.save(update_fields=["paused_on"])
    generate_slots(point=point, now=now)


@transaction.atomic
def resume_today(*, point: PickupPoint, now: datetime | None = None) -> None:
    point.paused_on = None
    point.save(update_fields=["paused_on"])
    generate_slots(point=point, now=now)
