"""Fewer units or none: what the shop says, and what the shopper answers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.accounts.person import person_of
from marketplace.notifications.models import OutboxMessage
from pickup.exceptions import TransitionRefused, Unsettled
from pickup.orders.lines.adjusting import (
    report_shortage,
    take_question_back,
)
from pickup.orders.lines.settling import answer
from pickup.orders.privacy import erase, export
from pickup.orders.transitions import cancel_by_shopper, collect_order, mark_ready
from tests.factories import (
    make_basket,
    make_order,
    make_slot,
    place,
)
from tests.pickup.orders.lines.conftest import left_of, stock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("base")]


def told(kind):
    return OutboxMessage.objects.get(kind=kind)


def test_a_question_changes_neither_units_nor_price(order, loaves, short):
    short()
    loaves.refresh_from_db()
    order.refresh_from_db()
    assert (loaves.status, loaves.awaits_answer, loaves.due_quantity) == ("short", True, 3)
    assert order.due_incl_tax == order.total_incl_tax


def test_agreed_units_and_price_change_and_the_contract_stays(order, loaves, short):
    answer(order=order, adjustment=short(), agreed=True)
    loaves.refresh_from_db()
    order.refresh_from_db()
    assert (loaves.due_quantity, loaves.due_incl_tax) == (1, Decimal("4.80"))
    assert (loaves.quantity, loaves.line_price_incl_tax) == (3, Decimal("14.40"))
    assert (order.due_incl_tax, order.total_incl_tax) == (Decimal("10.80"), Decimal("20.40"))


def test_units_that_are_missing_do_not_come_back_to_the_shelf(bread, order, short):
    question = short(sold_out=True)
    assert stock(bread) == (3, 3)
    answer(order=order, adjustment=question, agreed=True)
    assert stock(bread) == (1, 1)


def test_the_rest_of_the_shelf_stays_on_sale_if_the_shop_says_so(bread, order, short):
    answer(order=order, adjustment=short(sold_out=False), agreed=True)
    assert stock(bread) == (8, 1)


def test_refused_the_line_leaves_and_what_was_there_is_for_others(bread, order, loaves, short):
    answer(order=order, adjustment=short(), agreed=False)
    loaves.refresh_from_db()
    order.refresh_from_db()
    assert loaves.is_removed
    assert order.due_incl_tax == Decimal("6.00")
    assert stock(bread) == (1, 0)


def test_the_last_line_refused_cancels_the_order_with_a_message(order, short, alice):
    brioche = order.lines.order_by("pk").last()
    report_shortage(order=order, line_id=brioche.pk, quantity=0, by=alice)
    answer(order=order, adjustment=short(), agreed=False)
    order.refresh_from_db()
    assert order.status == "cancelled_by_shop"
    assert OutboxMessage.objects.filter(kind="order_cancelled").count() == 2


def test_none_at_all_needs_no_answer_and_frees_the_shopper(order, loaves, short, bread):
    said = short(quantity=0)
    loaves.refresh_from_db()
    order.refresh_from_db()
    assert (said.consent, loaves.is_removed) == ("not_needed", True)
    assert order.cancel_until == order.slot.start
    assert "/annuler/" in told("order_line_removed").text
    assert stock(bread) == (0, 0)
    cancel_by_shopper(order=order, now=order.slot.start - timedelta(minutes=1))


@pytest.mark.parametrize("quantity", [3, 4, -1])
def test_a_shortage_is_fewer_than_ordered(short, quantity):
    with pytest.raises(TransitionRefused):
        short(quantity=quantity)


def test_the_shopper_gets_a_link_for_each_answer(short):
    short(reason="Le four est en panne.")
    mail = told("order_question")
    assert "?reponse=agreed" in mail.text
    assert "?reponse=refused" in mail.html
    assert "Le four est en panne." in mail.text
    assert "il n’en reste que 1 sur 3, 4,80\u202f€ au lieu de 14,40\u202f€" in mail.text


def test_who_left_only_a_telephone_gets_one_link_by_sms(bread, bakery, territory, alice):
    basket = make_basket({bread: 3}, {bakery: make_slot(bakery)})
    order = place(basket, territory, email="", phone="+33639980012").orders.get()
    line = order.lines.get()
    report_shortage(order=order, line_id=line.pk, quantity=2, by=alice)
    sms = told("order_question")
    assert sms.channel == "sms"
    assert sms.text.count("http") == 1


def test_a_later_word_takes_the_place_of_an_open_question(instead, short, loaves, rye):
    first, second = instead(), short()
    first.refresh_from_db()
    assert (first.consent, second.consent) == ("dropped", "asked")
    assert stock(rye) == (4, 0)


def test_of_two_answers_one_counts(order, short):
    question = short()
    answer(order=order, adjustment=question, agreed=True)
    with pytest.raises(TransitionRefused):
        answer(order=order, adjustment=question, agreed=False)


def test_nobody_leaves_with_an_open_question(order, short, alice):
    question = short()
    with pytest.raises(TransitionRefused):
        collect_order(order=order, by=alice)
    answer(order=order, adjustment=question, agreed=True, by=alice, at_counter=True)
    collect_order(order=order, by=alice)
    question.refresh_from_db()
    assert (question.answered_by, question.at_counter) == (alice, True)
    assert not OutboxMessage.objects.filter(kind="order_answered").exists()


def test_the_shop_is_told_of_an_answer_by_link(order, short):
    answer(order=order, adjustment=short(), agreed=True)
    assert told("order_answered").recipient == order.shop.email


def test_cancelled_with_an_open_question_nothing_stays_set_aside(order, instead, rye, bread):
    instead()
    cancel_by_shopper(order=order)
    assert (stock(rye), stock(bread)) == ((4, 0), (0, 0))


def test_nobody_is_called_for_an_order_with_an_open_question(order, short, alice):
    question = short()
    with pytest.raises(Unsettled, match="question"):
        mark_ready(order=order, by=alice)
    assert not OutboxMessage.objects.filter(kind="order_ready").exists()
    answer(order=order, adjustment=question, agreed=True, by=alice, at_counter=True)
    mark_ready(order=order, by=alice)
    assert order.progress == (2, 2)


def test_a_question_taken_back_leaves_the_line_as_it_was(order, instead, loaves, rye, alice):
    question = instead()
    take_question_back(order=order, line_id=loaves.pk)
    question.refresh_from_db()
    assert (question.consent, stock(rye)) == ("dropped", (4, 0))
    mark_ready(order=order, by=alice)
    loaves.refresh_from_db()
    assert (loaves.due_quantity, loaves.due_incl_tax) == (3, Decimal("14.40"))


def test_who_was_asked_reads_that_it_is_no_longer(order, short, loaves):
    short(reason="Le four est en panne.")
    take_question_back(order=order, line_id=loaves.pk)
    mail = told("order_question_dropped")
    assert mail.recipient == "dora@example.org"
    assert "vous n’avez plus à répondre" in mail.subject
    for part in (mail.text, mail.html):
        assert "il n’en reste que 1 sur 3" in part
        assert "20,40" in part
        assert "/question/" not in part


def test_who_was_asked_by_sms_reads_so_by_sms(bread, alice):
    order = make_order(bread, quantity=3, email="", phone="+33639980012")
    facts = {"order": order, "line_id": order.lines.get().pk}
    report_shortage(**facts, quantity=2, by=alice)
    take_question_back(**facts)
    sms = told("order_question_dropped")
    assert (sms.channel, sms.recipient) == ("sms", told("order_question").recipient)
    assert sms.text.count("http") == 1


def test_where_nothing_was_asked_nothing_is_told(order, loaves):
    take_question_back(order=order, line_id=loaves.pk)
    assert not OutboxMessage.objects.filter(kind="order_question_dropped").exists()


def test_a_later_word_is_message_enough(short):
    short()
    short(0)
    assert not OutboxMessage.objects.filter(kind="order_question_dropped").exists()


@pytest.mark.parametrize("agreed", [False, True])
def test_of_what_was_called_ready_the_rest_stays_ready(order, short, alice, agreed):
    mark_ready(order=order, by=alice)
    answer(order=order, adjustment=short(), agreed=agreed)
    assert order.progress.is_whole


def test_a_later_word_on_what_was_called_ready_leaves_it_ready(order, short, alice):
    mark_ready(order=order, by=alice)
    short()
    short(0)
    assert order.progress.is_whole


def test_who_said_so_can_read_it_and_is_forgotten(order, short, alice):
    question = short(reason="Pardon, Dora")
    [mine] = export(person_of(alice))["lines of orders changed"]
    assert mine["line__order__number"] == order.number
    erase(person_of(alice), timezone.now())
    question.refresh_from_db()
    assert question.by is None


@pytest.mark.parametrize("ask", [True, False])
def test_nothing_more_is_left_of_a_product_of_the_day(order, tart, ask, alice):
    mine = make_order(tart, slot=order.slot)
    facts = {"order": mine, "line_id": mine.lines.get().pk, "quantity": 0, "by": alice}
    report_shortage(**facts, sold_out=ask)
    later = make_slot(order.shop, order.slot.start + timedelta(days=1))
    left = [left_of(tart, slot.day) for slot in (order.slot, later)]
    assert left == ([0, 2] if ask else [1, 2])
