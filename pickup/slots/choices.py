"""Slots to choose from on a page: the next ones at once, the others by day behind a fold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from pickup.slots.models import Slot

AT_ONCE = 8


def by_day(slots: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    """Return slots that come soonest first with their days."""
    return [(day, list(of_day)) for day, of_day in groupby(slots, key=attrgetter("day"))]


@dataclass(frozen=True)
class SlotChoices:
    """What can be chosen, soonest first, and what is chosen already."""

    slots: list[Slot]
    chosen: Slot | None = None

    @property
    def first(self) -> list[Slot]:
        return self.slots[:AT_ONCE]

    @property
    def later_days(self) -> list[tuple[date, list[Slot]]]:
        return by_day(self.slots[AT_ONCE:])

    @property
    def chose_later(self) -> bool:
        return self.chosen in self.slots[AT_ONCE:]
