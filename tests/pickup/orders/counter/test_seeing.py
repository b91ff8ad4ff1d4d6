"""Whether the shop's people have looked at an order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pickup.orders.counter.seeing import mark_seen, unseen_by
from pickup.orders.transitions import cancel_by_shop, mark_ready
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread)


@pytest.fixture
def now(order):
    """An hour before the order's slot."""
    return order.slot.start - timedelta(hours=1)


def test_a_new_order_is_unseen_until_it_was_looked_at_once(order, bakery, now):
    assert list(unseen_by(bakery, now=now)) == [order]
    assert mark_seen(shop=bakery, numbers=[order.number], now=now) == 1
    assert mark_seen(shop=bakery, numbers=[order.number], now=now + timedelta(hours=1)) == 0
    order.refresh_from_db()
    assert order.seen_at == now
    assert not unseen_by(bakery, now=now)


def test_another_shop_sees_nothing_of_it(order, dairy):
    assert mark_seen(shop=dairy, numbers=[order.number]) == 0


@pytest.mark.parametrize("act", [mark_ready, cancel_by_shop])
def test_what_was_acted_on_waits_for_nobody(order, bakery, alice, now, act):
    act(order=order, by=alice)
    assert not unseen_by(bakery, now=now)


def test_what_the_shop_noted_itself_it_knows(order, bakery, now):
    type(order).objects.update(source="telephone")
    assert not unseen_by(bakery, now=now)


def test_an_order_for_later_this_week_may_wait(order, bakery, now):
    assert not unseen_by(bakery, now=now - timedelta(days=3))


def test_an_order_to_answer_is_counted_whenever_it_is_for(order, bakery, now):
    type(order).objects.update(status="placed")
    assert list(unseen_by(bakery, now=now - timedelta(days=3))) == [order]


def test_what_a_guest_has_not_confirmed_is_not_counted(order, bakery, now):
    later = timezone.now() + timedelta(minutes=30)
    type(order).objects.update(status="placed", hold_expires_at=later)
    assert not unseen_by(bakery, now=now)


def test_a_slot_of_the_next_but_one_day_is_not_today_nor_tomorrow(bread, bakery):
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    make_order(bread, slot=make_slot(bakery, start))
    assert not unseen_by(bakery, now=timezone.now())
