"""The times that the services of orders take, in step with slots, quantities and states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.dates.words import say_hour
from pickup.exceptions import Problem, SlotUnavailable
from pickup.orders.service_times.models import Appointment
from pickup.orders.service_times.share import Share
from shops.exceptions import ResourceTaken


def take_times(parts: Iterable[Any], *, held: Iterable[Appointment] = ()) -> list[Problem]:
    """Take what the lines of some parts are to have, as `sequence.arrange` put it onto them.

    Args:
        held: what an order has already to which they are added.
    """
    shares: dict[int, Share] = defaultdict(Share)
    for resource_id, mine in groupby(_by_resource(held), attrgetter("resource_id")):
        shares[resource_id] = Share(mine)
    lines = [(line, part.shop) for part in parts for line in part.lines if line.appointment]
    problems = []
    # In the order of resources; of one resource, in the order of the lines.
    for line, shop in sorted(lines, key=lambda pair: pair[0].appointment.resource_id):
        try:
            shares[line.appointment.resource_id].take(line.appointment)
        except ResourceTaken:
            words = taken_message(line.product.get_title(), line.appointment, shop.zone)
            problems.append(Problem("slot", shop, message=words))
    return problems


def _by_resource(appointments: Iterable[Appointment]) -> list[Appointment]:
    return sorted(appointments, key=attrgetter("resource_id"))


def taken_message(title: str, appointment: Appointment, zone: ZoneInfo) -> str:
    facts = {"product": title, "resource": appointment.resource}
    if not appointment.own_start:
        return _("“%(product)s” (%(resource)s) is taken at this time: choose another one.") % facts
    facts["hour"] = say_hour(appointment.own_start.astimezone(zone))
    words = _(
        "“%(product)s” would begin at %(hour)s, but then it is taken (%(resource)s): "
        "choose another time."
    )
    return words % facts


def follow(order: Any, *, units: Mapping[int, int] | None = None) -> None:
    """Let an order's services hold the time of its slot for what it comes to, and no other.

    Each stays as long after the slot as it was promised. Call after stock rows and quantities of
    days, before slots; the order's row is held.

    Args:
        units: by line, what it is about to come to; a line that is not named is as it stands.

    Raises:
        SlotUnavailable: not free for so long, or for so many.
    """
    mine = Appointment.objects.filter(line__order=order).select_related(
        "resource", "line__order__slot", "line__order__shop"
    )
    ordered = mine.order_by("resource_id", "shift_minutes", "pk")
    for _resource, appointments in groupby(ordered, attrgetter("resource_id")):
        _follow(list(appointments), units or {})


def _follow(mine: list[Appointment], units: Mapping[int, int]) -> None:
    """Bring all appointments of one order with one resource to what they are to be."""
    wanted = [_wanted(one, units) for one in mine]
    if wanted == [(one.start, one.units) for one in mine]:
        return
    share = Share(mine)
    for one, (start, due) in zip(mine, wanted, strict=True):
        one.start, one.units = start, due
    share.keep_for(mine)
    for one in mine:
        _take_or_refuse(share, one)
    Appointment.objects.bulk_update(mine, ["start", "units"])


def _wanted(one: Appointment, units: Mapping[int, int]) -> tuple[datetime, int]:
    line, order = one.line, one.line.order
    if order.released_at or line.substitute_id:
        return one.start, 0
    start, wanted = order.slot.start, units.get(line.pk, line.due_quantity)
    # Nobody else wants what is over: who comes late is served when there is time.
    if start <= timezone.now():
        return one.start, min(wanted, one.units)
    return start + timedelta(minutes=one.shift_minutes), wanted


def _take_or_refuse(share: Share, one: Appointment) -> None:
    try:
        share.take(one)
    except ResourceTaken as taken:
        zone = one.line.order.shop.zone
        raise SlotUnavailable(taken_message(one.line.title, one, zone)) from taken
