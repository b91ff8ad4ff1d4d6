"""Seasons, single days, public holidays and the pause, in the shop's space."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from pickup.slots.models import Slot
from pickup.slots.schedule import ensure_point
from pickup.slots.services import generate_slots, set_places
from shops.hours.services import SeasonFacts, save_season
from shops.models import HoursPeriod
from tests.factories import make_order

pytestmark = pytest.mark.django_db
HOURS = "/pro/le-fournil/horaires/"
SUMMER = {
    "name": "Été",
    "recurs": "yearly",
    "first_day": "2026-07-01",
    "last_day": "2026-08-31",
    "day1-morning_opens": "07:00",
    "day1-morning_closes": "11:00",
}
# A Tuesday.
TODAY = datetime(2026, 11, 24, 7, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def summer(bakery):
    facts = SeasonFacts(
        name="Été",
        recurs="yearly",
        first_day=TODAY.date().replace(month=7),
        last_day=TODAY.date().replace(month=8),
    )
    return save_season(shop=bakery, facts=facts, intervals=[])


def days_of_slots(shop) -> set:
    return {slot.start.astimezone(shop.zone).date() for slot in Slot.objects.filter(closed=False)}


def test_a_season_is_added_with_its_own_week(counter, bakery):
    usual = bakery.opening_hours.count()
    page = counter.post(f"{HOURS}saisons/ajouter/", SUMMER, follow=True)
    assert "La saison est enregistrée." in page.text
    season = bakery.hours_periods.get()
    assert season.opening_hours.get().opens == time(7)
    assert bakery.opening_hours.filter(period=None).count() == usual


def test_a_new_season_starts_from_the_usual_week(counter, bakery):
    page = counter.get(f"{HOURS}saisons/ajouter/").text
    opens = bakery.opening_hours.first().opens
    assert f'value="{opens:%H:%M}"' in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"first_day": ""}, "first_day"),
        ({"recurs": "once", "last_day": "2026-06-01"}, "last_day"),
        ({"recurs": "school"}, "recurs"),
    ],
)
def test_a_senseless_season_is_said_beside_it_and_keeps_what_was_typed(counter, wrong, field):
    page = counter.post(f"{HOURS}saisons/ajouter/", SUMMER | wrong)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert 'value="07:00"' in page.text
    assert not HoursPeriod.objects.exists()


def test_a_season_over_another_s_dates_names_it(counter, summer):
    page = counter.post(f"{HOURS}saisons/ajouter/", SUMMER | {"name": "Juillet"})
    assert page.status_code == 422
    assert "« Été » a déjà des jours dans ces dates" in page.text.replace("\u00a0", " ")


def test_school_holidays_are_offered_where_the_zone_is_known(counter, territory):
    assert 'value="school"' not in counter.get(f"{HOURS}saisons/ajouter/").text
    type(territory).objects.update(school_zone="A")
    assert 'value="school"' in counter.get(f"{HOURS}saisons/ajouter/").text


def test_a_season_is_changed_and_removed(counter, bakery, summer):
    counter.post(f"{HOURS}saisons/{summer.pk}/", SUMMER | {"name": "Plein été"})
    assert bakery.hours_periods.get().name == "Plein été"
    counter.post(f"{HOURS}saisons/{summer.pk}/supprimer/")
    assert not bakery.hours_periods.exists()


def test_a_sunday_gets_hours_and_slots_of_its_own(counter, bakery):
    bakery.opening_hours.filter(weekday=6).delete()
    with time_machine.travel(TODAY):
        sunday = TODAY.date() + timedelta(days=5)
        hours = {"special-morning_opens": "08:00", "special-morning_closes": "12:00"}
        counter.post(f"{HOURS}jours/", {"special-day": sunday.isoformat()} | hours)
        assert sunday in days_of_slots(bakery)
        shown = counter.get(bakery.get_absolute_url()).text.replace("\u00a0", " ")
        assert "Dimanche 29 novembre : 8 h – 12 h" in shown
        counter.post(f"{HOURS}jours/{sunday.isoformat()}/supprimer/")
        assert sunday not in days_of_slots(bakery)


def test_a_day_without_hours_says_to_note_a_closure(counter):
    page = counter.post(f"{HOURS}jours/", {"special-day": "2026-12-24"})
    assert page.status_code == 422
    assert "notez une fermeture" in page.text


def test_public_holidays_may_shut_the_shop(counter, bakery):
    with time_machine.travel(TODAY.replace(month=12, day=15)):
        counter.post(f"{HOURS}feries/", {"rule": "closed"})
        days = days_of_slots(bakery)
    assert TODAY.date().replace(month=12, day=18) in days
    assert TODAY.date().replace(month=12, day=25) not in days


def test_a_pause_takes_no_more_orders_today_and_ends_by_one_tap(counter, bakery, bread):
    with time_machine.travel(TODAY):
        order = make_order(bread)
        counter.post(f"{HOURS}pause/")
        assert TODAY.date() not in days_of_slots(bakery)
        assert "En pause aujourd’hui" in counter.get(HOURS).text
        counter.post(f"{HOURS}reprise/")
        assert TODAY.date() in days_of_slots(bakery)
    assert type(order).objects.filter(pk=order.pk).exists()


def test_yesterday_s_pause_does_not_hold_today(counter, bakery):
    with time_machine.travel(TODAY):
        counter.post(f"{HOURS}pause/")
    with time_machine.travel(TODAY + timedelta(days=1)):
        assert "En pause aujourd’hui" not in counter.get(HOURS).text
        counter.post(f"{HOURS}feries/", {"rule": "open"})
        assert timezone.localdate() in days_of_slots(bakery)


def test_the_screen_asks_few_queries(counter, summer, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        counter.get(HOURS)


def test_what_was_refused_is_one_tap_from_the_top(counter):
    page = counter.post(f"{HOURS}jours/", {"special-day": "2026-12-24"}).text
    assert 'href="#special"' in page
    assert 'id="special"' in page


def test_a_closure_over_placed_orders_lists_them_with_what_can_be_done(counter, bakery, bread):
    with time_machine.travel(TODAY):
        generate_slots(point=ensure_point(bakery))
        slot = Slot.objects.filter(start__gt=TODAY + timedelta(days=2)).first()
        order = make_order(bread, slot=slot)
        day = slot.start.astimezone(bakery.zone).date().isoformat()
        page = counter.post(
            f"{HOURS}fermetures/", {"first_day": day, "last_day": day}, follow=True
        ).text
        assert "1 commande déjà passée" in page
        for way in ("horaire", "annuler"):
            assert f"/commandes/{order.number}/{way}/" in page


def test_orders_of_a_paused_day_or_a_blocked_slot_are_no_trouble(counter, bakery, bread):
    with time_machine.travel(TODAY):
        generate_slots(point=ensure_point(bakery))
        today = Slot.objects.bookable(TODAY).first()
        make_order(bread, slot=today)
        counter.post(f"{HOURS}pause/")
        set_places(slot=today, places=0)
        assert 'id="out-of-hours"' not in counter.get(HOURS).text
