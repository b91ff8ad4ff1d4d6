"""Collection codes: hard to guess, good for one hand-over, in one shop."""

from math import log2

import pytest
from django.core.cache.backends.base import BaseCache

from pickup.exceptions import TooManyAttempts, WrongCode
from pickup.orders.codes import ALPHABET, CODE_LENGTH, new_code
from pickup.orders.counter.handover import order_by_code
from pickup.orders.transitions import collect_order
from tests.factories import make_order

pytestmark = pytest.mark.django_db


class DeadCache(BaseCache):
    """A cache server that is down: each call fails."""

    def __init__(self, location="", params=None):
        super().__init__(params or {})

    def get(self, *args, **kwargs):
        raise ConnectionError

    add = set = delete = touch = clear = incr = get_many = set_many = has_key = get


@pytest.fixture
def no_cache(settings):
    """Every cache of the site fails at once."""
    backend = {"BACKEND": f"{__name__}.DeadCache"}
    settings.CACHES = {"default": backend, "pages": backend}


def test_a_code_holds_28_bits_and_more():
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert CODE_LENGTH * log2(len(ALPHABET)) >= 28
    assert len(new_code()) == CODE_LENGTH


def test_every_sign_is_drawn_by_itself():
    drawn = []

    def choose(signs):
        drawn.append(signs)
        return signs[0]

    new_code(choose)
    assert drawn == [ALPHABET] * CODE_LENGTH


def test_a_code_opens_its_order_until_the_hand_over(bread, bakery, alice):
    order = make_order(bread)
    assert order_by_code(shop=bakery, typed=order.code, by=alice) == order
    collect_order(order=order, by=alice)
    with pytest.raises(WrongCode):
        order_by_code(shop=bakery, typed=order.code, by=alice)


def test_a_code_opens_nothing_in_another_shop(bread, dairy, charlie):
    order = make_order(bread)
    with pytest.raises(WrongCode):
        order_by_code(shop=dairy, typed=order.code, by=charlie)


def test_attempts_are_limited_while_the_cache_is_down(bread, bakery, alice, no_cache):
    order = make_order(bread)
    for _ in range(5):
        with pytest.raises(WrongCode):
            order_by_code(shop=bakery, typed="NOTONE", by=alice)
    with pytest.raises(TooManyAttempts):
        order_by_code(shop=bakery, typed=order.code, by=alice)


def test_the_screen_says_so_too(client, bread, alice, monkeypatch):
    from pickup.orders.counter import handover

    order = make_order(bread)
    client.force_login(alice)
    monkeypatch.setattr(handover, "PERSON_LIMIT", 1)
    client.post("/pro/le-fournil/code/", {"code": "NOTONE"})
    answer = client.post("/pro/le-fournil/code/", {"code": order.code})
    assert answer.status_code == 422
    assert "Trop de codes faux" in answer.text
