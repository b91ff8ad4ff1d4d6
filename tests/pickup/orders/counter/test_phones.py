"""A new order wakes the phones of the shop's team, and nobody else's."""

import pytest

from marketplace.notifications import push
from marketplace.notifications.models import OutboxMessage, PushSubscription
from shops.models import ShopMember
from tests.factories import make_order

pytestmark = pytest.mark.django_db
SENT = {"endpoint": "https://fcm.googleapis.com/abc", "p256dh": "B" * 87, "auth": "a" * 22}
ADD, REMOVE = "/pro/le-fournil/telephone/", "/pro/le-fournil/telephone/retirer/"


@pytest.fixture(autouse=True)
def _key(settings):
    settings.VAPID_PRIVATE_KEY = push.new_private_key()


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def told():
    return list(OutboxMessage.objects.filter(channel="push"))


def test_a_new_order_wakes_the_phone_with_a_name_and_a_time_alone(counter, bread):
    assert counter.post(ADD, SENT).status_code == 204
    order = make_order(bread, phone="06 39 98 04 05", notes={bread.shop.pk: "Bien cuit"})
    [message] = told()
    assert message.url.endswith(f"/pro/retrait/{order.number}/")
    assert message.subject == "Nouvelle commande chez Le Fournil"
    assert message.text.startswith("Dora Lemaire, ")
    for secret in (order.code, "06 39", "dora@", "Bien cuit", "Pain"):
        assert secret not in message.text


def test_another_shop_s_order_wakes_nobody(counter, cheese):
    counter.post(ADD, SENT)
    make_order(cheese)
    assert told() == []


def test_who_left_the_team_is_told_no_more(counter, bread, alice):
    counter.post(ADD, SENT)
    ShopMember.objects.filter(user=alice).delete()
    make_order(bread)
    assert told() == []


def test_a_phone_is_taken_off_again(counter, bread):
    counter.post(ADD, SENT)
    assert counter.post(REMOVE, SENT).status_code == 204
    make_order(bread)
    assert not PushSubscription.objects.exists()
    assert told() == []


@pytest.mark.parametrize("address", [ADD, REMOVE])
def test_what_no_browser_sends_is_refused(counter, bakery, address):
    for sent in ({}, SENT | {"endpoint": "https://evil.example/\0"}):
        assert counter.post(address, sent).status_code == 422


def test_a_stranger_s_phone_is_not_found(client, charlie, bakery):
    client.force_login(charlie)
    assert client.post(ADD, SENT).status_code == 404
    assert not PushSubscription.objects.exists()


def test_the_board_offers_it_where_there_is_a_key(counter, bakery, settings):
    assert 'id="phone"' in counter.get("/pro/le-fournil/").text
    settings.VAPID_PRIVATE_KEY = ""
    assert 'id="phone"' not in counter.get("/pro/le-fournil/").text
