"""Hours, weekly slots, closures and time to prepare."""

from datetime import timedelta

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


def rows(*slots):
    data = {"slots-TOTAL_FORMS": str(len(slots)), "slots-INITIAL_FORMS": "0"}
    for number, (day, starts, ends, capacity) in enumerate(slots):
        data |= {
            f"slots-{number}-weekday": day,
            f"slots-{number}-starts": starts,
            f"slots-{number}-ends": ends,
            f"slots-{number}-capacity": capacity,
        }
    return data


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


def test_weekly_slots_are_set(counter, bakery):
    counter.post(f"{HOURS}creneaux/", rows((4, "17:00", "18:00", 4), (0, "", "", "")))
    pattern = bakery.pickup_point.patterns.get()
    assert (pattern.weekday, pattern.capacity) == (4, 4)
    assert Slot.objects.filter(capacity=4).exists()


@pytest.mark.parametrize(
    "slots",
    [
        [(4, "17:00", "16:00", 4)],
        [(4, "17:00", "", 4)],
        [(4, "17:00", "18:00", 0)],
        [(4, "17:00", "18:00", 4), (4, "17:30", "18:30", 4)],
    ],
)
def test_senseless_slots_are_refused_with_a_word(counter, bakery, slots):
    response = counter.post(f"{HOURS}creneaux/", rows(*slots))
    assert response.status_code == 422
    assert "field-error" in text(response)
    assert not bakery.pickup_point.patterns.exists()


def test_the_time_to_prepare_moves_the_cutoff(counter, bakery):
    slot = make_slot(bakery, timezone.now() + timedelta(days=3))
    counter.post(HOURS, week())
    counter.post(f"{HOURS}delai/", {"lead_time_minutes": "240", "default_capacity": "6"})
    made = Slot.objects.exclude(pk=slot.pk).first()
    assert made.start - made.cutoff == timedelta(hours=4)


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


def test_another_shop_s_closure_is_not_found(client, charlie, bakery):
    day = timezone.localdate()
    closure = bakery.closures.create(first_day=day, last_day=day)
    client.force_login(charlie)
    assert client.post(f"/pro/buron/horaires/fermetures/{closure.pk}/").status_code == 404
