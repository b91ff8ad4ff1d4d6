"""Slots of one day alone."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pickup.exceptions import SlotsRefused
from pickup.slots.models import Slot
from pickup.slots.services import book_slot, generate_slots, set_places, slots_out_of_hours
from pickup.slots.single_days import DaySlots, add_day_slots, remove_added_slot
from shops.hours.services import add_closure, set_special_hours

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 1, 12, tzinfo=PARIS)
EVE = date(2026, 12, 24)
MORNING = DaySlots(day=EVE, starts=time(7), ends=time(9), minutes=30, places=20)


@pytest.fixture
def eve(bakery):
    """A bakery that hands over on Fridays, and opens on the 24th (a Thursday) until four."""
    bakery.pickup_point.patterns.create(weekday=4, starts=time(9), ends=time(10), capacity=4)
    set_special_hours(shop=bakery, day=EVE, openings=[(time(6, 30), time(16))])
    return bakery.pickup_point


def add(point, now=NOW, **changes):
    return add_day_slots(point=point, asked=replace(MORNING, **changes), now=now)


def added(point):
    return list(point.slots.filter(added=True).order_by("start"))


def remade(point, days=30):
    generate_slots(point=point, now=NOW, days=days)
    return added(point)


def test_hours_are_cut_into_slots(eve):
    assert add(eve) == 4
    first, *_others, last = added(eve)
    assert (first.start, last.end) == (
        datetime(2026, 12, 24, 7, tzinfo=PARIS),
        datetime(2026, 12, 24, 9, tzinfo=PARIS),
    )
    assert (first.capacity, first.day, first.closed) == (20, EVE, False)
    assert first.open_until == datetime(2026, 12, 24, 16, tzinfo=PARIS)
    assert first.cutoff == datetime(2026, 12, 24, 5, tzinfo=PARIS)


def test_without_a_length_it_is_one_slot(eve):
    assert add(eve, minutes=None) == 1


def test_they_stay_when_slots_are_made_anew(eve):
    add(eve)
    before = added(eve)
    assert remade(eve) == remade(eve, days=14) == before
    assert not any(slot.closed for slot in before)


def test_they_come_before_the_half_days_of_the_same_hours(eve):
    add(eve)
    remade(eve)
    hours = [slot.start.astimezone(PARIS).hour for slot in eve.slots.filter(day=EVE, added=False)]
    assert hours == [13]


def test_the_places_of_one_of_them_can_be_changed(eve):
    add(eve)
    set_places(slot=added(eve)[0], places=5)
    assert remade(eve)[0].capacity == 5


def test_a_closure_shuts_them_and_its_end_opens_them_again(eve):
    add(eve)
    eve.shop.special_hours.all().delete()
    closure = add_closure(shop=eve.shop, first_day=EVE, last_day=EVE)
    assert all(slot.closed for slot in remade(eve))
    closure.delete()
    assert not any(slot.closed for slot in remade(eve))


def test_orders_of_added_slots_are_out_of_hours_only_when_the_day_is_shut(eve):
    add(eve)
    slot = added(eve)[0]
    book_slot(slot_id=slot.pk, now=NOW, work=1)
    assert slots_out_of_hours(point=eve, now=NOW) == []
    eve.shop.special_hours.all().delete()
    add_closure(shop=eve.shop, first_day=EVE, last_day=EVE)
    assert slots_out_of_hours(point=eve, now=NOW) == [slot]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": date(2026, 12, 1), "starts": time(8)}, "starts"),
        ({"ends": time(7, 20)}, "minutes"),
        ({"starts": time(8, 30), "ends": time(11)}, "starts"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(eve, wrong, field):
    add(eve)
    with pytest.raises(SlotsRefused) as refused:
        add(eve, **wrong)
    assert refused.value.field == field
    assert len(added(eve)) == 4


def test_a_day_that_is_shut_gets_none(eve):
    add_closure(shop=eve.shop, first_day=date(2026, 12, 25), last_day=date(2026, 12, 25))
    with pytest.raises(SlotsRefused):
        add(eve, day=date(2026, 12, 25))


def test_a_slot_that_was_blocked_leaves_its_hours(eve):
    remade(eve)
    set_places(slot=eve.slots.filter(day=EVE).first(), places=0)
    assert add(eve, starts=time(6, 30)) == 5
    assert [slot.capacity for slot in added(eve)] == [20] * 5


def test_one_that_nobody_booked_is_removed(eve):
    add(eve)
    remove_added_slot(slot=added(eve)[0], now=NOW)
    assert len(remade(eve)) == 3


def test_one_that_somebody_booked_stays(eve):
    add(eve)
    slot = added(eve)[0]
    book_slot(slot_id=slot.pk, now=NOW, work=1)
    with pytest.raises(SlotsRefused):
        remove_added_slot(slot=slot, now=NOW)
    assert Slot.objects.get(pk=slot.pk).added
