"""How a shop accepts and keeps orders, on its own screen."""

from datetime import timedelta

import pytest

from pickup.slots.models import Slot
from pickup.slots.services import generate_slots

pytestmark = pytest.mark.django_db
URL = "/pro/le-fournil/reglages-retrait/"
TYPED = {
    "acceptance": "manual",
    "answer_within_minutes": "60",
    "keeps_for_hours": "16",
    "guests_confirm_by_mail": "on",
    "takes_reservations": "on",
    "keeps_reservations_for_hours": "20",
}


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def test_a_shop_begins_with_automatic_acceptance_and_48_hours(counter, bakery):
    form = counter.get(URL).context["form"]
    assert (form["acceptance"].value(), form["keeps_for_hours"].value()) == ("automatic", 48)


def test_what_is_chosen_is_kept(counter, bakery):
    assert "Enregistré" in counter.post(URL, TYPED, follow=True).text
    point = bakery.pickup_point
    point.refresh_from_db()
    assert (point.acceptance, point.answer_within_minutes) == ("manual", 60)
    assert (point.keeps_for_hours, point.guests_confirm_by_mail) == (16, True)
    assert (point.takes_reservations, point.keeps_reservations_for_hours) == (True, 20)
    assert not point.warns_of_unseen


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("acceptance", "never"),
        ("answer_within_minutes", "0"),
        ("keeps_for_hours", "9" * 30),
        ("keeps_for_hours", ""),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(counter, bakery, field, value):
    answer = counter.post(URL, TYPED | {field: value})
    assert answer.status_code == 422
    assert "errors" in answer.text
    bakery.pickup_point.refresh_from_db()
    assert bakery.pickup_point.acceptance == "automatic"


def test_another_shop_s_terms_are_not_found(client, charlie, bakery):
    client.force_login(charlie)
    assert client.get(URL).status_code == 404


def test_slots_follow_who_answers_by_hand(counter, bakery):
    generate_slots(point=bakery.pickup_point)
    afternoon = Slot.objects.last()
    counter.post(URL, TYPED)
    # It opens at two, and was open half an hour at half past eleven.
    assert afternoon.start - Slot.objects.last().cutoff == timedelta(hours=2, minutes=30)
