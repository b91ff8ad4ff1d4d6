"""Hours that were read elsewhere, taken over by a shop."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.dates.words import say_date
from shops.exceptions import HoursRefused
from shops.hours.calendar import Calendar, Season, Week, season_of
from shops.hours.services import (
    Interval,
    SeasonFacts,
    add_closure,
    replace_opening_hours,
    save_season,
    set_public_holidays,
    set_special_hours,
)
from shops.models import HoursPeriod, Shop

Recurs = HoursPeriod.Recurs
# Kind and days; those of a season that comes back every year without their year.
Place = tuple[str, tuple[int, ...], tuple[int, ...]]


@transaction.atomic
def import_hours(*, shop: Shop, imported: Calendar) -> None:
    """Replace the usual week, the seasons of every year and the rule for public holidays.

    Single days, closures, seasons of one year and of school holidays are added, in place of what
    was said of the same days; the others stay. A season keeps the name of the one it replaces.

    Raises:
        HoursRefused: a season overlaps another, or one of one year that stays; or it is that of
            school holidays, and the territory's are not known.
    """
    _check_school_holidays(shop, imported)
    replace_opening_hours(shop=shop, intervals=_intervals(imported.week))
    names = _remove_replaced(shop, {_place(season) for season in imported.seasons})
    for season in imported.seasons:
        facts = SeasonFacts(
            name=names.get(_place(season)) or _name(season),
            recurs=season.recurs,
            first_day=season.first,
            last_day=season.last,
        )
        save_season(shop=shop, facts=facts, intervals=_intervals(season.week))
    _import_rule(shop, shut=imported.shut_on_public_holidays)
    for first, last in imported.closures:
        if not shop.closures.filter(first_day=first, last_day=last).exists():
            add_closure(shop=shop, first_day=first, last_day=last)
    for day, openings in imported.special.items():
        set_special_hours(shop=shop, day=day, openings=openings)


def _check_school_holidays(shop: Shop, imported: Calendar) -> None:
    said = any(season.recurs == Recurs.SCHOOL_HOLIDAYS for season in imported.seasons)
    if said and not shop.territory.school_zone:
        raise HoursRefused("text", _("The school holidays of your territory are not known here."))


def _remove_replaced(shop: Shop, places: set[Place]) -> dict[Place, str]:
    """Delete the seasons of every year, and others in these places; return all their names."""
    names = {}
    for period in shop.hours_periods.all():
        place = _place(season_of(period))
        if period.recurs == Recurs.YEARLY or place in places:
            names[place] = period.name
            period.delete()
    return names


def _place(season: Season) -> Place:
    first, last = (_numbers(day, season.recurs) for day in (season.first, season.last))
    return season.recurs, first, last


def _numbers(day: date | None, recurs: str) -> tuple[int, ...]:
    if day is None:
        return ()
    return (day.month, day.day) if recurs == Recurs.YEARLY else (day.year, day.month, day.day)


def _name(season: Season) -> str:
    if season.first is None or season.last is None:
        return _("School holidays")
    days = {"first": say_date(season.first, "j F"), "last": say_date(season.last, "j F")}
    return _("From %(first)s to %(last)s") % days


def _import_rule(shop: Shop, *, shut: bool) -> None:
    """Set the rule; a shop that is open or asked on public holidays stays so."""
    if shut:
        set_public_holidays(shop=shop, rule=Shop.OnPublicHolidays.CLOSED)
    elif shop.on_public_holidays == Shop.OnPublicHolidays.CLOSED:
        set_public_holidays(shop=shop, rule=Shop.OnPublicHolidays.OPEN)


def _intervals(week: Week) -> list[Interval]:
    return [Interval(weekday, *opening) for weekday, found in week.items() for opening in found]
