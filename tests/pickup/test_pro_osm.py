"""Hours copied to OpenStreetMap, and taken over from it."""

from datetime import date, time
from html import unescape

import pytest

from marketplace.territories.models import Territory
from pickup.slots.models import Slot
from shops.hours.calendar import calendar_of
from shops.hours.services import Interval, SeasonFacts, save_season
from shops.models import Shop

pytestmark = pytest.mark.django_db
HOURS = "/pro/le-fournil/horaires/"
SUMMER = {"recurs": "yearly", "first_day": date(2026, 7, 1), "last_day": date(2026, 8, 31)}
TUESDAY, EVENING = 1, (time(17), time(20))
TEXT = "Tu-Sa 09:00-12:30; Jul 01-Aug 31 Tu 17:00-20:00; PH off; 2096 Dec 25-2097 Jan 03 off"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def text(response):
    return unescape(response.content.decode())


def take_over(counter, said, **options):
    return counter.post(f"{HOURS}osm/", {"osm-text": said}, **options)


def season(shop, **facts):
    facts = SeasonFacts(**{"name": "Été"} | SUMMER | facts)
    return save_season(shop=shop, facts=facts, intervals=[Interval(TUESDAY, *EVENING)])


def test_the_hours_stand_on_the_screen_to_be_copied(counter, bakery):
    season(bakery)
    assert "Jul 01-Aug 31 Tu 17:00-20:00" in text(counter.get(HOURS))


def test_hours_are_taken_over_and_slots_follow(counter, bakery):
    response = take_over(counter, TEXT, follow=True)
    assert "OpenStreetMap" in text(response)
    shop = Shop.objects.get(pk=bakery.pk)
    found = calendar_of(shop)
    assert sorted(found.week) == [1, 2, 3, 4, 5]
    assert found.season_on(date(2027, 7, 6)).name == "Du 1er juillet au 31 août"
    assert found.shut_on_public_holidays
    assert found.closures == ((date(2096, 12, 25), date(2097, 1, 3)),)
    days = {slot.start.astimezone(shop.zone).weekday() for slot in Slot.objects.all()}
    assert days <= {1, 2, 3, 4, 5}


def test_what_is_on_the_screen_can_be_taken_over_and_changes_nothing(counter, bakery):
    take_over(counter, TEXT)
    season(bakery, recurs="once", first_day=date(2096, 9, 1), last_day=date(2096, 9, 30))
    before = text(counter.get(HOURS))
    take_over(counter, TEXT + "; 2096 Sep 01-2096 Sep 30 Tu 17:00-20:00" + OTHER_DAYS)
    assert published(text(counter.get(HOURS))) == published(before)
    assert bakery.closures.count() == 1


OTHER_DAYS = "; 2096 Sep 01-2096 Sep 30 Mo,We-Su off"


def published(page):
    return page.split('id="osm-published"')[1].split("</textarea>")[0]


def test_a_season_keeps_its_name_and_others_of_every_year_go(counter, bakery):
    season(bakery)
    season(bakery, name="Avent", first_day=date(2026, 12, 1), last_day=date(2026, 12, 24))
    season(bakery, name="Vacances", recurs="school", first_day=None, last_day=None)
    take_over(counter, TEXT)
    assert {period.name for period in bakery.hours_periods.all()} == {"Été", "Vacances"}


@pytest.mark.parametrize(("rule", "then"), [("ask", "ask"), ("open", "open"), ("closed", "open")])
def test_a_text_without_public_holidays_opens_on_them(counter, bakery, rule, then):
    Shop.objects.update(on_public_holidays=rule)
    take_over(counter, "Tu-Sa 09:00-12:30")
    bakery.refresh_from_db()
    assert bakery.on_public_holidays == then


def test_a_refusal_stands_beside_the_text_and_changes_nothing(counter, bakery):
    response = take_over(counter, "Mo sunrise-12:00")
    assert response.status_code == 422
    assert "«\u00a0sunrise-12:00\u00a0» ne peut pas être repris" in text(response)
    assert ">\nMo sunrise-12:00</textarea>" in text(response)
    assert bakery.opening_hours.count() == 14


@pytest.mark.parametrize(("zone", "status"), [("A", 302), ("", 422)])
def test_school_holidays_are_taken_where_they_are_known(counter, bakery, zone, status):
    Territory.objects.update(school_zone=zone)
    response = take_over(counter, "Tu 09:00-12:00; SH off")
    assert response.status_code == status


def test_a_season_in_the_days_of_one_that_stays_is_refused_whole(counter, bakery):
    season(bakery, name="Travaux", recurs="once")
    response = take_over(counter, TEXT)
    assert response.status_code == 422
    assert "Travaux" in text(response)
    assert bakery.opening_hours.filter(period=None).count() == 14
