"""A person's declarations: to take away, to erase."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.person import person_at, person_of
from marketplace.operations.privacy import erase_person, export_person
from marketplace.operations.retention import purge
from pickup.orders.links import token_of
from pickup.orders.privacy import NOBODY
from pickup.withdrawals import invariants
from pickup.withdrawals.lookup import key_of, opened_by
from pickup.withdrawals.models import Withdrawal, WrongLookup
from tests.pickup.withdrawals.conftest import hand_over, line_of, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(order, honey):
    hand_over(order)
    return take_back(order, line_of(order, honey))


def test_a_guest_s_declaration_is_in_the_export(declared):
    [found] = export_person(person_at("dora@example.org"))["withdrawals"]
    assert found["name"] == "Dora Lemaire"
    assert found["products"][0]["title"] == "Miel de sapin"


def test_it_is_in_the_data_of_the_one_order(client, declared):
    token = token_of(declared.order.purchase)
    data = client.get(reverse("privacy:purchase", args=[token]), {"json": "1"}).json()
    assert data["withdrawals"][0]["order"] == declared.order.number


def test_it_is_nobody_else_s(declared, alice):
    assert export_person(person_of(alice))["withdrawals"] == []


def test_erasing_keeps_what_and_when_without_the_person(declared, territory):
    erase_person(person=person_at("dora@example.org"), now=timezone.now(), territory=territory)
    kept = Withdrawal.objects.get()
    assert (kept.name, kept.email) == ("—", NOBODY)
    assert "Dora" not in str(kept.content)
    assert "dora@" not in str(kept.content)
    assert kept.content["lines"][0]["title"] == "Miel de sapin"
    assert opened_by(key_of(kept.order, known=True), territory) is None
    assert list(invariants.check()) == []


def test_wrong_look_ups_are_forgotten(territory):
    now = timezone.now()
    WrongLookup.objects.create(territory=territory, number="AAAAA-AAAAA", at=now)
    assert purge(now=now)["wrong look-ups"] == 0
    assert purge(now=now + timedelta(days=31))["wrong look-ups"] == 1
