"""Time that passes only while a shop is open: « two opening hours from now »."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shops.hours.calendar import HORIZON_DAYS, Calendar
from shops.notice import instant


def open_time_after(calendar: Calendar, start: datetime, length: timedelta) -> datetime:
    """Return the UTC instant at which a shop has been open for `length` since `start`.

    A shop that tells no opening within the horizon is counted by the clock; one that is not open
    for so long within it is counted up to its end.
    """
    start = start.astimezone(UTC)
    left, opened = length, False
    first = start.astimezone(calendar.zone).date() - timedelta(days=1)
    for begins, ends in calendar.openings(first):
        # Instants: between wall times of one zone, the hour that the clock skips would count.
        since, until = max(begins.astimezone(UTC), start), ends.astimezone(UTC)
        if until <= since:
            continue
        opened = True
        if until - since >= left:
            return since + left
        left -= until - since
    return start + (timedelta(days=HORIZON_DAYS) if opened else length)


def open_time_before(calendar: Calendar, end: datetime, length: timedelta) -> datetime:
    """Return the last UTC instant from which a shop is open for `length` until `end`.

    Counted as in `open_time_after`: by the clock where no opening is told within the horizon, and
    back to the horizon where it is not open for so long.
    """
    end = end.astimezone(UTC)
    left, opened = length, False
    last = end.astimezone(calendar.zone).date()
    for day in (last - timedelta(days=offset) for offset in range(HORIZON_DAYS)):
        for opens, closes in reversed(calendar.on(day)):
            since, until = (instant(day, wall, calendar.zone) for wall in (opens, closes))
            until = min(until, end)
            if until <= since:
                continue
            opened = True
            if until - since >= left:
                return until - left
            left -= until - since
    return end - (timedelta(days=HORIZON_DAYS) if opened else length)
