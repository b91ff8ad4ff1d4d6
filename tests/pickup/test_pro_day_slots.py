"""Slots added to one day, in the shop's space."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pickup.slots.models import Slot
from tests.factories import make_slot

pytestmark = pytest.mark.django_db
ADD = "/pro/le-fournil/creneaux/ajouter/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def day(bakery):
    """A day of opening on which the weekly slots leave room."""
    day = timezone.localdate() + timedelta(days=20)
    weekday = (day.weekday() + 1) % 7
    bakery.pickup_point.patterns.create(weekday=weekday, starts="09:00", ends="10:00", capacity=4)
    return day


def typed(day, **fields):
    return {"day": day, "starts": "09:00", "ends": "12:00", "minutes": 30, "places": 9} | fields


def test_slots_are_added_and_shown_with_their_day(counter, day):
    page = counter.post(ADD, typed(day), follow=True)
    assert "6 créneaux sont ajoutés." in page.text
    assert page.request["QUERY_STRING"] == f"jour={day}"
    assert page.text.count(">ce jour seulement<") == 6


def test_a_day_of_the_list_leads_to_its_form(counter, bakery):
    slot = make_slot(bakery)
    assert f"{ADD}?jour={slot.day}" in counter.get("/pro/le-fournil/creneaux/").text
    assert f'value="{slot.day}"' in counter.get(f"{ADD}?jour={slot.day}").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ends": "08:00"}, "ends"), ({"minutes": 200}, "minutes"), ({"places": ""}, "places")],
)
def test_what_cannot_be_is_said_beside_it(counter, day, wrong, field):
    page = counter.post(ADD, typed(day, **wrong))
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert not Slot.objects.exists()


def test_one_is_removed(counter, day):
    counter.post(ADD, typed(day, minutes=""))
    slot = Slot.objects.get(added=True)
    page = counter.post(f"/pro/le-fournil/creneaux/{slot.pk}/retirer/", follow=True)
    assert "Ce créneau est retiré." in page.text
    assert not Slot.objects.filter(added=True).exists()


def test_a_slot_of_the_week_is_not_removed(counter, bakery):
    slot = make_slot(bakery)
    page = counter.post(f"/pro/le-fournil/creneaux/{slot.pk}/retirer/", follow=True)
    assert "Ce créneau est de votre semaine" in page.text
    assert Slot.objects.filter(pk=slot.pk).exists()
