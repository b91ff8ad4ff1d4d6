"""Pages as search engines read them (schema.org)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from marketplace.pages.models import EventPage


def event_data(event: EventPage, request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    """Return the event's next occurrence, or its last once all are over."""
    zone = request.territory.zone
    occurrence = event.dates.next_occurrence(now=now, zone=zone)
    occurrence = occurrence or event.dates.last_occurrence(zone)
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": event.get_full_url(request),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(event),
        "organizer": {"@type": "Organization", "name": request.territory.association.name},
    }
    if occurrence:
        data |= {
            "startDate": occurrence.start.isoformat(),
            "endDate": occurrence.end.isoformat(),
        }
    return data


def _place(event: EventPage) -> dict[str, Any]:
    address: dict[str, Any] = {"@type": "PostalAddress", "addressCountry": "FR"}
    if event.town:
        address |= {"addressLocality": event.town.name, "postalCode": event.town.postcode}
    return {"@type": "Place", "name": event.place, "address": address}
