"""Weekly slots, time to prepare, work."""

from collections import Counter
from datetime import time, timedelta

import pytest
from django.utils import timezone

from pickup.slots.models import Slot
from tests.factories import make_order

pytestmark = pytest.mark.django_db
SETTINGS = "/pro/le-fournil/creneaux/reglages/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def text(response):
    return response.content.decode()


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


def test_weekly_slots_are_set(counter, bakery):
    counter.post(f"{SETTINGS}semaine/", rows((4, "17:00", "18:00", 4), (0, "", "", "")))
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
    response = counter.post(f"{SETTINGS}semaine/", rows(*slots))
    assert response.status_code == 422
    assert "field-error" in text(response)
    assert not bakery.pickup_point.patterns.exists()


def test_a_slot_on_a_day_that_is_shut_is_refused_beside_its_day(counter, bakery):
    bakery.opening_hours.filter(weekday=2).delete()
    response = counter.post(f"{SETTINGS}semaine/", rows((2, "09:00", "10:00", 4)))
    assert response.status_code == 422
    assert 'id="id_slots-0-weekday_error"' in text(response)


def test_a_slot_of_a_day_that_a_season_opens_is_taken(counter, bakery):
    bakery.opening_hours.filter(weekday=2).delete()
    summer = bakery.hours_periods.create(name="Vacances", recurs="school")
    bakery.opening_hours.create(period=summer, weekday=2, opens=time(9), closes=time(12))
    counter.post(f"{SETTINGS}semaine/", rows((2, "09:00", "10:00", 4)))
    assert bakery.pickup_point.patterns.exists()
    assert "ouvert en saison seulement" in text(counter.get(SETTINGS))


def test_a_slot_outside_the_hours_is_kept_and_said(counter, bakery):
    counter.post(f"{SETTINGS}semaine/", rows((4, "06:00", "07:00", 4), (4, "09:00", "10:00", 4)))
    assert bakery.pickup_point.patterns.count() == 2
    assert text(counter.get(SETTINGS)).count(">hors des horaires<") == 1


def many(*weekdays, **fields):
    weekdays = fields.pop("weekdays", weekdays)
    typed = {"starts": "09:00", "ends": "12:00", "minutes": "30", "capacity": "4"} | fields
    return {f"many-{name}": value for name, value in typed.items()} | {"many-weekdays": weekdays}


def of_days(shop):
    patterns = shop.pickup_point.patterns.order_by("weekday")
    return Counter(patterns.values_list("weekday", flat=True))


def test_many_slots_are_cut_from_some_hours_on_several_days(counter, bakery):
    page = counter.post(f"{SETTINGS}plusieurs/", many(1, 3), follow=True)
    assert "12 créneaux de la semaine sont ajoutés" in text(page).replace("\u00a0", " ")
    assert of_days(bakery) == {1: 6, 3: 6}
    assert Slot.objects.filter(capacity=4).exists()


def test_they_stand_beside_those_of_other_hours_or_in_their_place(counter, bakery):
    counter.post(f"{SETTINGS}plusieurs/", many(1, 3))
    counter.post(f"{SETTINGS}plusieurs/", many(1, starts="14:00", ends="15:00"))
    assert of_days(bakery) == {1: 8, 3: 6}
    counter.post(f"{SETTINGS}plusieurs/", many(1, minutes="", replaces="on"))
    assert of_days(bakery) == {1: 1, 3: 6}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts": "11:45"}, "minutes"),
        ({"ends": "08:00"}, "ends"),
        ({"starts": "08:00", "ends": "10:00"}, "starts"),
        ({"weekdays": (2, 6)}, "weekdays"),
        ({"weekdays": ()}, "weekdays"),
        ({"starts": "00:00", "ends": "23:00", "minutes": "5", "replaces": "on"}, "minutes"),
    ],
)
def test_what_cannot_be_is_said_beside_it_and_kept(counter, bakery, wrong, field):
    counter.post(f"{SETTINGS}plusieurs/", many(1))
    bakery.opening_hours.filter(weekday=6).delete()
    response = counter.post(f"{SETTINGS}plusieurs/", many(1, **wrong))
    assert response.status_code == 422
    assert f'id="id_many-{field}_error"' in text(response)
    assert of_days(bakery) == {1: 6}


def test_a_day_is_copied_to_others_in_place_of_theirs(counter, bakery):
    counter.post(f"{SETTINGS}plusieurs/", many(1))
    counter.post(f"{SETTINGS}plusieurs/", many(4, minutes=""))
    counter.post(f"{SETTINGS}copier/", {"copy-source": 1, "copy-targets": [1, 4, 5]})
    assert of_days(bakery) == {1: 6, 4: 6, 5: 6}


def test_a_day_is_not_copied_to_one_that_is_shut(counter, bakery):
    counter.post(f"{SETTINGS}plusieurs/", many(1))
    bakery.opening_hours.filter(weekday=6).delete()
    response = counter.post(f"{SETTINGS}copier/", {"copy-source": 1, "copy-targets": [6]})
    assert 'id="id_copy-targets_error"' in text(response)
    assert "dimanche" in text(response).lower()


def test_each_day_is_a_fold_that_opens_where_something_is_wrong(counter, bakery):
    counter.post(f"{SETTINGS}plusieurs/", many(1, 3))
    page = text(counter.get(SETTINGS))
    assert page.count('<details class="pattern">') == 3
    bakery.opening_hours.filter(weekday=3).delete()
    again = [(d, f"{h:02}:00", f"{h:02}:30", 4) for d in (1, 3) for h in range(6, 12)]
    response = counter.post(f"{SETTINGS}semaine/", rows(*again))
    assert text(response).count('<details class="pattern" open>') == 1


def preparation(**fields):
    return {"lead_time_minutes": "240", "default_capacity": "6"} | fields


def test_the_time_to_prepare_moves_the_cutoff(counter, bakery):
    counter.post(f"{SETTINGS}delai/", preparation())
    made = Slot.objects.first()
    assert made.start - made.cutoff == timedelta(hours=4)


def test_the_eve_at_six_is_the_last_moment(counter, bakery):
    counter.post(f"{SETTINGS}delai/", preparation(deadline="1", order_at="18:00"))
    made = Slot.objects.last()
    local = made.cutoff.astimezone(bakery.zone)
    assert (made.day - local.date(), local.hour) == (timedelta(days=1), 18)


def test_a_weekly_deadline_is_kept_and_shown_again(counter, bakery):
    counter.post(f"{SETTINGS}delai/", preparation(deadline="w2", order_at="12:00"))
    bakery.pickup_point.refresh_from_db()
    assert bakery.pickup_point.order_weekday == 2
    assert '<option value="w2" selected>' in text(counter.get(SETTINGS))


@pytest.mark.parametrize("wrong", [{"deadline": "1"}, {"order_at": "18:00"}])
def test_a_deadline_is_a_day_and_an_hour(counter, bakery, wrong):
    response = counter.post(f"{SETTINGS}delai/", preparation(**wrong))
    assert response.status_code == 422
    assert "field-error" in text(response)


def test_work_is_limited_per_slot(counter, bakery):
    counter.post(f"{SETTINGS}delai/", preparation(default_work="12"))
    assert set(Slot.objects.values_list("work_capacity", flat=True)) == {12}


def test_work_lowered_below_what_is_booked_keeps_it_and_closes(counter, bakery, bread):
    counter.post(f"{SETTINGS}delai/", preparation(default_work="12"))
    slot = Slot.objects.filter(cutoff__gt=timezone.now() + timedelta(days=1)).first()
    make_order(bread, quantity=8, slot=slot)
    counter.post(f"{SETTINGS}delai/", preparation(default_work="5"))
    slot.refresh_from_db()
    assert (slot.work_capacity, slot.work_booked, slot.closed) == (8, 8, True)
