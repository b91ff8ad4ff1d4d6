"""How long before a collection an order must come: a lead time, an hour of a day before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Notice:
    """What a shop or a product asks for; where it asks for several things, all of them.

    lead: before the collection's start; days: that many days before, until the wall time `at`;
    weekday: at `at` on the last such day before the collection's (0 is Monday).
    """

    lead: timedelta = timedelta(0)
    at: time | None = None
    days: int | None = None
    weekday: int | None = None

    def cutoff(self, start: datetime, *, zone: ZoneInfo) -> datetime:
        """Return the last moment to order for a collection that starts then, in UTC."""
        before = start.astimezone(UTC) - self.lead
        day = self._last_day(start.astimezone(zone).date())
        if day is None or self.at is None:
            return before
        return min(before, instant(day, self.at, zone))

    def allows(self, start: datetime, now: datetime, *, zone: ZoneInfo) -> bool:
        """Say whether one can still order for a start; nothing asked for, nothing refused."""
        in_time = not self.lead or now < start - self.lead
        return in_time and self.allows_day(start.astimezone(zone).date(), now, zone=zone)

    def allows_day(self, day: date, now: datetime, *, zone: ZoneInfo) -> bool:
        """Say whether one can still order for a day; the lead time depends on the hour."""
        last = self._last_day(day)
        return last is None or self.at is None or now < instant(last, self.at, zone)

    def _last_day(self, collected: date) -> date | None:
        """Return the last day on which one can order for a day; None: the lead time alone says."""
        if self.days is not None:
            return collected - timedelta(days=self.days)
        if self.weekday is not None:
            back = (collected.weekday() - self.weekday) % 7 or 7
            return collected - timedelta(days=back)
        return None


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall time; a time that the clock skips moves forward."""
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)
