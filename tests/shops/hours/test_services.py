"""What a shop says of its seasons and single days."""

from datetime import date, time

import pytest

from shops.exceptions import HoursRefused
from shops.hours.services import (
    Interval,
    SeasonFacts,
    delete_season,
    save_season,
    set_special_hours,
)

pytestmark = pytest.mark.django_db
EVENING = [Interval(3, time(17), time(20))]
SUMMER = SeasonFacts(
    name="Été", recurs="yearly", first_day=date(2026, 7, 1), last_day=date(2026, 8, 31)
)
SCHOOL = SeasonFacts(name="Vacances", recurs="school")


def season(shop, *, facts=SUMMER, period=None, **changes):
    facts = SeasonFacts(**(vars(facts) | changes))
    return save_season(shop=shop, facts=facts, intervals=EVENING, period=period)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 8, 31), date(2027, 9, 30)),
        (date(2028, 6, 1), date(2028, 7, 1)),
        (date(2026, 7, 10), date(2026, 7, 20)),
        (date(2026, 6, 1), date(2026, 9, 30)),
    ],
)
@pytest.mark.parametrize("recurs", ["once", "yearly"])
def test_two_seasons_share_no_day_of_any_year(bakery, first, last, recurs):
    season(bakery)
    with pytest.raises(HoursRefused, match="Été") as refused:
        season(bakery, recurs=recurs, first_day=first, last_day=last)
    assert refused.value.field == "first_day"
    assert bakery.hours_periods.count() == 1


def test_a_season_of_the_whole_year_leaves_room_for_none(bakery):
    season(bakery, first_day=date(2028, 1, 1), last_day=date(2028, 12, 31))
    with pytest.raises(HoursRefused):
        season(bakery, name="Février", first_day=date(2028, 2, 29), last_day=date(2028, 2, 29))


def test_seasons_that_follow_each_other_are_taken(bakery):
    season(bakery)
    season(bakery, name="Automne", first_day=date(2026, 9, 1), last_day=date(2026, 10, 31))
    assert bakery.hours_periods.count() == 2


def test_changing_a_season_does_not_collide_with_itself(bakery):
    period = season(bakery)
    season(bakery, period=period, last_day=date(2026, 9, 15))
    assert bakery.hours_periods.get().last_day == date(2026, 9, 15)
    assert bakery.opening_hours.filter(period=period).count() == 1


def test_school_holidays_have_hours_once_and_yield_to_dates(bakery):
    season(bakery)
    season(bakery, facts=SCHOOL)
    with pytest.raises(HoursRefused):
        season(bakery, facts=SCHOOL)


def test_a_season_of_another_shop_is_no_obstacle(bakery, dairy):
    season(bakery)
    assert season(dairy)


def test_a_season_goes_with_its_hours_and_leaves_the_usual_ones(bakery):
    usual = bakery.opening_hours.count()
    delete_season(period=season(bakery))
    assert bakery.opening_hours.count() == usual


def test_a_day_s_hours_are_replaced_and_taken_back(bakery):
    day = date(2026, 12, 27)
    for openings in ([(time(8), time(12)), (time(14), time(18))], [(time(9), time(12))]):
        set_special_hours(shop=bakery, day=day, openings=openings)
        assert bakery.special_hours.count() == len(openings)
    set_special_hours(shop=bakery, day=day, openings=[])
    assert not bakery.special_hours.exists()
