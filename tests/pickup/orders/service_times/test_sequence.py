"""At a barber's with one chair: a cut of 40 minutes, then a beard of 20, in one order."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused, SlotUnavailable
from pickup.orders.changes.addable import goods_for
from pickup.orders.changes.adding import add_products
from pickup.orders.changes.changing import change_quantities
from pickup.orders.changes.moving import move_by_shop, move_by_shopper, slots_for_move
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.models import Appointment
from pickup.orders.placing.availability import slots_for
from pickup.orders.placing.basket import group_by_shop
from pickup.orders.placing.order_book import Wish
from pickup.orders.transitions import cancel_by_shopper
from shops.catalogue.models import ResourceTime
from shops.catalogue.resources import set_quantity
from tests.factories import make_basket, make_order, make_service, make_slot, place

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def slots(bakery):
    """Six times, twenty minutes apart, of the day after tomorrow; the shop closes after them."""
    first = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    starts = [first + n * 20 * MINUTE for n in range(6)]
    closing = starts[-1] + 20 * MINUTE
    return [
        make_slot(bakery, start, end=start + 20 * MINUTE, open_until=closing) for start in starts
    ]


@pytest.fixture
def cut(bakery):
    return make_service(bakery, "Coupe", minutes=40)


@pytest.fixture
def beard(bakery):
    return make_service(bakery, "Barbe", minutes=20)


@pytest.fixture
def both(bakery, territory, cut, beard, slots):
    """Order both at some slot, the first unless told."""

    def order(n=0):
        return place(make_basket({cut: 1, beard: 1}, {bakery: slots[n]}), territory).orders.get()

    return order


def offered(*products):
    parts = group_by_shop(make_basket(dict.fromkeys(products, 1)).all_lines())
    return [slot for found in slots_for([part.needs for part in parts]).values() for slot in found]


def taken(slots, product):
    """Return at which minutes from the first slot on a chair is taken, and how many."""
    times = ResourceTime.objects.filter(resource=product.service_terms.resource, taken__gt=0)
    return {(time.start - slots[0].start) // MINUTE: time.taken for time in times}


def steps(first, last, units=1):
    return dict.fromkeys(range(first, last, 5), units)


def starts(slots):
    return [(one.start - slots[0].start) // MINUTE for one in Appointment.objects.order_by("pk")]


def add(order, product, quantity=1):
    add_products(order=order, wishes=[Wish(product.pk, quantity)], key=uuid4())


def test_the_second_sits_down_when_the_first_is_done(both, cut, beard, slots):
    both()
    assert starts(slots) == [0, 40]
    assert taken(slots, cut) == steps(0, 60)
    assert offered(beard) == slots[3:]
    assert not list(broken_invariants())


def test_the_basket_s_order_is_theirs(bakery, territory, cut, beard, slots):
    place(make_basket({beard: 1, cut: 1}, {bakery: slots[0]}), territory)
    assert starts(slots) == [0, 20]


def test_it_is_not_offered_where_only_the_first_fits(cut, beard, slots):
    make_order(beard, slot=slots[2])
    assert slots[0] in offered(cut)
    assert offered(cut, beard) == [slots[3]]
    assert offered(beard, cut) == [slots[3]]


def test_it_is_not_offered_where_the_last_would_end_after_closing(cut, beard, slots):
    assert offered(cut) == slots[:5]
    assert offered(cut, beard) == slots[:4]


def test_what_takes_other_things_begins_at_once(bakery, territory, cut, beard, slots):
    colour = make_service(bakery, "Manucure", minutes=30, resource="Table")
    place(make_basket({cut: 1, colour: 1, beard: 1}, {bakery: slots[0]}), territory)
    assert starts(slots) == [0, 0, 40]
    assert taken(slots, colour) == steps(0, 30)


def test_a_family_of_two_sits_in_two_chairs_and_one_stays_for_the_beard(
    bakery, territory, beard, slots
):
    cut = make_service(bakery, "Coupe", minutes=40, n=2)
    beard.service_terms.resource.refresh_from_db()
    place(make_basket({cut: 2, beard: 1}, {bakery: slots[0]}), territory)
    assert taken(slots, cut) == steps(0, 40, 2) | steps(40, 60)


def test_between_two_steps_one_chair_is_enough_for_both(bakery, territory, cut, beard, slots):
    start = slots[0].start + 2 * MINUTE
    odd = make_slot(bakery, start, open_until=start + 60 * MINUTE)
    assert odd in offered(cut, beard)
    place(make_basket({cut: 1, beard: 1}, {bakery: odd}), territory)
    assert taken(slots, cut) == steps(0, 65)
    assert not list(broken_invariants())


def test_what_was_taken_meanwhile_is_refused_with_its_hour(bakery, territory, cut, beard, slots):
    basket = make_basket({cut: 1, beard: 1}, {bakery: slots[0]})
    make_order(beard, slot=slots[2])
    with pytest.raises(PlacementRefused, match=r"Barbe.* commencerait à .* \(Fauteuil\)"):
        place(basket, territory)
    assert taken(slots, cut) == steps(40, 60)


def test_too_late_for_the_second_is_refused_when_it_is_placed(
    bakery, territory, cut, beard, slots
):
    basket = make_basket({cut: 1, beard: 1}, {bakery: slots[3]})
    type(slots[3]).objects.update(open_until=slots[5].start)
    with pytest.raises(PlacementRefused):
        place(basket, territory)


def test_moved_by_less_than_it_lasts_it_is_in_nobody_s_way(both, cut, slots):
    order = both()
    assert slots_for_move(order, by_shop=False) == slots[1:4]
    move_by_shopper(order=order, slot=slots[1], by=None)
    assert starts(slots) == [20, 60]
    assert taken(slots, cut) == steps(20, 80)
    assert not list(broken_invariants())


def test_it_does_not_move_where_the_second_is_in_somebody_s_way(both, beard, slots, alice):
    order = both()
    make_order(beard, slot=slots[4])
    assert slots_for_move(order, by_shop=True) == [slots[1], slots[5]]
    with pytest.raises(SlotUnavailable, match="Barbe"):
        move_by_shop(order=order, slot=slots[2], by=alice)
    assert not list(broken_invariants())


def test_short_of_the_first_the_second_stays_where_it_was_promised(both, cut, slots, alice):
    order = both()
    line = order.lines.get(product=cut)
    report_shortage(order=order, line_id=line.pk, quantity=0, by=None, sold_out=False)
    assert taken(slots, cut) == steps(40, 60)
    move_by_shop(order=order, slot=slots[2], by=alice)
    assert taken(slots, cut) == steps(80, 100)
    assert not list(broken_invariants())


def test_fewer_chairs_from_now_on_refuse_nobody_who_gives_one_back(
    bakery, territory, beard, slots
):
    cut = make_service(bakery, "Coupe", minutes=40, n=2)
    beard.service_terms.resource.refresh_from_db()
    order = place(make_basket({cut: 2, beard: 1}, {bakery: slots[0]}), territory).orders.get()
    make_order(beard, slot=slots[2])
    set_quantity(resource=cut.service_terms.resource, quantity=1)
    change_quantities(order=order, quantities={order.lines.get(product=cut).pk: 1})
    assert taken(slots, cut) == steps(0, 40) | steps(40, 60, 2)
    assert not list(broken_invariants())


def test_the_first_taken_out_the_second_keeps_its_hour(both, cut, slots):
    order = both()
    change_quantities(order=order, quantities={order.lines.get(product=cut).pk: 0})
    assert taken(slots, cut) == steps(40, 60)
    assert not list(broken_invariants())


def test_cancelled_all_of_it_is_free(both, cut, slots):
    cancel_by_shopper(order=both(), by=None)
    assert taken(slots, cut) == {}
    assert not list(broken_invariants())


def test_what_is_added_comes_after_what_the_order_has(cut, beard, slots):
    order = make_order(cut, slot=slots[0])
    assert beard in goods_for(order, now=timezone.now())
    add(order, beard)
    assert starts(slots) == [0, 40]
    assert taken(slots, cut) == steps(0, 60)
    assert not list(broken_invariants())


def test_what_is_added_is_refused_where_the_chair_is_taken_by_then(cut, beard, slots):
    order = make_order(cut, slot=slots[0])
    make_order(beard, slot=slots[2])
    assert beard not in goods_for(order, now=timezone.now())
    with pytest.raises(PlacementRefused, match=r"Barbe.* commencerait à"):
        add(order, beard)
    assert not list(broken_invariants())


def test_what_is_added_is_refused_where_it_would_end_after_closing(cut, beard, slots):
    order = make_order(cut, slot=slots[4])
    assert beard not in goods_for(order, now=timezone.now())
    with pytest.raises(PlacementRefused, match="Barbe"):
        add(order, beard)


def test_more_of_the_same_sits_beside_it_and_not_after_it(bakery, beard, slots):
    cut = make_service(bakery, "Coupe", minutes=40, n=2)
    beard.service_terms.resource.refresh_from_db()
    order = make_order(cut, slot=slots[0])
    assert cut in goods_for(order, now=timezone.now())
    add(order, beard)
    add(order, beard)
    assert taken(slots, cut) == steps(0, 40) | steps(40, 60, 2)
    add(order, cut)
    assert taken(slots, cut) == steps(0, 60, 2)
    assert cut not in goods_for(order, now=timezone.now())
    assert not list(broken_invariants())


def test_more_of_the_same_waits_for_no_second_turn_of_the_only_chair(cut, slots):
    order = make_order(cut, slot=slots[0])
    assert cut not in goods_for(order, now=timezone.now())
    with pytest.raises(PlacementRefused, match="Coupe"):
        add(order, cut)


def test_two_services_at_once_of_before_keep_their_two_chairs(bakery, territory, beard, slots):
    cut = make_service(bakery, "Coupe", minutes=40, n=2)
    order = place(make_basket({cut: 1, beard: 1}, {bakery: slots[0]}), territory).orders.get()
    Appointment.objects.update(start=slots[0].start, shift_minutes=0)
    resource = cut.service_terms.resource
    ResourceTime.objects.filter(resource=resource, start__gte=slots[2].start).delete()
    ResourceTime.objects.filter(start__lt=slots[1].start).update(taken=2)
    assert not list(broken_invariants())
    move_by_shopper(order=order, slot=slots[1], by=None)
    assert taken(slots, cut) == steps(20, 40, 2) | steps(40, 60)
    assert not list(broken_invariants())


def test_the_audit_finds_a_service_at_another_time_than_its_turn(both, slots):
    both()
    Appointment.objects.filter(shift_minutes=40).update(shift_minutes=35)
    assert any("order's slot" in fault for fault in broken_invariants())
