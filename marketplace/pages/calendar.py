"""An event as a calendar entry (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from marketplace.pages.models import EventPage
    from marketplace.territories.models import Territory


def calendar_of(event: EventPage, *, territory: Territory, address: str) -> bytes:
    """Return the event, with its weekly rule: calendars then keep its hours as clocks change."""
    zone = territory.zone
    entry = Event()
    entry.add("uid", f"{event.pk}@agenda.{territory.slug}")
    entry.add("dtstamp", event.last_published_at or timezone.now())
    entry.add("dtstart", datetime.combine(event.first_day, event.starts, tzinfo=zone))
    last = event.last_day or event.first_day
    entry.add("dtend", datetime.combine(last, event.ends, tzinfo=zone))
    if event.is_weekly:
        entry.add("rrule", _weekly(event, zone))
    entry.add("summary", event.title)
    entry.add("location", place_of(event))
    entry.add("description", "\n".join(filter(None, [event.intro, address])))
    entry.add("url", address)
    return _calendar(entry).to_ical()


def place_of(event: EventPage) -> str:
    return ", ".join(filter(None, [event.place, event.town.name if event.town else ""]))


def _weekly(event: EventPage, zone) -> dict:
    if not event.until:
        return {"freq": "weekly"}
    # RFC 5545: where the start has a zone, the end of the rule is in UTC.
    last_moment = datetime.combine(event.until, time.max, tzinfo=zone)
    return {"freq": "weekly", "until": last_moment.astimezone(UTC)}


def _calendar(entry: Event) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//marketplace//pages//FR")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar
