"""Hours on any day: what was said of it comes first, then its season, then the usual week."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from shops.hours.calendar import Calendar, Season, calendar_of
from shops.hours.services import (
    Interval,
    SeasonFacts,
    add_closure,
    replace_opening_hours,
    save_season,
    set_public_holidays,
    set_special_hours,
)
from shops.models import Shop

PARIS = ZoneInfo("Europe/Paris")
MORNING, EVENING = ((time(8), time(12)),), ((time(17), time(20)),)
THURSDAY = 3
# Both are Thursdays.
EVE, SUMMER = date(2026, 12, 24), date(2026, 7, 9)


def summer(**changes) -> Season:
    facts = {"recurs": "yearly", "first": date(2026, 7, 1), "last": date(2026, 8, 31)}
    return Season(**{"name": "Été", "week": {THURSDAY: EVENING}} | facts | changes)


def calendar(**facts) -> Calendar:
    return Calendar(zone=PARIS, week={THURSDAY: MORNING}, **facts)


def test_the_week_holds_where_nothing_else_was_said():
    assert calendar().on(EVE) == MORNING
    assert calendar().on(date(2026, 12, 25)) == ()


def test_a_season_comes_back_every_year():
    found = calendar(seasons=(summer(),))
    assert [found.on(day) for day in (SUMMER, date(2027, 7, 8), EVE)] == [
        EVENING,
        EVENING,
        MORNING,
    ]


def test_a_season_of_one_year_does_not():
    found = calendar(seasons=(summer(recurs="once"),))
    assert found.on(SUMMER) == EVENING
    assert found.on(date(2027, 7, 8)) == MORNING


def test_a_season_may_last_beyond_the_end_of_the_year():
    winter = summer(first=date(2026, 11, 15), last=date(2027, 2, 28))
    found = calendar(seasons=(winter,))
    assert found.on(EVE) == found.on(date(2027, 1, 14)) == EVENING
    assert found.on(date(2027, 3, 4)) == MORNING


def test_a_season_without_hours_on_a_day_is_shut_on_it():
    assert calendar(seasons=(summer(week={}),)).on(SUMMER) == ()


def test_school_holidays_follow_the_zone_and_yield_to_dates():
    school = summer(recurs="school", first=None, last=None)
    assert calendar(seasons=(school,), school_zone="A").on(EVE) == EVENING
    assert calendar(seasons=(school,)).on(EVE) == MORNING
    advent = summer(first=date(2026, 12, 1), last=date(2026, 12, 31), week={THURSDAY: MORNING})
    assert calendar(seasons=(school, advent), school_zone="A").on(EVE) == MORNING


def test_public_holidays_shut_only_who_says_so():
    ascension = date(2026, 5, 14)
    assert calendar().on(ascension) == MORNING
    assert calendar(shut_on_public_holidays=True).on(ascension) == ()


def test_a_region_s_holiday_shuts_there_alone():
    abolition = date(2027, 5, 27)
    assert calendar(shut_on_public_holidays=True).on(abolition) == MORNING
    assert calendar(shut_on_public_holidays=True, region="971").on(abolition) == ()


def test_a_single_day_s_hours_come_before_everything():
    found = calendar(special={EVE: EVENING}, closures=((EVE, EVE),), seasons=(summer(week={}),))
    assert found.on(EVE) == EVENING


@pytest.mark.parametrize(
    "said",
    [
        {"special": {EVE: MORNING}},
        {"closures": ((EVE, EVE),)},
        {"seasons": (summer(first=date(2026, 12, 1), last=date(2026, 12, 31)),)},
    ],
)
def test_a_day_of_which_something_was_said_is_not_usual(said):
    assert calendar().is_usual(EVE)
    assert not calendar(**said).is_usual(EVE)


@pytest.mark.django_db
def test_what_a_shop_says_is_what_its_calendar_knows(bakery, django_assert_num_queries):
    replace_opening_hours(shop=bakery, intervals=[Interval(THURSDAY, *MORNING[0])])
    facts = SeasonFacts(
        name="Été", recurs="yearly", first_day=date(2026, 7, 1), last_day=date(2026, 8, 31)
    )
    save_season(shop=bakery, facts=facts, intervals=[Interval(THURSDAY, *EVENING[0])])
    set_special_hours(shop=bakery, day=date(2026, 12, 27), openings=MORNING)
    add_closure(shop=bakery, first_day=EVE, last_day=EVE)
    set_public_holidays(shop=bakery, rule="closed")
    with django_assert_num_queries(5):
        found = calendar_of(Shop.objects.select_related("territory").get(pk=bakery.pk))
    assert found.on(SUMMER) == EVENING
    assert found.on(date(2026, 12, 27)) == MORNING
    assert found.on(EVE) == ()
    assert found.on(date(2027, 5, 6)) == ()
    assert found.on(date(2026, 12, 17)) == MORNING
