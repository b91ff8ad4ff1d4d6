"""A hand-over sent twice by a screen that was cut off counts once, and is answered alike."""

from uuid import uuid4

import pytest

from marketplace.accounts.person import person_of
from pickup.exceptions import TransitionRefused
from pickup.orders.counter.replays import hand_over, read_nonce
from pickup.orders.counter.undo import undo_handover
from pickup.orders.models import HandOver
from pickup.orders.privacy import erase, export
from pickup.orders.transitions import cancel_by_shop
from tests.factories import make_order, timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread)


@pytest.fixture
def nonce():
    return uuid4()


def test_the_same_tap_sent_again_is_answered_as_at_first(order, bread, alice, nonce):
    for _ in range(3):
        hand_over(order=order, by=alice, nonce=nonce)
    assert order.transitions.filter(to_status="collected").count() == 1
    assert bread.stockrecords.get().num_in_stock == 9


def test_a_hand_over_that_was_undone_is_not_done_again_by_its_replay(order, alice, nonce):
    hand_over(order=order, by=alice, nonce=nonce)
    undo_handover(order=order, by=alice)
    hand_over(order=order, by=alice, nonce=nonce)
    order.refresh_from_db()
    assert order.status == "accepted"


def test_another_tap_on_what_was_handed_over_is_refused(order, alice, nonce):
    hand_over(order=order, by=alice, nonce=nonce)
    with pytest.raises(TransitionRefused, match="est déjà"):
        hand_over(order=order, by=alice, nonce=uuid4())


def test_a_refusal_is_answered_again_in_the_same_words(order, alice, nonce):
    cancel_by_shop(order=order, by=alice)
    words = set()
    for _ in range(2):
        with pytest.raises(TransitionRefused) as refused:
            hand_over(order=order, by=alice, nonce=nonce)
        words.add(str(refused.value))
    assert len(words) == 1
    assert HandOver.objects.get().refusal in words


def test_one_tap_hands_over_one_order(order, bread, alice, nonce):
    hand_over(order=order, by=alice, nonce=nonce)
    other = make_order(bread)
    with pytest.raises(TransitionRefused):
        hand_over(order=other, by=alice, nonce=nonce)
    other.refresh_from_db()
    assert other.status == "accepted"


@pytest.mark.parametrize("typed", ["", "x", "\0", "9" * 500])
def test_what_is_no_nonce_is_none(typed):
    assert read_nonce(typed) is None


def test_a_screen_reads_why_not(client, alice, order, nonce):
    client.force_login(alice)
    url = f"/pro/le-fournil/commandes/{order.number}/remise/"
    headers = {"Accept": "application/json"}
    sent = {"nonce": str(nonce)}
    assert client.post(url, sent, headers=headers).json() == {"refusal": ""}
    assert client.post(url, sent, headers=headers).status_code == 200
    answer = client.post(url, {"nonce": str(uuid4())}, headers=headers)
    assert answer.status_code == 409
    assert "est déjà" in answer.json()["refusal"]


def test_who_handed_over_can_ask_and_be_forgotten(order, alice, nonce):
    hand_over(order=order, by=alice, nonce=nonce)
    person = person_of(alice)
    assert len(export(person)["orders handed over from a screen"]) == 1
    erase(person, timezone.now())
    assert HandOver.objects.get().by is None


def test_the_script_of_a_shop_stays_within_it(client, alice, bakery):
    client.force_login(alice)
    answer = client.get("/pro/le-fournil/service-worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in answer["Cache-Control"]
    assert 'SHOP = "le\\u002Dfournil"' in answer.text
    assert client.get("/pro/buron/service-worker.js").status_code == 404
