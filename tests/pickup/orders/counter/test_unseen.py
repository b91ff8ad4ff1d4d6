"""An order that nobody looks at is told of by another way, in opening time, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from pickup.orders.counter.seeing import mark_seen
from pickup.orders.counter.unseen import tell_of_unseen
from pickup.slots.models import PickupPoint
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ten(bakery):
    """Ten in the morning of a day to come; the bakery is open from 9 to 12."""
    day = timezone.now().astimezone(bakery.zone) + timedelta(days=3)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def order(bread, bakery, ten):
    """Placed at ten, for five in the afternoon."""
    order = make_order(bread, slot=make_slot(bakery, ten.replace(hour=17)))
    order.transitions.update(at=ten)
    type(order).objects.update(date_placed=ten)
    return order


def told():
    return list(OutboxMessage.objects.filter(kind="order_unseen").order_by("pk"))


def test_after_half_an_hour_the_shop_gets_a_text_message_then_the_desk_a_mail(order, ten):
    tell_of_unseen(now=ten + 29 * MINUTE)
    assert told() == []
    tell_of_unseen(now=ten + 30 * MINUTE)
    [text] = told()
    assert (text.channel, text.recipient) == ("sms", "+33465710001")
    assert "Dora Lemaire" in text.text
    assert f"/pro/retrait/{order.number}/" in text.text
    tell_of_unseen(now=ten + 59 * MINUTE)
    assert len(told()) == 1
    tell_of_unseen(now=ten + 60 * MINUTE)
    mail = told()[1]
    assert (mail.channel, mail.recipient) == ("email", "bonjour@example.org")
    assert "04 65 71 00 01" in mail.text
    assert "04 65 71 00 01" in mail.html


def test_each_way_is_tried_once(order, ten):
    for _ in range(3):
        tell_of_unseen(now=ten + 30 * MINUTE)
    for _ in range(3):
        tell_of_unseen(now=ten + 90 * MINUTE)
    assert [message.channel for message in told()] == ["sms", "email"]


def test_while_a_shop_is_shut_nobody_is_late(order, ten):
    last = ten.replace(hour=11, minute=50)
    order.transitions.update(at=last)
    tell_of_unseen(now=ten.replace(hour=14, minute=19))
    assert told() == []
    tell_of_unseen(now=ten.replace(hour=14, minute=20))
    assert len(told()) == 1


def test_what_was_looked_at_is_not_told_of(order, bakery, ten):
    mark_seen(shop=bakery, numbers=[order.number])
    assert tell_of_unseen(now=ten + 120 * MINUTE) == 0


def test_an_order_looked_at_after_the_text_message_is_not_told_to_the_desk(order, bakery, ten):
    tell_of_unseen(now=ten + 30 * MINUTE)
    mark_seen(shop=bakery, numbers=[order.number])
    tell_of_unseen(now=ten + 120 * MINUTE)
    assert len(told()) == 1


def test_an_order_for_the_day_after_tomorrow_can_wait(order, ten):
    before = ten - timedelta(days=2)
    order.transitions.update(at=before)
    assert tell_of_unseen(now=before + 120 * MINUTE) == 0
    assert tell_of_unseen(now=before + timedelta(days=1)) == 1


def test_a_shop_may_switch_it_off(order, ten):
    PickupPoint.objects.update(warns_of_unseen=False)
    assert tell_of_unseen(now=ten + 120 * MINUTE) == 0


def test_where_there_is_no_number_the_desk_is_told_when_it_would_have_been(order, bakery, ten):
    type(bakery).objects.filter(pk=bakery.pk).update(phone="demander")
    assert tell_of_unseen(now=ten + 59 * MINUTE) == 0
    assert tell_of_unseen(now=ten + 60 * MINUTE) == 1
    [mail] = told()
    assert mail.channel == "email"
    assert "prévenu par e-mail" in mail.text


def test_many_orders_cost_as_many_queries_as_one(order, bread, ten, django_assert_max_num_queries):
    for _ in range(4):
        more = make_order(bread, slot=order.slot)
        more.transitions.update(at=ten)
    with django_assert_max_num_queries(9):
        tell_of_unseen(now=ten + 5 * MINUTE)
