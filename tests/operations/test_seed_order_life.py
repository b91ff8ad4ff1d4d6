"""Orders of the demo that somebody has to say yes to."""

import pytest

from marketplace.operations.seed.order_life import agree
from pickup.orders.states import OrderState
from pickup.slots.models import PickupPoint
from tests.factories import make_order

pytestmark = pytest.mark.django_db


def test_who_visits_today_finds_an_order_that_waits_for_an_answer(bread, alice):
    PickupPoint.objects.filter(shop=bread.shop).update(acceptance="manual")
    bread.shop.refresh_from_db()
    order = make_order(bread)
    agree(order, OrderState.PLACED, owner=alice, at=order.date_placed)
    assert order.status == "placed"
    type(order).objects.filter(pk=order.pk).update(answer_until=order.date_placed)
    order.refresh_from_db()
    agree(order, OrderState.PLACED, owner=alice, at=order.date_placed)
    assert order.status == "accepted"
