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
    """shut: weekly slots of days usually shut, not made then; outside: made all the same."""

    shut: tuple[SlotPattern, ...]
    outside: tuple[SlotPattern, ...]


def is_shut(slot: Weekly, calendar: Calendar) -> bool:
    """Say whether the usual week shuts a slot's day; a season may open it all the same."""
    return not calendar.week.get(slot.weekday)


def is_outside(slot: Weekly, calendar: Calendar) -> bool:
    """Say whether a shop hands over while its door is shut, on a day on which it opens."""
    openings = calendar.week.get(slot.weekday, ())
    return bool(openings) and not within(slot, openings)


def misfits_of(point: PickupPoint) -> Misfits:
    """Return the weekly slots that do not lie within the hours."""
    calendar, patterns = calendar_of(point.shop), list(point.patterns.all())
    return Misfits(
        shut=tuple(one for one in patterns if is_shut(one, calendar)),
        outside=tuple(one for one in patterns if is_outside(one, calendar)),
    )
