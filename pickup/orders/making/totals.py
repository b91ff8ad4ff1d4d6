"""What to make for a day: how many of each product, variant and option, and for which slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from pickup.orders.states import GONE, OPEN_STATES
from pickup.slots.models import Slot
from shops.catalogue.options.choosing import say_frozen
from shops.models import Shop

Line = get_model("order", "Line")


@dataclass
class Item:
    """One product, or one variant of it; `choices` counts its units by what was chosen."""

    title: str
    units: int = 0
    choices: Counter[tuple[str, ...]] = field(default_factory=Counter)
    by_slot: Counter[int] = field(default_factory=Counter)

    @property
    def chosen(self) -> list[tuple[str, int]]:
        """Return what was chosen with its units, the most first; none where nothing can be."""
        if list(self.choices) == [()]:
            return []
        return [(", ".join(words), units) for words, units in self.choices.most_common()]


@dataclass
class ToMake:
    """A day's totals, the most wanted first; `slots` in their order, `orders` their number."""

    day: date
    items: list[Item]
    slots: list[Slot]
    orders: int

    @property
    def rows(self) -> list[tuple[Item, list[tuple[Slot, int]]]]:
        """Return each item with the slots that ask for it."""
        return [
            (item, [(slot, item.by_slot[slot.pk]) for slot in self.slots if item.by_slot[slot.pk]])
            for item in self.items
        ]


def to_make(shop: Shop, *, day: date) -> ToMake:
    """Return what a shop's open orders of a wall date of its zone ask for; two queries."""
    lines = list(lines_to_make(shop, day))
    slots = Slot.objects.filter(pk__in={line["order__slot"] for line in lines})
    return ToMake(
        day,
        items=sorted(_items(lines), key=lambda item: (-item.units, item.title)),
        slots=list(slots.order_by("start", "pk")),
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
        .values("order", "order__slot", "made", "named", "units", "options", "substitute")
    )


def _items(lines: Iterable[dict[str, Any]]) -> Iterable[Item]:
    items: dict[Any, Item] = {}
    for line in lines:
        item = items.setdefault((line["made"], line["named"]), Item(line["named"]))
        item.units += line["units"]
        options = [] if line["substitute"] else line["options"]
        item.choices[tuple(say_frozen(options))] += line["units"]
        item.by_slot[line["order__slot"]] += line["units"]
    return items.values()
