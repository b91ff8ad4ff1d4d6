"""The slots of a day together: how full it is, as a shop sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pickup.slots.choices import by_day
from pickup.slots.models import Slot


@dataclass(frozen=True)
class SlotDay:
    """A day with its slots; numbers are orders, or work as the shop weighs it."""

    day: date
    slots: list[Slot]
    now: datetime

    @property
    def booked(self) -> int:
        return sum(slot.booked for slot in self.slots)

    @property
    def capacity(self) -> int:
        """How many orders the shop wants; a blocked slot takes none."""
        return sum(slot.wished_capacity for slot in self.slots)

    @property
    def blocked(self) -> int:
        """How many of its slots are blocked."""
        return sum(slot.blocked for slot in self.slots)

    @property
    def full(self) -> int:
        """How many of its slots have no place or no work left, and are not blocked."""
        return sum(_is_full(slot) for slot in self.slots if not slot.blocked)

    @property
    def nearly_full(self) -> bool:
        """Say whether four fifths of its places are taken: the bar warns."""
        return self.booked * 5 >= self.capacity * 4

    @property
    def is_open(self) -> bool:
        """Say whether one of its slots still takes an order."""
        return any(slot.bookable_at(self.now) and not _is_full(slot) for slot in self.slots)


def days_of(slots: Iterable[Slot], *, now: datetime) -> list[SlotDay]:
    """Return slots that come soonest first with their days."""
    return [SlotDay(day, of_day, now) for day, of_day in by_day(slots)]


def first_open(days: Iterable[SlotDay]) -> date | None:
    """Return the first day that still takes an order, or else the first one."""
    days = list(days)
    return next((one.day for one in [*(one for one in days if one.is_open), *days]), None)


def _is_full(slot: Slot) -> bool:
    return slot.booked >= slot.capacity or slot.work_left == 0
