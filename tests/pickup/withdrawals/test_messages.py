"""The receipt on a durable medium, and what the shop is told."""

from datetime import UTC, date, datetime

import pytest
from django.utils.html import escape

from marketplace.legal import wordings
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.sms import MAX_CHARACTERS
from pickup.orders.changes.moving import move_by_shop
from pickup.orders.transitions import mark_ready
from pickup.withdrawals.services import Declarant
from tests.factories import make_basket, make_order, make_slot, place
from tests.pickup.withdrawals.conftest import hand_over, line_of, take_back

pytestmark = pytest.mark.django_db
AT = datetime(2037, 11, 30, 22, 30, tzinfo=UTC)


def told(reader="shopper"):
    return OutboxMessage.objects.get(kind="order_withdrawn", key__contains=f":{reader}:")


def both_parts_hold(message, *words) -> bool:
    """Tell whether text and HTML hold the words, whatever breaks their lines."""
    text, html = " ".join(message.text.split()), " ".join(message.html.split())
    return all(word in text and escape(word) in html for word in words)


def test_the_receipt_holds_content_date_and_hour_of_the_shop_s_zone(order, honey):
    take_back(order, line_of(order, honey), now=AT)
    assert told().recipient == "dora@example.org"
    assert both_parts_hold(told(), "lundi 30 novembre 2037 à 23 h 30", order.number)
    assert both_parts_hold(told(), "Miel de sapin", "Dora Lemaire", "Le Fournil SARL")
    assert order.number in told().subject


def test_the_receipt_says_to_bring_back_and_until_when(order, honey):
    hand_over(order, at=AT)
    take_back(order, line_of(order, honey), now=AT)
    assert both_parts_hold(told(), "au plus tard le lundi 14 décembre 2037")
    assert both_parts_hold(told("shop"), "Remboursez 9,60 € au plus tard le lundi 14 décembre")


def test_before_collection_nothing_is_to_be_paid(honey_order):
    take_back(honey_order)
    assert both_parts_hold(told(), "Vous n’avez rien à retirer ni à payer")
    assert both_parts_hold(told("shop"), "rien n’est à rembourser")


def test_with_a_telephone_alone_the_receipt_is_a_text_message(bakery, honey):
    basket = make_basket({honey: 1}, {bakery: make_slot(bakery)})
    order = place(basket, bakery.territory, email="", phone="+33639980012").orders.get()
    take_back(order, declarant=Declarant(name="Dora", phone="+33639980012"), now=AT)
    assert told().channel == "sms"
    assert len(told().text) <= MAX_CHARACTERS
    assert "30 novembre 2037" in told().text
    assert "Miel de sapin" in told().text


def test_who_gives_another_address_does_not_keep_the_order_s_own_in_the_dark(order, honey):
    other = Declarant(name="Eve", email="eve@example.org")
    take_back(order, line_of(order, honey), declarant=other)
    assert told().recipient == "eve@example.org"
    assert told("order").recipient == "dora@example.org"


def test_nor_does_who_has_the_number_of_an_order_placed_by_telephone(bakery, honey):
    basket = make_basket({honey: 1}, {bakery: make_slot(bakery)})
    order = place(basket, bakery.territory, email="", phone="+33639980012").orders.get()
    take_back(order, declarant=Declarant(name="Eve", email="eve@example.org"))
    assert (told().channel, told().recipient) == ("email", "eve@example.org")
    assert (told("order").channel, told("order").recipient) == ("sms", "+33639980012")


def test_a_hostile_name_stays_a_name(order, honey):
    hostile = Declarant(name="<b>Eve</b>\nPS: payez", email="eve@example.org")
    take_back(order, line_of(order, honey), declarant=hostile)
    assert "<b>Eve</b> PS: payez" in told("shop").text
    assert "<b>Eve</b>" not in told("shop").html


def test_the_shop_answers_the_person(order, honey):
    take_back(order, line_of(order, honey))
    assert told("shop").recipient == order.shop.email
    assert told("shop").reply_to == "dora@example.org"
    assert told().reply_to == order.shop.email


def test_the_day_to_refund_is_counted_on_the_shop_s_walls(order, honey, territory):
    type(territory).objects.update(timezone="Indian/Reunion")
    withdrawal = take_back(order, line_of(order, honey), now=AT)  # 1 December there
    assert withdrawal.refund_by == date(2037, 12, 15)


def form_address(order) -> str:
    return f"/{order.number}/renoncer/"


def mail(kind, reader="shopper"):
    return OutboxMessage.objects.get(kind=kind, key__contains=f":{reader}")


def test_each_mail_of_a_contract_leads_to_the_form_of_its_order(order, alice):
    mark_ready(order=order, by=alice)
    move_by_shop(order=order, slot=make_slot(order.shop, AT), by=alice)
    for kind in ("order_placed", "order_ready", "order_moved"):
        assert both_parts_hold(mail(kind), wordings.WITHDRAW_LINK, form_address(order))


def test_a_loaf_alone_has_no_such_link(bread, alice):
    order = make_order(bread)
    mark_ready(order=order, by=alice)
    for kind in ("order_placed", "order_ready"):
        assert form_address(order) not in mail(kind).text + mail(kind).html


def test_later_mails_tell_of_what_is_left(order, honey, alice):
    take_back(order, line_of(order, honey))
    mark_ready(order=order, by=alice)
    assert "Miel de sapin" not in mail("order_ready").text
    assert both_parts_hold(mail("order_ready"), "Pain de campagne", "Bougie", "9,60 €")
