"""Why a shop's part of a basket has no time: when each of its products could be had alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pickup.orders.placing.availability import needs_of
from pickup.orders.placing.basket import ShopPart
from pickup.slots.models import Slot


def starts_alone(part: ShopPart, *, now: datetime) -> list[tuple[Any, datetime | None]]:
    """Return each line with the start of the next slot that takes it alone, None without one.

    Empty where that explains nothing: a line stands alone already, or no line has a time.
    """
    if len(part.lines) < 2:
        return []
    alone = [(line, _next_start(part, line, now)) for line in part.lines]
    return alone if any(start for _line, start in alone) else []


def _next_start(part: ShopPart, line: Any, now: datetime) -> datetime | None:
    slots = Slot.objects.filter(needs_of(part.shop, [line]).match(now)).order_by("start")
    return slots.values_list("start", flat=True).first()
