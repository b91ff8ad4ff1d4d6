"""Weekly slots beside the hours: which are outside them, and which stand on days that are shut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pickup.slots.models import PickupPoint, SlotPattern
from pickup.slots.windows import Wall, within
from shops.hours.calendar import Calendar, calendar_of


class Weekly(Wall, Protocol):
    """A slot that comes back every week, in wall time; weekday 0 is Monday."""

    @property
    def weekday(self) -> int: ...


@dataclass(frozen=True)
class Misfits:
    """shut: weekly slots that no week makes, for their day is shut; outside: made all the same."""

    shut: tuple[SlotPattern, ...]
    outside: tuple[SlotPattern, ...]


def is_outside(slot: Weekly, calendar: Calendar) -> bool:
    """Say whether a shop hands over while its door is shut, on a day on which it opens."""
    openings = calendar.of_weekday(slot.weekday)
    return bool(openings) and not within(slot, openings)


def misfits_of(point: PickupPoint) -> Misfits:
    """Return the weekly slots that do not lie within the hours."""
    calendar, patterns = calendar_of(point.shop), list(point.patterns.all())
    return Misfits(
        shut=tuple(one for one in patterns if not calendar.of_weekday(one.weekday)),
        outside=tuple(one for one in patterns if is_outside(one, calendar)),
    )
