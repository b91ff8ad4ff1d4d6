"""An order after it was placed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pickup.exceptions import TooLate, TransitionRefused
from pickup.orders import releasing, transitions
from tests.factories import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread, quantity=3)


def test_handing_over_takes_the_units_out_of_stock(order, alice, bread):
    transitions.collect_order(order=order, by=alice)
    record = bread.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated) == (7, 0)
    assert order.transitions.last().by == alice


def test_an_order_may_be_handed_over_without_being_ready_first(order, alice):
    transitions.collect_order(order=order, by=alice)
    order.refresh_from_db()
    assert order.status == "collected"


def test_an_order_is_handed_over_once(order, alice):
    transitions.collect_order(order=order, by=alice)
    with pytest.raises(TransitionRefused):
        transitions.collect_order(order=order, by=alice)


def test_cancelling_gives_stock_and_slot_back(order, bread):
    transitions.cancel_by_shopper(order=order)
    order.slot.refresh_from_db()
    assert bread.stockrecords.get().num_allocated == 0
    assert order.slot.booked == 0


def test_the_cutoff_counts_for_cancelling_to_the_second(order):
    with pytest.raises(TooLate):
        transitions.cancel_by_shopper(order=order, now=order.slot.cutoff)
    just_in_time = order.slot.cutoff - timedelta(seconds=1)
    transitions.cancel_by_shopper(order=order, now=just_in_time)
    assert order.status == "cancelled_by_shopper"


def test_a_shop_may_cancel_after_the_cutoff(order, alice):
    transitions.cancel_by_shop(order=order, by=alice, now=timezone.now() + timedelta(days=2))
    assert order.status == "cancelled_by_shop"


def test_what_was_collected_cannot_be_cancelled(order, alice):
    transitions.collect_order(order=order, by=alice)
    with pytest.raises(TransitionRefused):
        transitions.cancel_by_shopper(order=order)


def test_giving_back_happens_once(order, bread):
    releasing.release(order, timezone.now())
    releasing.release(order, timezone.now())
    assert bread.stockrecords.get().num_allocated == 0
