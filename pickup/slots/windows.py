"""From opening hours and weekly slots to windows of one day; no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# An opening that runs over this hour makes two half-days.
HALF_DAY = time(13)


@dataclass(frozen=True)
class Window:
    start: datetime
    end: datetime
    capacity: int


def half_days(opens: time, closes: time) -> list[tuple[time, time]]:
    """Cut an opening interval at one o'clock: 9-12 stays one window, 9-18 becomes two."""
    if opens < HALF_DAY < closes:
        return [(opens, HALF_DAY), (HALF_DAY, closes)]
    return [(opens, closes)]


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall time; a time that the clock skips moves forward."""
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def windows_on(day: date, *, point, zone: ZoneInfo) -> Iterator[Window]:
    """Yield the windows of a day: the weekly slots, or else the half-days of opening.

    Args:
        day: wall date in the shop's zone; closures are the caller's matter.
        point: a PickupPoint with patterns and its shop's opening hours prefetched.
    """
    patterns = list(point.patterns.all())
    if patterns:
        times = [
            (pattern.starts, pattern.ends, pattern.capacity)
            for pattern in patterns
            if pattern.weekday == day.weekday()
        ]
    else:
        times = [
            (start, end, point.default_capacity)
            for hours in point.shop.opening_hours.all()
            if hours.weekday == day.weekday()
            for start, end in half_days(hours.opens, hours.closes)
        ]
    for start, end, capacity in times:
        window = Window(instant(day, start, zone), instant(day, end, zone), capacity)
        # The hour that the clock skips in spring has no length.
        if window.end > window.start:
            yield window
