"""What to make for a day: how many of each product, variant and option, and for when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from pickup.orders.states import GONE, OPEN_STATES
from pickup.slots.models import Slot
from shops.catalogue.options.choosing import say_frozen
from shops.models import Shop

Line = get_model("order", "Line")
TURN = tuple(f"appointment__{name}" for name in ("start", "shift_minutes", "minutes", "units"))


@dataclass(frozen=True)
class Time:
    """A slot's, or when a service is done that follows another one of its order."""

    start: datetime
    end: datetime


@dataclass
class Item:
    """One product, or one variant of it; `choices` counts its units by what was chosen."""

    title: str
    units: int = 0
    choices: Counter[tuple[str, ...]] = field(default_factory=Counter)
    by_time: Counter[Time] = field(default_factory=Counter)

    @property
    def chosen(self) -> list[tuple[str, int]]:
        """Return what was chosen with its units, the most first; none where nothing can be."""
        if list(self.choices) == [()]:
            return []
        return [(", ".join(words), units) for words, units in self.choices.most_common()]


@dataclass
class ToMake:
    """A day's totals, the most wanted first; `times` in their order, `orders` their number."""

    day: date
    items: list[Item]
    times: list[Time]
    orders: int

    @property
    def rows(self) -> list[tuple[Item, list[tuple[Time, int]]]]:
        """Return each item with the times that ask for it."""
        return [
            (item, [(time, item.by_time[time]) for time in self.times if item.by_time[time]])
            for item in self.items
        ]


def to_make(shop: Shop, *, day: date) -> ToMake:
    """Return what a shop's open orders of a wall date of its zone ask for; two queries."""
    lines = list(lines_to_make(shop, day))
    slots = Slot.objects.in_bulk({line["order__slot"] for line in lines})
    for line in lines:
        line["time"] = _turn_of(line) or _time_of(slots[line["order__slot"]])
    times = {line["time"] for line in lines}
    return ToMake(
        day,
        items=sorted(_items(lines), key=lambda item: (-item.units, item.title)),
        times=sorted(times, key=attrgetter("start", "end")),
        orders=len({line["order"] for line in lines}),
    )


def lines_to_make(shop: Shop, day: date) -> Iterable[dict[str, Any]]:
    """Return the lines that somebody still waits for: `units` are those that are due."""
    lines = Line.objects.filter(
        order__shop=shop, order__slot__day=day, order__status__in=OPEN_STATES
    ).exclude(status__in=GONE)
    # What replaces another product is made in its place, without the options of the other.
    replaced = Q(substitute__isnull=False)
    return (
        lines.order_by("pk")
        .annotate(
            units=F("due_quantity"),
            made=Coalesce("substitute", "product"),
            named=Case(When(replaced, then="substitute_title"), default="title"),
        )
        .values(
            *("order", "order__slot", "made", "named", "units", "options", "substitute"), *TURN
        )
    )


def _time_of(slot: Slot) -> Time:
    return Time(slot.start, slot.end)


def _turn_of(line: dict[str, Any]) -> Time | None:
    start, shift, minutes, units = (line[name] for name in TURN)
    # As an appointment has it: a service that begins with its slot, or was let go, has none.
    return Time(start, start + timedelta(minutes=minutes)) if shift and units else None


def _items(lines: Iterable[dict[str, Any]]) -> Iterable[Item]:
    items: dict[Any, Item] = {}
    for line in lines:
        item = items.setdefault((line["made"], line["named"]), Item(line["named"]))
        item.units += line["units"]
        options = [] if line["substitute"] else line["options"]
        item.choices[tuple(say_frozen(options))] += line["units"]
        item.by_time[line["time"]] += line["units"]
    return items.values()
