"""How full the slots to come are, and more or fewer places for one of them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.slots.models import Slot
from pickup.slots.schedule import ensure_point
from pickup.slots.services import block_slot, generate_slots, set_places
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db
SLOTS = "/pro/le-fournil/creneaux/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def slot(bakery):
    """A slot that the bakery's hours make."""
    point = ensure_point(bakery)
    generate_slots(point=point)
    return Slot.objects.filter(start__gt=timezone.now() + timedelta(days=1)).first()


def fresh(slot):
    return Slot.objects.get(pk=slot.pk)


def places(counter, slot, number):
    return counter.post(f"{SLOTS}{slot.pk}/", {f"slot{slot.pk}-places": number}, follow=True)


def test_the_days_to_come_show_how_full_they_are(counter, bakery, bread):
    slot = make_slot(bakery, start=timezone.now() + timedelta(days=3), capacity=7)
    make_order(bread, slot=slot)
    page = counter.get(SLOTS).text
    assert "1 sur 7" in page.replace("\u00a0", " ")
    assert f'id="slot-{slot.pk}"' in page


def test_one_slot_gets_more_places_and_keeps_them(counter, slot):
    assert "enregistrées" in places(counter, slot, 50).text
    generate_slots(point=slot.point)
    assert (fresh(slot).capacity, fresh(slot).closed) == (50, False)


def test_a_blocked_slot_takes_no_order_and_opens_again_as_its_week_says(counter, slot):
    capacity = slot.capacity
    counter.post(f"{SLOTS}{slot.pk}/bloquer/")
    generate_slots(point=slot.point)
    assert not Slot.objects.filter(pk=slot.pk).bookable(timezone.now())
    assert "Bloqué" in counter.get(SLOTS).text
    counter.post(f"{SLOTS}{slot.pk}/bloquer/")
    assert (fresh(slot).capacity, fresh(slot).closed) == (capacity, False)


def test_a_slot_that_had_its_own_places_has_them_again_when_it_is_opened(counter, slot):
    places(counter, slot, 12)
    for _ in range(2):
        counter.post(f"{SLOTS}{slot.pk}/bloquer/")
        generate_slots(point=slot.point)
    assert (fresh(slot).capacity, fresh(slot).closed) == (12, False)


def test_no_place_at_all_blocks_and_more_places_open_again(counter, slot):
    places(counter, slot, 0)
    assert (fresh(slot).blocked, fresh(slot).closed) == (True, True)
    places(counter, slot, 9)
    assert (fresh(slot).capacity, fresh(slot).blocked, fresh(slot).closed) == (9, False, False)


def test_places_below_what_is_booked_close_the_slot_and_lose_no_order(counter, slot, bread):
    for _ in range(3):
        make_order(bread, slot=slot)
    page = places(counter, slot, 2).text
    assert (fresh(slot).capacity, fresh(slot).booked, fresh(slot).closed) == (3, 3, True)
    assert "3 sur 2" in page.replace("\u00a0", " ")
    assert not list(broken_invariants())
    places(counter, slot, 3)
    assert not fresh(slot).closed


@pytest.mark.parametrize("wrong", ["", "-1", "501", "dix"])
def test_a_senseless_number_is_said_beside_it(counter, slot, wrong):
    page = places(counter, slot, wrong)
    assert page.status_code == 422
    assert f'id="id_slot{slot.pk}-places_error"' in page.text
    assert fresh(slot).own_capacity is None


def test_a_slot_that_has_begun_is_no_slot_to_come(counter, bakery):
    begun = make_slot(bakery, start=timezone.now() - timedelta(minutes=5))
    assert places(counter, begun, 3).status_code == 404


def test_many_slots_ask_no_more_of_the_database(counter, slot, django_assert_max_num_queries):
    assert Slot.objects.count() > 20
    with django_assert_max_num_queries(9):
        counter.get(SLOTS)


def test_a_booking_between_looking_and_lowering_is_counted(slot, bread):
    seen = fresh(slot)
    make_order(bread, slot=slot)
    set_places(slot=seen, places=0)
    assert (fresh(slot).capacity, fresh(slot).booked, fresh(slot).closed) == (1, 1, True)


@pytest.fixture
def far(bakery):
    """A slot beyond the days that the page shows first, such as one of a campaign."""
    return make_slot(bakery, start=timezone.now() + timedelta(days=24), booked=1)


def test_every_day_that_has_slots_can_be_opened(counter, far):
    page = counter.get(SLOTS)
    assert f'id="slot-{far.pk}"' not in page.text
    last = page.context["other_days"][-1]
    assert (last.day, last.orders) == (far.day, 1)
    assert f'id="slot-{far.pk}"' in counter.get(last.url).text


def test_what_is_changed_far_ahead_is_shown_there(counter, far):
    assert f'id="slot-{far.pk}"' in places(counter, far, 3).text
    assert fresh(far).capacity == 3
    refused = places(counter, far, "x")
    assert refused.status_code == 422
    assert f'id="slot-{far.pk}"' in refused.text


def opened(page):
    """Return what stands in the one day that is open."""
    [day] = re.findall(r"<details name=\"day\" open>(.*?)</details>", page.text, re.DOTALL)
    return day


def test_one_day_is_open_the_first_that_takes_an_order(counter, slot):
    for other in Slot.objects.filter(day__lte=slot.day):
        block_slot(slot=other)
    following = Slot.objects.filter(day__gt=slot.day).first()
    assert f'id="slot-{following.pk}"' in opened(counter.get(SLOTS))


def test_where_no_day_takes_an_order_the_first_is_open(counter, bakery):
    slot = make_slot(bakery, booked=1, capacity=1)
    assert f'id="slot-{slot.pk}"' in opened(counter.get(SLOTS))


def test_a_day_that_is_asked_for_is_open_among_the_others(counter, slot):
    last = Slot.objects.filter(day__lt=slot.day + timedelta(days=9)).last()
    page = counter.get(f"{SLOTS}?jour={last.day}")
    assert f'id="slot-{last.pk}"' in opened(page)
    assert f'id="slot-{slot.pk}"' in page.text


def test_a_folded_day_says_how_full_it_is(counter, bakery):
    day = timezone.localtime().replace(hour=9) + timedelta(days=3)
    make_slot(bakery, start=day, capacity=4, booked=1)
    make_slot(bakery, start=day + timedelta(minutes=1), capacity=2, booked=2)
    make_slot(bakery, start=day + timedelta(minutes=2), capacity=5, work_capacity=3, work_booked=3)
    block_slot(slot=make_slot(bakery, start=day + timedelta(minutes=3)))
    page = counter.get(SLOTS).text.replace("\u00a0", " ")
    assert "Commandes : 3 sur 11" in page
    assert "2 créneaux complets" in page
    assert "1 créneau bloqué" in page


@pytest.mark.parametrize("end", ["", "bloquer/"])
def test_what_is_changed_leads_back_to_its_day_opened(counter, slot, end):
    later = Slot.objects.filter(day__gt=slot.day).last()
    data = {f"slot{later.pk}-places": 3}
    page = counter.post(f"{SLOTS}{later.pk}/{end}", data, follow=True)
    assert f'id="slot-{later.pk}"' in opened(page)
    assert page.redirect_chain[-1][0].endswith(f"#slot-{later.pk}")


def test_what_is_refused_stands_in_its_day_opened(counter, slot):
    later = Slot.objects.filter(day__gt=slot.day).last()
    assert f'id="id_slot{later.pk}-places_error"' in opened(places(counter, later, "x"))
