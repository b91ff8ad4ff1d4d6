"""Shop and shopper write to each other about an order."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.person import person_of
from marketplace.notifications.models import OutboxMessage
from pickup.exceptions import MessageRefused
from pickup.orders.conversation import MAX_A_DAY, write_message
from pickup.orders.links import token_of
from pickup.orders.models import OrderMessage
from pickup.orders.privacy import erase, erase_purchase, export, export_purchase
from tests.factories import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread)


@pytest.fixture
def link(order):
    return reverse("pickup:purchase", args=[token_of(order.purchase)])


@pytest.fixture
def from_link(client, order, link):
    return lambda text: client.post(f"{link}{order.number}/message/", {"text": text})


@pytest.fixture
def from_shop(client, order, alice):
    client.force_login(alice)
    page = f"/pro/le-fournil/commandes/{order.number}/"
    return lambda text: client.post(f"{page}message/", {"text": text})


def told():
    return OutboxMessage.objects.get(kind="order_message")


def write(order, text="Merci", *, by_shop=False, **fields):
    return write_message(order=order, text=text, by_shop=by_shop, author=None, **fields)


def test_the_shop_is_told_what_the_shopper_writes(from_link, order):
    assert from_link("Je passe plutôt vers 18 h").status_code == 302
    message = told()
    assert message.recipient == order.shop.email
    assert "Je passe plutôt vers 18 h" in message.text
    assert "Je passe plutôt vers 18 h" in message.html
    assert message.reply_to == "dora@example.org"


def test_the_shopper_is_told_what_the_shop_writes(from_shop, order, alice):
    assert from_shop("Plus de seigle, du campagne ?").status_code == 302
    message = told()
    assert message.recipient == "dora@example.org"
    assert "Plus de seigle" in message.text
    assert token_of(order.purchase)[:30] in message.text
    assert OrderMessage.objects.get().author == alice


def test_who_left_only_a_telephone_gets_a_text_message(bread):
    order = make_order(bread, email="", phone="+33639980012")
    write(order, "Votre pain attend", by_shop=True)
    assert (told().channel, told().recipient) == ("sms", "+33639980012")
    assert "Votre pain attend" in told().text


def test_both_pages_show_the_conversation_in_order(client, order, link, alice):
    now = timezone.now()
    write(order, "Avez-vous du seigle ?", now=now)
    write(order, "Oui, <b>demain</b>", by_shop=True, now=now + timedelta(minutes=1))
    client.force_login(alice)
    for address in (link, f"/pro/le-fournil/commandes/{order.number}/"):
        page = client.get(address).text
        assert page.index("du seigle ?") < page.index("Oui, &lt;b&gt;demain")


@pytest.mark.parametrize("text", ["", "  \0 ", "é" * 501])
def test_what_cannot_be_sent_is_said_beside_the_field_with_what_was_typed(from_link, order, text):
    answer = from_link(text)
    assert answer.status_code == 422
    assert f'id="text-{order.number}-error"' in answer.text
    assert "é" * 501 in answer.text or len(text) < 501
    assert not OrderMessage.objects.exists()


def test_the_shop_reads_too_what_stands_in_the_way(from_shop, order):
    answer = from_shop("é" * 501)
    assert answer.status_code == 422
    assert f'id="text-{order.number}-error"' in answer.text
    assert "é" * 501 in answer.text


def test_five_hundred_characters_are_counted_as_people_count_them(order):
    assert write(order, "a" * 249 + "\r\n" + "b" * 250).pk


def test_a_side_writes_so_often_a_day_and_the_other_side_still_can(order):
    now = timezone.now()
    for number in range(MAX_A_DAY):
        write(order, f"Message {number}", now=now)
    with pytest.raises(MessageRefused, match="par jour"):
        write(order, now=now)
    assert write(order, by_shop=True, now=now).pk
    assert write(order, now=now + timedelta(days=1, seconds=1)).pk


def test_weeks_after_the_collection_nobody_writes_any_more(client, order, link):
    later = order.slot.end + timedelta(days=31)
    with pytest.raises(MessageRefused):
        write(order, by_shop=True, now=later)
    order.slot.start -= timedelta(days=60)
    order.slot.end -= timedelta(days=60)
    order.slot.save()
    assert "<textarea" not in client.get(link).text


def test_a_stranger_and_a_forged_link_write_nothing(client, order, charlie):
    assert client.post(f"/retrait/x:y/{order.number}/message/", {"text": "a"}).status_code == 404
    client.force_login(charlie)
    address = f"/pro/le-fournil/commandes/{order.number}/message/"
    assert client.post(address, {"text": "a"}).status_code == 404
    assert not OrderMessage.objects.exists()


def test_a_message_is_the_person_s_and_goes_with_the_purchase(order):
    write(order, "Sonnez chez Lemaire")
    assert "Sonnez chez Lemaire" in repr(export_purchase(order.purchase))
    erase_purchase(purchase=order.purchase)
    assert not OrderMessage.objects.exists()
    assert told().text == ""


def test_who_wrote_for_a_shop_leaves_it_without_their_name(order, bob):
    write_message(order=order, text="C’est prêt", by_shop=True, author=bob)
    person = person_of(bob)
    assert "C’est prêt" in repr(export(person))
    erase(person, timezone.now())
    assert OrderMessage.objects.get().author is None
