"""Many messages about one order at once: so many a day, and no more."""

import threading
from functools import partial

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.exceptions import MessageRefused
from pickup.orders import conversation
from pickup.orders.conversation import write_message
from pickup.orders.models import OrderMessage
from tests.factories import make_order, make_product
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

Order = get_model("order", "Order")
ROUNDS, WRITERS, LIMIT = rounds(10), 4, 2


@pytest.fixture
def order(shops, monkeypatch):
    monkeypatch.setattr(conversation, "MAX_A_DAY", LIMIT)
    return make_order(make_product(shops[0]))


def write_at_once(order):
    """Let four write, all of whom saw room; return how many were refused."""
    facts = {"order": order, "text": "Merci", "by_shop": False, "author": None}
    results = run_together([partial(write_message, now=timezone.now(), **facts)] * WRITERS)
    refused = sum(isinstance(result, MessageRefused) for result in results)
    assert refused + order.messages.count() == WRITERS, results
    return refused


def test_of_four_at_once_two_are_sent(order, monkeypatch):
    for _ in range(ROUNDS):
        with meeting_at(monkeypatch, "pickup.orders.conversation._locked", WRITERS):
            write_at_once(order)
        assert order.messages.count() == LIMIT
        OrderMessage.objects.all().delete()


def test_control_without_the_lock_there_are_more(order, monkeypatch):
    """Proves that the test above would notice."""
    check, barrier = conversation._refusal, threading.Barrier(WRITERS)

    def check_then_wait(*facts):
        reason = check(*facts)
        barrier.wait(timeout=20)
        return reason

    monkeypatch.setattr(conversation, "_refusal", check_then_wait)
    monkeypatch.setattr(conversation, "_locked", lambda order: None)
    assert write_at_once(order) == 0
    assert order.messages.count() > LIMIT
