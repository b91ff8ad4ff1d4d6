"""The collection as a calendar entry (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from marketplace.territories.addresses import absolute
from pickup.orders.service_times.sequence import held_in


def calendar_of(order, *, token: str) -> bytes:
    """Return one event: the slot, the place, the code, and a reminder an hour before.

    It ends with the slot, or with the last of the order's services where that goes on longer.
    """
    shop = order.shop
    calendar = Calendar()
    calendar.add("prodid", "-//marketplace//pickup//FR")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{order.number}@{shop.territory.slug}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", order.slot.start)
    event.add("dtend", max([order.slot.end, *(one.end for one in held_in(order.lines.all()))]))
    event.add("summary", _("Collect at %(shop)s") % {"shop": shop.name})
    event.add("location", f"{shop.name}, {shop.address}, {shop.postcode} {shop.town.name}")
    link = absolute(reverse("pickup:purchase", args=[token]), order.purchase.territory)
    event.add("description", _("Code %(code)s") % {"code": order.spaced_code} + f"\n{link}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", shop.name)
    alarm.add("trigger", timedelta(hours=-1))
    event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()
