"""When public pages change by time alone, without anybody doing anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Min

from marketplace.storefront.queries import end_of_day
from marketplace.territories import versions
from pickup.slots.models import Slot
from shops.models import OpeningHours, SpecialHours

if TYPE_CHECKING:
    from marketplace.territories.models import Territory

DAY = 24 * 3600  # seconds


def known_next_change(territory: Territory, *, now: datetime, version: str) -> datetime:
    """Return the same as `next_change`, asked of the database once a version and instant."""
    key = f"change-{version}"
    known = versions.read(key)
    if known is None or known <= now:
        known = next_change(territory, now=now)
        versions.write(key, known, seconds=DAY)
    return known


def next_change(territory: Territory, *, now: datetime) -> datetime:
    """Return the next cut-off of a slot, opening, closing or midnight of a territory."""
    instants = [
        end_of_day(now, territory),
        _next_cutoff(territory, now),
        _next_hour(territory, now),
    ]
    return min(instant for instant in instants if instant)


def _next_cutoff(territory: Territory, now: datetime) -> datetime | None:
    slots = Slot.objects.bookable(now).filter(point__shop__territory=territory)
    return slots.aggregate(first=Min("cutoff"))["first"]


def _next_hour(territory: Territory, now: datetime) -> datetime | None:
    """Return the next time of today at which a shop may open or close; too many cost nothing."""
    local = now.astimezone(territory.zone)
    today = local.date()
    weekly = OpeningHours.objects.filter(shop__territory=territory, weekday=today.weekday())
    special = SpecialHours.objects.filter(shop__territory=territory, day=today)
    pairs = (one.order_by().values_list("opens", "closes") for one in (weekly, special))
    walls = {wall for pair in next(pairs).union(*pairs) for wall in pair}
    instants = (datetime.combine(today, wall, tzinfo=territory.zone) for wall in walls)
    return min((instant for instant in instants if instant > now), default=None)
