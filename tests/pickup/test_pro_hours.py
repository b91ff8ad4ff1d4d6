"""Hours and closures."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from pickup.slots.models import Slot
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db
HOURS = "/pro/le-fournil/horaires/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def text(response):
    return response.content.decode()


def week(**fields):
    """Return a week open on Tuesday morning only, with changes."""
    return {"day1-morning_opens": "08:00", "day1-morning_closes": "12:00"} | fields


def test_the_week_is_replaced_and_its_slots_follow(counter, bakery):
    counter.post(HOURS, week())
    hours = bakery.opening_hours.get()
    assert (hours.weekday, hours.opens.hour) == (1, 8)
    assert {slot.start.astimezone(bakery.zone).weekday() for slot in Slot.objects.all()} == {1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"day1-morning_closes": "07:00"},
        {"day1-morning_closes": ""},
        {"day1-afternoon_opens": "11:00", "day1-afternoon_closes": "14:00"},
        {"day1-morning_opens": "25:00"},
    ],
)
def test_a_senseless_day_is_said_beside_it_and_nothing_changes(counter, bakery, wrong):
    response = counter.post(HOURS, week(**wrong))
    assert response.status_code == 422
    assert 'id="day1-error"' in text(response)
    assert bakery.opening_hours.count() == 14


def test_a_closure_is_noted_and_removed(counter, bakery):
    day = timezone.localdate() + timedelta(days=5)
    counter.post(f"{HOURS}fermetures/", {"first_day": day, "last_day": day, "reason": "Foire"})
    assert "Foire" in text(counter.get(HOURS))
    counter.post(f"{HOURS}fermetures/{bakery.closures.get().pk}/")
    assert not bakery.closures.exists()


def test_a_closure_that_ends_before_it_starts_is_refused(counter, bakery):
    day = timezone.localdate()
    data = {"first_day": day, "last_day": day - timedelta(days=1)}
    response = counter.post(f"{HOURS}fermetures/", data)
    assert response.status_code == 422
    assert not bakery.closures.exists()


def test_orders_out_of_the_new_hours_are_told_and_kept(counter, bakery, bread):
    order = make_order(bread, slot=make_slot(bakery, timezone.now() + timedelta(days=3)))
    response = counter.post(HOURS, week(), follow=True)
    order.refresh_from_db()
    assert "1 commande déjà passée" in text(response)
    assert order.status == "accepted"


def test_hours_say_which_weekly_slots_they_leave_outside_or_without_a_day(counter, bakery):
    for weekday, starts in ((1, time(9)), (1, time(6)), (2, time(9)), (3, time(9))):
        bakery.pickup_point.patterns.create(
            weekday=weekday, starts=starts, ends=time(10), capacity=4
        )
    page = text(counter.post(HOURS, week(), follow=True))
    assert "2 créneaux de la semaine tombent un jour où vous fermez d’habitude" in page
    assert "mercredi, jeudi" in page
    assert "1 créneau de la semaine est hors de vos horaires" in page
    assert '/creneaux/reglages/#slots"' in page


def test_hours_that_hold_all_weekly_slots_say_nothing_of_them(counter, bakery):
    bakery.pickup_point.patterns.create(weekday=1, starts=time(9), ends=time(10), capacity=4)
    assert "créneau de la semaine" not in text(counter.post(HOURS, week(), follow=True))


def test_another_shop_s_closure_is_not_found(client, charlie, bakery):
    day = timezone.localdate()
    closure = bakery.closures.create(first_day=day, last_day=day)
    client.force_login(charlie)
    assert client.post(f"/pro/buron/horaires/fermetures/{closure.pk}/").status_code == 404
