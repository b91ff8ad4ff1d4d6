"""A shop's weekly hours and closures; slots follow them (pickup.slots.schedule)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from marketplace.territories.versions import touch
from shops.models import Closure, OpeningHours, Shop


@dataclass(frozen=True)
class Interval:
    """One opening of the week, in wall time of the shop; weekday 0 is Monday."""

    weekday: int
    opens: time
    closes: time


@transaction.atomic
def replace_opening_hours(*, shop: Shop, intervals: Sequence[Interval]) -> None:
    """Set a shop's whole week at once."""
    shop.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(shop=shop, weekday=i.weekday, opens=i.opens, closes=i.closes)
        for i in intervals
    )
    touch(shop.territory_id)


@transaction.atomic
def add_closure(*, shop: Shop, first_day: date, last_day: date, reason: str = "") -> Closure:
    """Shut the shop on some days, both included."""
    touch(shop.territory_id)
    return Closure.objects.create(shop=shop, first_day=first_day, last_day=last_day, reason=reason)


@transaction.atomic
def delete_closure(*, closure: Closure) -> None:
    touch(closure.shop.territory_id)
    closure.delete()
