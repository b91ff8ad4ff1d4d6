"""A person's reservations: to take away, to erase, forgotten by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.accounts.person import person_at, person_of
from marketplace.notifications.models import OutboxMessage
from marketplace.operations.privacy import erase_person, export_person
from marketplace.operations.retention import purge
from pickup.orders import invariants as orders
from pickup.reservations import invariants as reservations
from pickup.reservations.ending import cancel
from pickup.reservations.models import Reservation

from .conftest import set_aside, stock_of

pytestmark = pytest.mark.django_db


def test_a_guest_s_reservation_is_in_the_export(kept):
    [found] = export_person(person_at("DORA@example.org"))["reservations"]
    assert (found["product"], found["telephone"]) == ("Couteau", "")


def test_it_is_nobody_else_s(kept, alice):
    assert export_person(person_of(alice))["reservations"] == []


def test_who_has_an_account_takes_theirs_away(knife, dora):
    set_aside(knife, user=dora)
    data = export_person(person_of(dora))
    assert len(data["reservations"]) == 1
    assert [one["to_state"] for one in data["reservations moved"]] == ["kept"]


def test_erasing_gives_back_what_is_kept_and_names_nobody(knife, kept, territory):
    erase_person(person=person_at("dora@example.org"), now=timezone.now(), territory=territory)
    left = Reservation.objects.get()
    assert (left.name, left.email, left.state) == ("—", "", "cancelled")
    assert stock_of(knife) == (10, 0)
    assert not OutboxMessage.objects.filter(text__contains="Dora").exists()
    assert not [*orders.check(), *reservations.check()]


def test_names_are_forgotten_a_month_after_the_end(kept, knife):
    now = timezone.now()
    cancel(reservation=kept, now=now)
    set_aside(knife)
    assert purge(now=now + timedelta(days=29))["reservations"] == 0
    assert purge(now=now + timedelta(days=31))["reservations"] == 1
    assert purge(now=now + timedelta(days=31))["reservations"] == 0
    kept.refresh_from_db()
    assert (kept.name, kept.email, kept.phone) == ("—", "", "")
    assert Reservation.objects.kept().get().name == "Dora Lemaire"
