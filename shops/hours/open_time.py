"""Time that passes only while a shop is open: « two opening hours from now »."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shops.hours.calendar import HORIZON_DAYS, Calendar


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
