"""What shoppers and shops are told of an order, by e-mail or SMS."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone, translation
from django.utils.html import escape

from marketplace.legal import wordings
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.sms import MAX_CHARACTERS
from pickup.exceptions import PlacementRefused
from pickup.orders import links
from pickup.orders.messages import announce_cancelled, announce_placed, announce_ready
from pickup.orders.transitions import cancel_by_shop, cancel_by_shopper, mark_ready
from pickup.slots.words import say_hours, say_slot
from shops.catalogue.services import set_available
from tests.factories import make_basket, make_order, make_product, make_slot, place

PARIS = ZoneInfo("Europe/Paris")
HOSTILE = "L'Épi & <script>alert(1)</script>"


def messages(kind="order_placed", reader="shopper", **facts):
    return OutboxMessage.objects.filter(kind=kind, key__endswith=f":{reader}", **facts)


def both_parts_hold(message, *words) -> bool:
    """Tell whether text and HTML hold the words, whatever breaks their lines."""
    text, html = " ".join(message.text.split()), " ".join(message.html.split())
    plain = [" ".join(word.split()) for word in words]
    return all(word in text and escape(word) in html for word in plain)


def terms_of(order) -> list[str]:
    return [part for part in order.legal_snapshot["terms"].split("\n\n") if "\n" not in part]


@pytest.fixture
def thursday(bakery):
    """A slot of the bakery on a Thursday at 9, that closes on Wednesday at 18.30."""
    day = (timezone.now() + timedelta(days=2)).date()
    day += timedelta(days=(3 - day.weekday()) % 7)
    start = datetime(day.year, day.month, day.day, 9, tzinfo=PARIS)
    return make_slot(bakery, start, cutoff=start - timedelta(hours=14, minutes=30))


@pytest.fixture
def order(bread, thursday):
    return make_order(bread, quantity=2, slot=thursday)


@pytest.fixture
def phone_order(bread, thursday):
    return make_order(bread, slot=thursday, email="", phone="0612345678")


@pytest.fixture
def jam(bakery):
    """Jam keeps: it can be brought back."""
    return make_product(bakery, "Confiture de myrtilles", withdrawal_regime="normal")


# --- Placed: the shopper's mail ---------------------------------------------------------------


def test_a_purchase_of_two_shops_is_one_mail_with_a_section_for_each(basket, territory):
    purchase = place(basket, territory)
    mail = messages().get()
    codes = [order.spaced_code for order in purchase.orders.all()]
    assert mail.recipient == "dora@example.org"
    assert mail.reference == purchase.uuid.hex
    assert both_parts_hold(mail, *codes, "Le Fournil", "Buron de la Croix")


def test_a_section_says_when_where_what_and_how_much(order):
    mail = messages().get()
    assert both_parts_hold(mail, order.spaced_code, "9 h – 10 h", "3 rue Haute", "04 65 71 00 01")
    assert both_parts_hold(mail, "2 ×", "Pain de campagne", "4,80 €", "9,60 €")
    assert both_parts_hold(mail, wordings.PAY_IN_STORE, "espèces, carte bancaire")


def test_times_are_those_of_the_shop(order, territory):
    territory.timezone = "Indian/Reunion"
    territory.save()
    with transaction.atomic():
        announce_ready(order=type(order).objects.get(pk=order.pk))
    hours = say_hours(order.slot.start, order.slot.end, zone=ZoneInfo("Indian/Reunion"))
    assert both_parts_hold(messages("order_ready").get(), hours)


def test_the_mail_links_to_the_purchase_and_says_until_when_to_cancel(order):
    mail = messages().get()
    url = next(word for word in mail.text.split() if "://" in word)
    assert links.purchase_of(url.rstrip("/").rpartition("/")[2]) == order.purchase
    assert url in mail.html
    assert both_parts_hold(mail, "mercredi", "18 h 30")


def test_the_mail_holds_the_full_terms_and_who_sells(order):
    mail = messages().get()
    seller = order.legal_snapshot["seller"]
    assert all(both_parts_hold(mail, part) for part in terms_of(order))
    assert both_parts_hold(mail, seller["legal_name"], seller["siren"], seller["mediator_name"])
    assert both_parts_hold(mail, wordings.EU_GUARANTEE_NOTICE, wordings.PLATFORM_ROLE)


def test_the_guarantee_box_is_in_the_model_terms_or_beside_own_ones(bakery, bread, order):
    bakery.uses_model_terms, bakery.own_terms = False, "Nos conditions à nous."
    bakery.save()
    bread.refresh_from_db()
    make_order(bread, slot=order.slot)
    first_words = wordings.GUARANTEE_BOX.split("\n\n")[0]
    assert [mail.text.count(first_words) for mail in messages().order_by("pk")] == [1, 1]
    assert both_parts_hold(messages().latest("pk"), "Nos conditions à nous.", first_words)


def test_perishable_food_says_its_exception_and_no_notice(order):
    mail = messages().get()
    assert both_parts_hold(mail, "Pas de droit de rétractation : produit susceptible")
    assert "MODÈLE DE FORMULAIRE DE RÉTRACTATION" not in mail.text


def test_goods_that_can_come_back_bring_the_notice_and_the_form(jam):
    make_order(jam)
    mail = messages().get()
    assert both_parts_hold(mail, wordings.WITHDRAWAL_PERIOD)
    assert both_parts_hold(mail, "INFORMATIONS CONCERNANT L’EXERCICE DU DROIT DE RÉTRACTATION")
    assert both_parts_hold(mail, "MODÈLE DE FORMULAIRE DE RÉTRACTATION", wordings.WITHDRAW_LINK)


def test_the_contract_describes_each_product(bakery):
    make_order(make_product(bakery, description="<p>Au <b>levain</b></p><p>1 &amp; 1</p>"))
    assert both_parts_hold(messages().get(), "Au levain 1 & 1", "Allergènes : gluten")


def test_no_description_stops_an_order(bakery):
    make_order(make_product(bakery, description="<a" * 2000))
    assert both_parts_hold(messages().get(), "<a<a")


def test_the_ban_on_canvassing_is_told_beside_the_number_that_was_left(bread):
    make_order(bread, phone="0612345678")
    assert messages().get().text.count(wordings.CANVASSING_SENTENCE) == 2  # and in the terms


def test_the_note_is_in_both_mails(basket, territory, bakery):
    place(basket, territory, notes={bakery.pk: "Tranché, s'il vous plaît"})
    shop_mail = messages(reader="shop", recipient=bakery.email).get()
    assert both_parts_hold(messages().get(), "Tranché, s'il vous plaît")
    assert both_parts_hold(shop_mail, "Tranché, s'il vous plaît")


def test_an_answer_goes_to_the_one_shop_in_the_territory_s_name(order, bakery, territory):
    mail = messages().get()
    assert (mail.reply_to, mail.sender_name) == (bakery.email, territory.name)


def test_an_answer_to_several_shops_goes_to_none(basket, territory):
    place(basket, territory)
    assert messages().get().reply_to == ""


# --- Placed: by SMS and to the shop -------------------------------------------------------------


def test_without_an_e_mail_each_order_is_an_sms(basket, territory):
    place(basket, territory, email="", phone="0612345678")
    sent = messages()
    assert {sms.channel for sms in sent} == {"sms"}
    assert [sms.recipient for sms in sent] == ["0612345678"] * 2


def test_the_sms_begins_with_the_code_and_has_the_link_on_its_own_line(phone_order):
    lines = messages().get().text.splitlines()
    assert lines[0].startswith(f"Code {phone_order.spaced_code}")
    assert ("9 h - 10 h" in lines[1], "4,80 €" in lines[2]) == (True, True)
    assert links.purchase_of(lines[4].rstrip("/").rpartition("/")[2]) == phone_order.purchase


def test_the_longest_names_leave_code_and_link_in_the_sms(bakery, bread):
    bakery.name = "Œ" * 100
    bakery.save()
    order = make_order(bread, email="", phone="0612345678")
    with transaction.atomic():
        announce_cancelled(order=order, by_shop=True, reason="Four en panne. " * 40)
    for sms in OutboxMessage.objects.filter(channel="sms"):
        assert len(sms.text) <= MAX_CHARACTERS
        assert order.spaced_code in sms.text.splitlines()[0]
        assert any(line.startswith("http") for line in sms.text.splitlines())


def test_the_shop_reads_who_when_what_and_how_much(order, bakery):
    mail = messages(reader="shop").get()
    assert mail.recipient == bakery.email
    assert both_parts_hold(mail, "Dora Lemaire", "9 h – 10 h", "2 ×", "9,60 €", order.spaced_code)
    assert both_parts_hold(mail, links.handover_url(order), "dora@example.org")


def test_the_shop_s_mail_carries_the_tax_links(order):
    mail = messages(reader="shop").get()
    urls = [link.url for link in wordings.TAX_LINKS]
    assert both_parts_hold(mail, wordings.TAX_SENTENCE, *urls)


def test_each_shop_reads_only_its_own_order(basket, territory, bakery):
    place(basket, territory)
    mail = messages(reader="shop", recipient=bakery.email).get()
    assert "Tome de la Croix" not in mail.text + mail.html


def test_the_shop_answers_to_the_shopper(order, phone_order):
    mails = messages(reader="shop").order_by("pk")
    assert [mail.reply_to for mail in mails] == ["dora@example.org", ""]
    assert both_parts_hold(mails[1], "06\u00a012\u00a034\u00a056\u00a078")


# --- Ready, cancelled -------------------------------------------------------------------------


def test_ready_says_when_where_and_the_code(order, alice):
    mark_ready(order=order, by=alice)
    mail = messages("order_ready").get()
    assert "jeudi" in mail.subject
    assert "Le Fournil" in mail.subject
    assert both_parts_hold(mail, order.spaced_code, "9 h – 10 h", "3 rue Haute", "9,60 €")


def test_ready_comes_by_sms_to_who_left_only_a_number(phone_order, alice):
    mark_ready(order=phone_order, by=alice)
    sms = messages("order_ready").get()
    assert sms.channel == "sms"
    assert sms.text.startswith(f"Code {phone_order.spaced_code}")


def test_ready_no_longer_offers_to_cancel_after_the_cutoff(order):
    with transaction.atomic():
        announce_ready(order=order, now=order.slot.cutoff)
    assert "mercredi" not in messages("order_ready").get().text


def test_a_shopper_s_cancelling_is_told_to_both(order, bakery):
    cancel_by_shopper(order=order)
    to_shopper = messages("order_cancelled").get()
    to_shop = messages("order_cancelled", "shop").get()
    assert [to_shopper.recipient, to_shop.recipient] == ["dora@example.org", bakery.email]
    assert both_parts_hold(to_shop, "Dora Lemaire", "9 h – 10 h", "Pain de campagne")


def test_a_shop_s_cancelling_gives_its_reason_to_both(order, alice):
    cancel_by_shop(order=order, by=alice, reason="Le four est en panne.")
    told = OutboxMessage.objects.filter(kind="order_cancelled")
    assert all(both_parts_hold(mail, "Le four est en panne.") for mail in told)
    assert told.count() == 2


@pytest.mark.parametrize("reader", ["shopper", "shop"])
def test_who_cancelled_is_said(order, reader):
    texts = []
    for by_shop in (True, False):
        with transaction.atomic():
            announce_cancelled(order=order, by_shop=by_shop)
        texts.append(messages("order_cancelled", reader).get().text)
        OutboxMessage.objects.all().delete()
    assert texts[0] != texts[1]


# --- The outbox -------------------------------------------------------------------------------


def test_announcing_an_order_costs_one_query(
    basket, territory, django_assert_num_queries, monkeypatch
):
    seen = {}
    monkeypatch.setattr(
        "pickup.orders.messages.announce_placed", lambda **facts: seen.update(facts)
    )
    place(basket, territory)
    with transaction.atomic(), django_assert_num_queries(1):
        announce_placed(**seen)


def test_what_is_announced_twice_is_written_once(order):
    orders = list(order.purchase.orders.with_details())
    with transaction.atomic():
        announce_placed(purchase=order.purchase, orders=orders)
    assert sorted(OutboxMessage.objects.values_list("key", flat=True)) == sorted(
        [
            f"order_placed:{order.purchase.uuid.hex}:shopper",
            f"order_placed:{order.number}:shop",
        ]
    )


def test_an_order_that_is_not_placed_is_not_told(basket, territory, bread):
    set_available(product=bread, available=1)
    with pytest.raises(PlacementRefused):
        place(basket, territory)
    assert not OutboxMessage.objects.exists()


def test_a_transaction_that_falls_takes_its_messages_with_it(order):
    def tell_then_fall():
        with transaction.atomic():
            announce_ready(order=order)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tell_then_fall()
    assert not messages("order_ready").exists()


@pytest.mark.django_db(transaction=True)
def test_messages_outside_a_transaction_are_refused(order):
    with pytest.raises(TransactionManagementError):
        announce_ready(order=order)


def test_hostile_words_are_escaped_in_html_and_as_typed_in_text(bakery, bread):
    type(bakery).objects.filter(pk=bakery.pk).update(name=HOSTILE)
    bread.refresh_from_db()
    order = make_order(bread, name=HOSTILE, notes={bakery.pk: HOSTILE})
    with transaction.atomic():
        announce_cancelled(order=order, by_shop=True, reason=HOSTILE)
    told = OutboxMessage.objects.all()
    assert all(HOSTILE in mail.text and escape(HOSTILE) in mail.html for mail in told)
    assert not any("<script" in mail.html for mail in told)


def test_a_name_over_several_lines_stays_on_one(bread):
    make_order(bread, name="Dora\n\nVotre compte est bloqué")
    assert "Dora Votre compte est bloqué" in messages(reader="shop").get().text


def test_messages_are_in_the_site_s_language_whoever_orders(bread):
    with translation.override("en"):
        make_order(bread)
        assert translation.get_language() == "en"
    assert '<html lang="fr">' in messages().get().html


def test_each_shop_of_a_purchase_has_its_own_time(bread, cheese, territory):
    later = make_slot(cheese.shop, timezone.now() + timedelta(days=3))
    slots = {bread.shop: make_slot(bread.shop), cheese.shop: later}
    place(make_basket({bread: 1, cheese: 1}, slots), territory)
    mail = messages().get()
    said = {say_slot(slot, zone=PARIS, long=True) for slot in slots.values()}
    assert len(said) == 2
    assert both_parts_hold(mail, *said)
