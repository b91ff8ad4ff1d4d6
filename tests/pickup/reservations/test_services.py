"""Putting aside and ending: units follow, each step is on record, nobody owes anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused
from pickup.orders.placing.placement import Contact
from pickup.reservations.ending import cancel, mark_came, mark_not_came
from pickup.reservations.exceptions import ReservationEnded, ReservationRefused
from pickup.reservations.expiry import sweep
from pickup.reservations.models import Reservation
from pickup.reservations.offers import reservable_of, set_reservable
from pickup.reservations.tasks import sweep_overdue
from shops.catalogue.services import set_available
from shops.exceptions import OutOfStock
from shops.hours.calendar import calendar_of
from shops.hours.open_time import open_time_after
from tests.factories import allow_reserving, make_basket, make_product, make_slot, place

from .conftest import DORA, overdue, set_aside, stock_of

pytestmark = pytest.mark.django_db


def steps_of(reservation):
    return list(reservation.steps.values_list("from_state", "to_state"))


def test_units_are_set_aside_and_nothing_is_wrong_with_the_stock(knife, kept):
    assert stock_of(knife) == (10, 2)
    assert steps_of(kept) == [("", "kept")]
    assert not list(broken_invariants())


def test_it_is_kept_for_the_opening_hours_of_the_shop(bakery, knife):
    now = timezone.now()
    type(bakery.pickup_point).objects.update(keeps_reservations_for_hours=3)
    end = open_time_after(calendar_of(bakery), now, timedelta(hours=3))
    assert set_aside(knife, now=now).kept_until == end


@pytest.mark.parametrize(("bought", "left"), [(True, (8, 0)), (False, (10, 0))])
def test_who_comes_buys_or_not(knife, kept, alice, bought, left):
    mark_came(reservation=kept, bought=bought, by=alice)
    assert stock_of(knife) == left
    assert steps_of(kept)[-1] == ("kept", "came")
    assert not list(broken_invariants())


def test_who_does_not_come_leaves_the_goods_to_others(knife, kept, alice):
    mark_not_came(reservation=kept, by=alice)
    assert (stock_of(knife), steps_of(kept)[-1]) == ((10, 0), ("kept", "not_came"))


def test_one_gives_up_at_any_time(knife, kept):
    cancel(reservation=kept)
    assert (stock_of(knife), steps_of(kept)[-1]) == ((10, 0), ("kept", "cancelled"))


def test_it_ends_once(knife, kept, alice):
    cancel(reservation=kept)
    for end in (
        lambda: cancel(reservation=kept),
        lambda: mark_came(reservation=kept, bought=True, by=alice),
        lambda: mark_not_came(reservation=kept, by=alice),
    ):
        with pytest.raises(ReservationEnded):
            end()
    assert stock_of(knife) == (10, 0)
    assert not list(broken_invariants())


def test_the_clock_ends_it_at_its_moment_and_not_before(knife, kept):
    mine = Reservation.objects.all()
    assert sweep(mine, now=kept.kept_until - timedelta(seconds=1)) == 0
    assert sweep(mine, now=kept.kept_until) == 1
    assert sweep(mine, now=kept.kept_until) == 0
    assert (stock_of(knife), steps_of(kept)[-1]) == ((10, 0), ("kept", "released"))


def test_the_worker_ends_what_is_overdue(knife):
    set_aside(knife, now=overdue())
    sweep_overdue()
    assert stock_of(knife) == (10, 0)


def test_who_reserves_next_needs_no_worker(knife):
    set_available(product=knife, available=1)
    set_aside(knife, now=overdue())
    set_aside(knife, contact=Contact("Théo", phone="+33639980012"))
    assert Reservation.objects.kept().get().name == "Théo"
    assert not list(broken_invariants())


def test_who_orders_next_needs_no_worker(bakery, knife):
    set_available(product=knife, available=1)
    set_aside(knife, now=overdue())
    make_basket({knife: 1})
    assert stock_of(knife) == (1, 0)


def test_placing_an_order_ends_what_is_overdue_of_its_goods(bakery, knife):
    basket = make_basket({knife: 10}, {bakery: make_slot(bakery)})
    set_aside(knife, 1, now=overdue())
    place(basket, bakery.territory)
    assert stock_of(knife) == (10, 10)
    assert not list(broken_invariants())


def test_what_is_kept_cannot_be_ordered(bakery, knife):
    set_available(product=knife, available=1)
    basket = make_basket({knife: 1}, {bakery: make_slot(bakery)})
    set_aside(knife)
    with pytest.raises(PlacementRefused):
        place(basket, bakery.territory)
    with pytest.raises(OutOfStock):
        make_basket({knife: 1})


def test_no_more_is_put_aside_than_there_is(knife):
    set_available(product=knife, available=1)
    with pytest.raises(ReservationRefused):
        set_aside(knife, 2)
    assert stock_of(knife) == (1, 0)


@pytest.mark.parametrize("quantity", [-1, 0, 6, 10**9])
def test_a_few_units_only(knife, quantity):
    with pytest.raises(ReservationRefused):
        set_aside(knife, quantity)


@pytest.mark.parametrize(
    "contact",
    [
        Contact("Dora", email="DORA@example.org"),
        Contact("Dora", email="d@example.org", phone="+33639980012"),
    ],
)
def test_three_things_for_one_person_in_one_shop(bakery, dairy, knife, contact):
    goods = [make_product(bakery, f"Planche {n}") for n in range(3)]
    allow_reserving(*goods)
    for one in goods:
        set_aside(one, contact=Contact("Dora", "dora@example.org", "+33639980012"))
    with pytest.raises(ReservationRefused):
        set_aside(knife, contact=contact)
    other = make_product(dairy, "Faisselle")
    allow_reserving(other)
    assert set_aside(other, contact=contact).shop == dairy
    cancel(reservation=Reservation.objects.kept().for_shop(bakery)[0])
    assert set_aside(knife, contact=contact).shop == bakery


def test_what_is_kept_too_long_does_not_count_among_them(bakery, knife):
    goods = [make_product(bakery, f"Planche {n}") for n in range(3)]
    allow_reserving(*goods)
    for one in goods:
        set_aside(one, now=overdue())
    assert set_aside(knife).shop == bakery
    assert Reservation.objects.kept().count() == 1


def test_the_same_thing_is_put_aside_once_for_one_person(knife):
    set_aside(knife, 2)
    with pytest.raises(ReservationRefused):
        set_aside(knife)
    assert stock_of(knife) == (10, 2)


def test_only_where_the_shop_and_the_product_allow_it(bakery, knife, bread):
    assert reservable_of(knife) == [knife]
    assert reservable_of(bread) == []
    with pytest.raises(ReservationRefused):
        set_aside(bread)
    type(bakery.pickup_point).objects.update(takes_reservations=False)
    assert reservable_of(knife) == []
    with pytest.raises(ReservationRefused):
        set_aside(knife)


def test_only_goods_that_exist(knife):
    set_available(product=knife, available=None)
    assert reservable_of(knife) == []


def test_what_is_kept_stays_so_when_the_shop_stops_it(knife, kept, alice):
    set_reservable(products=[knife], allowed=False)
    mark_came(reservation=kept, bought=True, by=alice)
    assert stock_of(knife) == (8, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 6},
        {"email": ""},
        {"state": "came"},
        {"bought": True},
        {"ended_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_makes_no_sense(kept, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reservation.objects.filter(pk=kept.pk).update(**wrong)


def test_a_code_waits_once_in_a_shop(knife, kept):
    other = set_aside(knife, contact=Contact("Théo", phone="+33639980012"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Reservation.objects.filter(pk=other.pk).update(code=kept.code)


def test_a_broken_log_and_a_long_overdue_one_are_told(knife, kept):
    Reservation.objects.update(kept_until=overdue())
    kept.steps.all().delete()
    found = " ".join(broken_invariants())
    assert "long past its time" in found
    assert "does not begin by being put aside" in found


def test_units_kept_without_a_reservation_are_told(knife, kept):
    knife.stockrecords.update(num_allocated=1)
    assert "open orders hold 0, and 2 is kept beside" in " ".join(broken_invariants())


def told(kind):
    found = OutboxMessage.objects.filter(kind=kind).order_by("channel", "recipient")
    return [(one.channel, one.recipient) for one in found]


def test_shopper_and_shop_read_what_is_kept(bakery, kept):
    assert told("reservation_kept") == [("email", DORA.email), ("email", bakery.email)]
    mail = OutboxMessage.objects.get(recipient=DORA.email)
    for words in (kept.spaced_code, "2\u00a0×\u00a0Couteau", "rien", "/reservation/"):
        assert words in mail.text
        assert words in mail.html
    for word in ("commande", "confirm"):
        assert word not in (mail.subject + mail.text).lower()


def test_who_left_a_number_reads_a_text_message(bakery, knife):
    kept = set_aside(knife, contact=Contact("Théo", phone="+33639980012"))
    assert ("sms", "+33639980012") in told("reservation_kept")
    cancel(reservation=kept)
    assert told("reservation_cancelled") == [("email", bakery.email), ("sms", "+33639980012")]


def test_who_did_not_come_reads_no_reproach(kept, alice):
    mark_not_came(reservation=kept, by=alice)
    assert told("reservation_released") == [("email", DORA.email)]
