"""Finding the order that somebody comes to collect."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pickup.exceptions import TooManyAttempts, WrongCode
from pickup.orders.counter.handover import order_by_code
from tests.factories import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread)


def miss(shop, by, times, **kwargs):
    for _ in range(times):
        with pytest.raises(WrongCode):
            order_by_code(shop=shop, typed="NOTONE", by=by, **kwargs)


def test_a_code_is_read_however_it_is_typed(order, bakery, alice):
    typed = " ".join(order.code.lower())
    assert order_by_code(shop=bakery, typed=typed, by=alice) == order


def test_the_code_of_another_shop_is_wrong_here(order, dairy, charlie):
    with pytest.raises(WrongCode):
        order_by_code(shop=dairy, typed=order.code, by=charlie)


def test_after_five_wrong_codes_even_the_right_one_waits(order, bakery, alice):
    miss(bakery, alice, 5)
    with pytest.raises(TooManyAttempts):
        order_by_code(shop=bakery, typed=order.code, by=alice)


def test_ten_minutes_later_codes_open_again(order, bakery, alice):
    miss(bakery, alice, 5)
    later = timezone.now() + timedelta(minutes=11)
    assert order_by_code(shop=bakery, typed=order.code, by=alice, now=later) == order


def test_one_persons_errors_do_not_lock_the_shop(order, bakery, alice, bob):
    miss(bakery, alice, 5)
    assert order_by_code(shop=bakery, typed=order.code, by=bob) == order


def test_a_collected_order_has_no_code_any_more(order, bakery, alice):
    order.status = "collected"
    order.save()
    with pytest.raises(WrongCode):
        order_by_code(shop=bakery, typed=order.code, by=alice)
