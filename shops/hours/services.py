"""What a shop says of its hours; slots follow them (pickup.slots.schedule)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.territories.versions import touch
from shops.exceptions import HoursRefused
from shops.hours.calendar import season_of
from shops.models import Closure, HoursPeriod, OpeningHours, Shop, SpecialHours

Recurs = HoursPeriod.Recurs
A_LEAP_YEAR = (date(2028, 1, 1), date(2028, 12, 31))
# So many days in a row have every day that a year can have.
LEAP_YEARS_APART = 8 * 366


@dataclass(frozen=True)
class Interval:
    """One opening of the week, in wall time of the shop; weekday 0 is Monday."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class SeasonFacts:
    """What a shop says of a season; both days included, none of them for school holidays."""

    name: str
    recurs: str
    first_day: date | None = None
    last_day: date | None = None


@transaction.atomic
def replace_opening_hours(
    *, shop: Shop, intervals: Sequence[Interval], period: HoursPeriod | None = None
) -> None:
    """Set the whole week at once: the usual one, or a season's."""
    shop.opening_hours.filter(period=period).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(shop=shop, period=period, weekday=i.weekday, opens=i.opens, closes=i.closes)
        for i in intervals
    )
    touch(shop.territory_id)


@transaction.atomic
def save_season(
    *,
    shop: Shop,
    facts: SeasonFacts,
    intervals: Sequence[Interval],
    period: HoursPeriod | None = None,
) -> HoursPeriod:
    """Add a season with its week, or change one.

    Raises:
        HoursRefused: it overlaps another season; `field` says where to mend it.
    """
    period = period or HoursPeriod(shop=shop)
    period.name, period.recurs = facts.name, facts.recurs
    period.first_day, period.last_day = facts.first_day, facts.last_day
    _check_overlap(period)
    period.save()
    replace_opening_hours(shop=shop, intervals=intervals, period=period)
    return period


@transaction.atomic
def delete_season(*, period: HoursPeriod) -> None:
    touch(period.shop.territory_id)
    period.delete()


@transaction.atomic
def set_special_hours(
    *, shop: Shop, day: date, openings: Sequence[tuple[time, time]]
) -> list[SpecialHours]:
    """Give one day hours of its own, in place of all others; none: as any other day again."""
    touch(shop.territory_id)
    shop.special_hours.filter(day=day).delete()
    return SpecialHours.objects.bulk_create(
        SpecialHours(shop=shop, day=day, opens=opens, closes=closes) for opens, closes in openings
    )


@transaction.atomic
def add_closure(*, shop: Shop, first_day: date, last_day: date, reason: str = "") -> Closure:
    """Shut the shop on some days, both included."""
    touch(shop.territory_id)
    return Closure.objects.create(shop=shop, first_day=first_day, last_day=last_day, reason=reason)


@transaction.atomic
def delete_closure(*, closure: Closure) -> None:
    touch(closure.shop.territory_id)
    closure.delete()


@transaction.atomic
def set_public_holidays(*, shop: Shop, rule: str) -> None:
    """Say whether public holidays shut the shop; see `Shop.OnPublicHolidays`."""
    shop.on_public_holidays = rule
    shop.save(update_fields=["on_public_holidays"])
    touch(shop.territory_id)


def _check_overlap(period: HoursPeriod) -> None:
    others = HoursPeriod.objects.filter(shop=period.shop).exclude(pk=period.pk)
    if period.recurs == Recurs.SCHOOL_HOLIDAYS:
        if others.filter(recurs=Recurs.SCHOOL_HOLIDAYS).exists():
            raise HoursRefused("recurs", _("The school holidays have hours already: change them."))
        return
    for other in others.exclude(recurs=Recurs.SCHOOL_HOLIDAYS):
        if _overlap(period, other):
            refusal = _("“%(season)s” has days in these dates already.")
            raise HoursRefused("first_day", refusal % {"season": other.name})


def _overlap(one: HoursPeriod, other: HoursPeriod) -> bool:
    """Say whether two seasons with dates share a day of any year."""
    if one.recurs == other.recurs == Recurs.ONCE:
        return _begins_within(one, other) or _begins_within(other, one)
    once = one if one.recurs == Recurs.ONCE else other
    seasons = (season_of(one), season_of(other))
    return any(
        all(season.covers(day, school_zone="") for season in seasons) for day in _days_of(once)
    )


def _begins_within(one: HoursPeriod, other: HoursPeriod) -> bool:
    start, first, last = one.first_day, other.first_day, other.last_day
    return bool(start and first and last and first <= start <= last)


def _days_of(period: HoursPeriod) -> Iterator[date]:
    """Yield the days on which a season may be: of one of every year, those of a leap year."""
    first, last = period.first_day, period.last_day
    if period.recurs == Recurs.YEARLY or first is None or last is None:
        first, last = A_LEAP_YEAR
    length = min((last - first).days + 1, LEAP_YEARS_APART)
    yield from (first + timedelta(days=offset) for offset in range(length))
