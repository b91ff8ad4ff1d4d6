"""When an event takes place: wall time of its territory, once or every week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Occurrence:
    """One time an event takes place, as instants."""

    start: datetime
    end: datetime

    @property
    def is_on_one_day(self) -> bool:
        return self.start.date() == self.end.date()


@dataclass(frozen=True)
class Dates:
    """The days and hours an editor typed; a draft may lack some."""

    first_day: date | None
    starts: time | None
    last_day: date | None
    ends: time | None
    is_weekly: bool = False
    until: date | None = None

    def next_occurrence(self, *, now: datetime, zone: ZoneInfo) -> Occurrence | None:
        """Return the occurrence that is on or comes next; None once all are over."""
        if not self.is_weekly:
            only = self._on(self.first_day, zone)
            return only if now < only.end else None
        today = now.astimezone(zone).date()
        weeks = max(0, (today - self.first_day).days // 7)
        for day in (self.first_day + WEEK * (weeks + more) for more in range(2)):
            if self.until and day > self.until:
                return None
            occurrence = self._on(day, zone)
            if now < occurrence.end:
                return occurrence
        return None

    def last_occurrence(self, zone: ZoneInfo) -> Occurrence | None:
        """Return the last occurrence; None for what has no end."""
        if not self.is_weekly:
            return self._on(self.first_day, zone)
        if self.until is None:
            return None
        return self._on(self.first_day + WEEK * ((self.until - self.first_day).days // 7), zone)

    def errors(self) -> dict[str, str]:
        """Return what is wrong, by field; what is missing is said elsewhere."""
        if not (self.first_day and self.starts and self.ends):
            return {}
        if self.is_weekly and self.last_day:
            return {"last_day": _("A weekly event ends on the day it starts.")}
        if self.last_day and self.last_day <= self.first_day:
            return {"last_day": _("Leave it empty, or give a day after the first.")}
        if not self.last_day and self.ends <= self.starts:
            return {"ends": _("It ends before it starts: for the night, give the last day.")}
        if self.until and not self.is_weekly:
            return {"until": _("Only for what comes back every week.")}
        if self.until and self.until < self.first_day:
            return {"until": _("The last date comes before the first.")}
        return {}

    def _on(self, day: date, zone: ZoneInfo) -> Occurrence:
        last = self.last_day or day
        return Occurrence(
            datetime.combine(day, self.starts, tzinfo=zone),
            datetime.combine(last, self.ends, tzinfo=zone),
        )
