"""A service takes a chair for as long as it lasts, and gives it back with the order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused, SlotUnavailable, TooLate
from pickup.orders.changes.changing import change_quantities
from pickup.orders.changes.moving import move_by_shop, move_by_shopper, slots_for_move
from pickup.orders.counter.absence import collect_late, mark_not_collected
from pickup.orders.holds import confirm_purchase, expire_hold
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.models import Appointment
from pickup.orders.placing.availability import needs_of, slots_for
from pickup.orders.placing.basket import group_by_shop
from pickup.orders.transitions import cancel_by_shop, cancel_by_shopper
from shops.catalogue.models import ResourceTime
from tests.factories import make_basket, make_order, make_service, make_slot, place

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def slots(bakery):
    """Four half-hours of the day after tomorrow; the shop closes after the last."""
    first = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    starts = [first + n * HALF_AN_HOUR for n in range(4)]
    closing = starts[-1] + HALF_AN_HOUR
    return [
        make_slot(bakery, start, end=start + HALF_AN_HOUR, open_until=closing) for start in starts
    ]


@pytest.fixture
def cut(bakery, slots):
    return make_service(bakery, minutes=60)


def offered(product):
    parts = group_by_shop(make_basket({product: 1}).all_lines())
    return [slot for found in slots_for([part.needs for part in parts]).values() for slot in found]


def taken(product):
    resource = product.service_terms.resource
    times = ResourceTime.objects.filter(resource=resource, taken__gt=0).order_by("start")
    return [(time.start, time.taken) for time in times]


def test_it_is_offered_where_it_ends_before_the_shop_closes(cut, slots):
    assert offered(cut) == slots[:3]


def test_while_it_lasts_nobody_else_has_the_chair(cut, slots):
    make_order(cut, slot=slots[1])
    assert offered(cut) == []
    assert len(taken(cut)) == 12


def test_another_service_that_takes_the_same_chair_waits_too(bakery, cut, slots):
    beard = make_service(bakery, "Barbe", minutes=30)
    make_order(cut, slot=slots[1])
    assert offered(beard) == [slots[0], slots[3]]


def test_a_second_chair_takes_a_second_person(bakery, slots):
    cut = make_service(bakery, n=2)
    make_order(cut, slot=slots[0])
    make_order(cut, slot=slots[0])
    assert offered(cut) == [slots[2]]


def test_what_was_taken_meanwhile_is_refused_by_name(bakery, cut, slots, territory):
    basket = make_basket({cut: 1}, slots={bakery: slots[1]})
    make_order(cut, slot=slots[0])
    before = taken(cut)
    with pytest.raises(PlacementRefused, match=r"Coupe.*Fauteuil"):
        place(basket, territory)
    assert taken(cut) == before


def test_more_than_there_are_is_offered_nowhere(cut):
    parts = group_by_shop(make_basket({cut: 2}).all_lines())
    assert slots_for([part.needs for part in parts]) == {cut.shop_id: []}


def test_bread_beside_it_takes_no_chair(bakery, bread, cut, slots, territory):
    basket = make_basket({cut: 1, bread: 2}, slots={bakery: slots[0]})
    place(basket, territory)
    assert [units for _start, units in taken(cut)] == [1] * 12
    assert not list(broken_invariants())


def test_the_contract_says_how_long_it_lasts(cut, slots):
    order = make_order(cut, slot=slots[0])
    assert order.lines.get().title == "Coupe (1\u00a0h)"
    assert order.legal_snapshot["lines"][0]["title"] == "Coupe (1\u00a0h)"


def test_cancelled_it_gives_its_time_back(cut, slots, alice):
    for cancel in (cancel_by_shopper, cancel_by_shop):
        order = make_order(cut, slot=slots[0])
        cancel(order=order, by=alice)
        assert taken(cut) == []
    assert not list(broken_invariants())


def test_one_cannot_cancel_later_than_it_was_told(bakery, slots):
    cut = make_service(bakery, "Couleur", cancel_hours=47)
    order = make_order(cut, slot=slots[0])
    until = slots[0].start - timedelta(hours=47)
    assert order.cancel_until == until
    with pytest.raises(TooLate):
        cancel_by_shopper(order=order, by=None, now=until)
    cancel_by_shopper(order=order, by=None, now=until - timedelta(seconds=1))


def test_it_moves_by_half_its_length_with_its_own_time(cut, slots):
    order = make_order(cut, slot=slots[0])
    assert slots_for_move(order, by_shop=False) == slots[1:3]
    move_by_shopper(order=order, slot=slots[1], by=None)
    assert taken(cut)[0] == (slots[1].start, 1)
    assert len(taken(cut)) == 12
    assert not list(broken_invariants())


def test_it_does_not_move_where_the_chair_is_taken(cut, slots, alice):
    order = make_order(cut, slot=slots[0])
    make_order(cut, slot=slots[2])
    assert slots_for_move(order, by_shop=True) == []
    with pytest.raises(SlotUnavailable):
        move_by_shop(order=order, slot=slots[1], by=alice)


def test_the_shop_may_stay_after_hours_for_it(cut, slots, alice):
    order = make_order(cut, slot=slots[0])
    assert slots_for_move(order, by_shop=True) == slots[1:]
    move_by_shop(order=order, slot=slots[3], by=alice)
    assert len(taken(cut)) == 12


def test_other_quantities_take_and_give_back_time(bakery, slots):
    cut = make_service(bakery, n=2)
    order = make_order(cut, slot=slots[0])
    line = order.lines.get()
    change_quantities(order=order, quantities={line.pk: 2})
    assert {units for _start, units in taken(cut)} == {2}
    with pytest.raises(SlotUnavailable):
        change_quantities(order=order, quantities={line.pk: 3})
    change_quantities(order=order, quantities={line.pk: 1})
    assert {units for _start, units in taken(cut)} == {1}
    assert not list(broken_invariants())


def test_taken_out_of_its_order_it_gives_its_time_back(bakery, bread, cut, slots, territory):
    basket = make_basket({cut: 1, bread: 2}, slots={bakery: slots[0]})
    order = place(basket, territory).orders.get()
    change_quantities(order=order, quantities={order.lines.get(product=cut).pk: 0})
    assert taken(cut) == []
    assert not list(broken_invariants())


def test_the_shop_that_cannot_do_it_gives_its_time_back(bakery, bread, cut, slots, territory):
    basket = make_basket({cut: 1, bread: 2}, slots={bakery: slots[0]})
    order = place(basket, territory).orders.get()
    line = order.lines.get(product=cut)
    report_shortage(order=order, line_id=line.pk, quantity=0, by=None, sold_out=False)
    assert taken(cut) == []
    assert not list(broken_invariants())


def test_a_longer_service_from_now_on_leaves_what_was_ordered(cut, slots):
    order = make_order(cut, slot=slots[0])
    cut.service_terms.duration_minutes = 90
    cut.service_terms.save()
    move_by_shopper(order=order, slot=slots[1], by=None)
    assert Appointment.objects.get().minutes == 60
    assert len(taken(cut)) == 12


def test_goods_ask_no_query_for_it(bread, slots, django_assert_num_queries):
    needs = needs_of(bread.shop, group_by_shop(make_basket({bread: 1}).all_lines())[0].lines)
    with django_assert_num_queries(1):
        slots_for([needs])


def test_the_audit_finds_time_that_nobody_holds(cut, slots):
    make_order(cut, slot=slots[0])
    ResourceTime.objects.filter(start=slots[0].start).update(taken=0)
    assert any("taken, appointments hold 1" in fault for fault in broken_invariants())
    Appointment.objects.update(start=slots[1].start)
    assert any("order's slot" in fault for fault in broken_invariants())


def test_who_did_not_come_gives_the_chair_back_and_is_served_late(cut, slots, alice):
    order = make_order(cut, slot=slots[0])
    over = slots[0].end + timedelta(hours=1)
    mark_not_collected(order=order, by=alice, now=over)
    assert taken(cut) == []
    other = make_order(cut, slot=slots[1])
    cancel_by_shop(order=other, by=alice)
    collect_late(order=order, by=alice, now=over)
    assert not list(broken_invariants())


def test_a_hold_that_lapsed_is_confirmed_only_while_the_chair_is_free(bakery, cut, slots):
    bakery.pickup_point.guests_confirm_by_mail = True
    bakery.pickup_point.save()
    now = timezone.now()
    first = make_order(cut, slot=slots[0], now=now)
    expire_hold(order=first, now=now + timedelta(hours=1))
    assert taken(cut) == []
    bakery.pickup_point.guests_confirm_by_mail = False
    bakery.pickup_point.save()
    make_order(cut, slot=slots[1])
    assert confirm_purchase(purchase=first.purchase, now=now + timedelta(hours=1))
    assert len(taken(cut)) == 12
    assert not list(broken_invariants())


def test_a_chair_that_nobody_confirmed_is_free_without_any_worker(bakery, cut, slots, territory):
    beard = make_service(bakery, "Barbe", minutes=30)
    basket = make_basket({beard: 1}, slots={bakery: slots[1]})
    bakery.pickup_point.guests_confirm_by_mail = True
    bakery.pickup_point.save()
    now = timezone.now()
    make_order(cut, slot=slots[0], now=now)
    with pytest.raises(PlacementRefused):
        place(basket, territory, now=now)
    assert place(basket, territory, now=now + timedelta(hours=1)).orders.get()
    assert not list(broken_invariants())
