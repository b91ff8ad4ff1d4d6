"""Making, booking and freeing slots."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pickup.exceptions import SlotUnavailable
from pickup.orders.placing.availability import needs_of, slots_for
from pickup.orders.transitions import cancel_by_shopper
from pickup.slots.models import PickupPoint, Slot, SlotPattern
from pickup.slots.services import (
    block_slot,
    book_slot,
    free_slot,
    generate_slots,
    set_places,
    slots_out_of_hours,
)
from shops.models import Closure
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=PARIS)


def generate(shop, now=MONDAY_NOON, days=7):
    generate_slots(point=shop.pickup_point, now=now, days=days)
    return Slot.objects.for_shop(shop)


def test_a_shop_that_set_nothing_gets_one_window_per_half_day(bakery):
    tuesday = generate(bakery).filter(start__date=date(2026, 11, 24))
    local = [(slot.start.astimezone(PARIS).hour, slot.capacity) for slot in tuesday]
    assert local == [(9, 20), (14, 20)]


def test_the_past_half_day_is_left_out(bakery):
    monday = generate(bakery).filter(start__date=date(2026, 11, 23))
    assert [slot.start.astimezone(PARIS).hour for slot in monday] == [14]


def test_weekly_slots_replace_the_half_days(bakery):
    SlotPattern.objects.create(
        point=bakery.pickup_point, weekday=1, starts=time(17), ends=time(18), capacity=4
    )
    slot = generate(bakery).get()
    assert (slot.start.astimezone(PARIS).hour, slot.capacity) == (17, 4)


def test_a_weekday_that_is_shut_has_no_slots_and_its_orders_are_told(bakery, bread):
    SlotPattern.objects.create(
        point=bakery.pickup_point, weekday=1, starts=time(9), ends=time(10), capacity=4
    )
    now = datetime.now(PARIS)
    booked = generate(bakery, now=now, days=10).first()
    make_order(bread, slot=booked)
    bakery.opening_hours.filter(weekday=1).delete()
    generate(bakery, now=now, days=10)
    booked.refresh_from_db()
    assert booked.closed
    assert slots_out_of_hours(point=bakery.pickup_point, now=now) == [booked]
    assert not Slot.objects.filter(closed=False).exists()


def test_the_back_door_opens_before_the_shop_on_a_day_on_which_it_opens(bakery):
    SlotPattern.objects.create(
        point=bakery.pickup_point, weekday=1, starts=time(6), ends=time(7), capacity=4
    )
    assert generate(bakery).get().start.astimezone(PARIS).hour == 6


def test_a_closure_takes_its_days_out(bakery):
    Closure.objects.create(shop=bakery, first_day=date(2026, 11, 24), last_day=date(2026, 11, 29))
    days = {slot.start.astimezone(PARIS).date() for slot in generate(bakery)}
    assert days == {date(2026, 11, 23)}


def test_the_cutoff_is_the_start_minus_the_lead_time(bakery):
    bakery.pickup_point.lead_time_minutes = 90
    bakery.pickup_point.save()
    slot = generate(bakery).first()
    assert slot.start - slot.cutoff == timedelta(minutes=90)


def by_hand(shop, minutes=120):
    """Answer each order by hand; the shop is shut on Monday, and opens at nine on Tuesday."""
    PickupPoint.objects.filter(shop=shop).update(
        acceptance="manual", answer_within_minutes=minutes, lead_time_minutes=0
    )
    shop.opening_hours.filter(weekday=0).delete()
    return generate(shop).get(start=datetime(2026, 11, 24, 9, tzinfo=PARIS))


def test_who_answers_by_hand_has_half_an_hour_of_opening_to_do_so(bakery):
    slot = by_hand(bakery)
    assert slot.cutoff == datetime(2026, 11, 22, 18, 30, tzinfo=PARIS)
    afternoon = Slot.objects.get(start=datetime(2026, 11, 24, 14, tzinfo=PARIS))
    assert afternoon.cutoff == datetime(2026, 11, 24, 11, 30, tzinfo=PARIS)


def test_who_answers_within_less_needs_no_more(bakery):
    assert by_hand(bakery, minutes=15).cutoff == datetime(2026, 11, 22, 18, 45, tzinfo=PARIS)


def test_a_slot_that_nobody_could_answer_for_is_not_offered(bakery):
    slot = by_hand(bakery)
    assert slot not in slots_for([needs_of(bakery, [])], now=MONDAY_NOON)[bakery.pk]


def test_cancelling_minds_the_notice_alone(bakery):
    slot = by_hand(bakery)
    assert needs_of(bakery, []).cancel_until(slot) == slot.start


def test_making_them_twice_makes_none_twice(bakery):
    before = generate(bakery).count()
    assert generate(bakery).count() == before


def test_a_slot_that_no_longer_fits_goes_unless_it_holds_an_order(bakery, bread):
    now = datetime.now(PARIS)
    taken, free = make_slot(bakery), make_slot(bakery, now + timedelta(days=2))
    make_order(bread, slot=taken)
    bakery.opening_hours.all().delete()
    generate(bakery, now=now)
    taken.refresh_from_db()
    assert (taken.closed, taken.capacity, taken.booked) == (True, 1, 1)
    assert not Slot.objects.filter(pk=free.pk).exists()


def test_what_was_said_of_one_slot_outlives_a_closure(bakery):
    blocked, widened = generate(bakery).order_by("-start")[:2]
    block_slot(slot=blocked)
    set_places(slot=widened, places=12)
    week = {"first_day": MONDAY_NOON.date(), "last_day": MONDAY_NOON.date() + timedelta(days=7)}
    closure = Closure.objects.create(shop=bakery, **week)
    assert not generate(bakery).filter(closed=False)
    closure.delete()
    known = {slot.pk: slot for slot in generate(bakery)}
    assert known[blocked.pk].closed
    assert (known[widened.pk].closed, known[widened.pk].capacity) == (False, 12)


def test_hours_that_were_promised_stay_and_nobody_else_gets_them(bakery, bread):
    SlotPattern.objects.create(
        point=bakery.pickup_point, weekday=1, starts=time(9), ends=time(12), capacity=4
    )
    slot = generate(bakery, now=datetime.now(PARIS), days=10).first()
    make_order(bread, slot=slot)
    SlotPattern.objects.update(ends=time(9, 30))
    generate(bakery, now=datetime.now(PARIS), days=10)
    promised = slot.end
    slot.refresh_from_db()
    assert (slot.end, slot.closed) == (promised, True)


def test_a_longer_time_to_prepare_takes_no_promise_back(bakery, bread):
    order = make_order(bread)
    bakery.pickup_point.slots.update(cutoff=datetime.now(PARIS) - timedelta(days=1))
    cancel_by_shopper(order=order)
    assert order.status == "cancelled_by_shopper"


def test_the_hour_that_the_clock_skips_makes_no_slot(bakery):
    SlotPattern.objects.create(
        point=bakery.pickup_point, weekday=6, starts=time(2), ends=time(3), capacity=4
    )
    before = datetime(2027, 3, 27, 12, tzinfo=PARIS)
    assert not generate(bakery, now=before, days=2).exists()


def test_a_full_slot_refuses(bakery):
    slot = make_slot(bakery, capacity=1)
    book_slot(slot_id=slot.pk, now=datetime.now(PARIS), work=1)
    with pytest.raises(SlotUnavailable):
        book_slot(slot_id=slot.pk, now=datetime.now(PARIS), work=1)


def test_a_freed_place_can_be_booked_again(bakery):
    slot = make_slot(bakery, capacity=1)
    book_slot(slot_id=slot.pk, now=datetime.now(PARIS), work=1)
    free_slot(slot_id=slot.pk, work=1)
    book_slot(slot_id=slot.pk, now=datetime.now(PARIS), work=1)
    slot.refresh_from_db()
    assert slot.booked == 1


def test_the_cutoff_is_exact_to_the_second(bakery):
    slot = make_slot(bakery)
    with pytest.raises(SlotUnavailable):
        book_slot(slot_id=slot.pk, now=slot.cutoff, work=1)
    book_slot(slot_id=slot.pk, now=slot.cutoff - timedelta(seconds=1), work=1)


def test_the_next_slots_leave_out_full_closed_and_late_ones(bakery):
    now = datetime.now(PARIS)
    good = make_slot(bakery, now + timedelta(days=1))
    make_slot(bakery, now + timedelta(days=2), capacity=0)
    make_slot(bakery, now + timedelta(days=3), closed=True)
    make_slot(bakery, now + timedelta(hours=1))
    assert slots_for([needs_of(bakery, [])], now=now) == {bakery.pk: [good]}
