"""Fewer units, none, or another product: what the shop says, and what the shopper answers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.person import person_of
from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused, Unsettled
from pickup.orders.changes.moving import move_by_shopper, slots_for_move
from pickup.orders.lines.adjusting import (
    propose_substitute,
    report_shortage,
    take_question_back,
)
from pickup.orders.lines.settling import answer
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from pickup.orders.privacy import erase, export
from pickup.orders.transitions import cancel_by_shopper, collect_order, mark_ready
from pickup.views.pro.line_forms import substitutes
from shops.catalogue.quotas import quota_of_day
from shops.catalogue.terms import Terms, set_terms
from shops.exceptions import OutOfStock
from tests.factories import (
    make_basket,
    make_option,
    make_order,
    make_product,
    make_service,
    make_slot,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def brioche(bakery):
    return make_product(bakery, "Brioche", price=Decimal("6.00"))


@pytest.fixture
def order(bread, brioche, bakery, territory):
    """Three loaves at 4.80 and one brioche at 6.00."""
    basket = make_basket({bread: 3, brioche: 1}, {bakery: make_slot(bakery)})
    return place(basket, territory).orders.get()


@pytest.fixture
def loaves(order):
    return order.lines.order_by("pk").first()


@pytest.fixture
def short(order, loaves, alice):
    """Only one of three loaves is there."""

    def say(quantity=1, **fields):
        facts = {"order": order, "line_id": loaves.pk, "by": alice, "quantity": quantity}
        return report_shortage(**(facts | fields))

    return say


@pytest.fixture
def rye(bakery):
    return make_product(bakery, "Pain de seigle", price=Decimal("5.50"), available=4)


@pytest.fixture
def instead(order, loaves, rye, alice):
    """Two rye loaves are proposed instead of three others."""

    def propose(**fields):
        facts = {"order": order, "line_id": loaves.pk, "product": rye, "quantity": 2, "by": alice}
        return propose_substitute(**(facts | fields))

    return propose


@pytest.fixture
def base():
    """After each test the whole base must hold together."""
    yield
    assert not list(broken_invariants())


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("base")]


def stock(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


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


def test_a_substitute_is_kept_until_the_answer(order, instead, rye):
    instead()
    assert stock(rye) == (4, 2)


def test_agreed_the_substitute_takes_the_line_s_place(order, loaves, instead, rye, bread):
    answer(order=order, adjustment=instead(), agreed=True)
    loaves.refresh_from_db()
    assert (loaves.status, loaves.due_title) == ("substituted", "Pain de seigle")
    assert (loaves.due_quantity, loaves.due_incl_tax) == (2, Decimal("11.00"))
    assert (stock(rye), stock(bread)) == ((4, 2), (0, 0))


@pytest.mark.parametrize(("regime", "rate"), [("liable", "20.0"), ("franchise", "0.0")])
def test_a_substitute_brings_its_own_vat_rate(order, loaves, instead, rye, regime, rate):
    rye.vat_rate = Decimal("20.0")
    rye.save()
    rye.shop.vat_statuses.update(regime=regime)
    answer(order=order, adjustment=instead(), agreed=True)
    loaves.refresh_from_db()
    assert loaves.vat_rate == Decimal(rate)


def test_refused_the_substitute_goes_back_to_the_shelf(order, instead, rye):
    answer(order=order, adjustment=instead(), agreed=False)
    assert stock(rye) == (4, 0)


def test_a_substitute_is_handed_over_out_of_its_own_stock(order, instead, rye, alice):
    answer(order=order, adjustment=instead(), agreed=True)
    collect_order(order=order, by=alice)
    assert stock(rye) == (2, 0)


def test_without_a_price_it_is_never_dearer_than_what_it_replaces(instead, bakery):
    cake = make_product(bakery, "Pièce montée", price=Decimal("90.00"))
    assert instead(product=cake, quantity=1).to_price == Decimal("14.40")


def test_a_dearer_price_is_asked_like_any_other(instead):
    assert instead(price=Decimal("20.00")).is_open


def test_more_than_the_shelf_holds_is_refused(instead):
    with pytest.raises(OutOfStock):
        instead(quantity=5)


def test_another_shop_s_product_is_no_substitute(instead, cheese):
    with pytest.raises(TransitionRefused):
        instead(product=cheese)


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


def test_a_substitute_has_none_of_the_options_of_what_it_replaces(bakery, rye, alice, client):
    knife = make_product(bakery, "Couteau")
    option = make_option(knife, "Gravure", ["Oui", "Non"])
    order = make_order(knife, picked={option.key: [option.values[0].key]})
    line = order.lines.get()
    assert line.choices == ["Gravure\u00a0: Oui"]
    facts = {"order": order, "line_id": line.pk, "product": rye, "quantity": 1, "by": alice}
    answer(order=order, adjustment=propose_substitute(**facts), agreed=True)
    client.force_login(alice)
    counter = f"/pro/{bakery.slug}/commandes/{order.number}/"
    day = reverse("pickup:pro_day", args=[bakery.slug, order.slot.day.isoformat()])
    own = f"/retrait/{token_of(order.purchase)}/"
    for screen in (counter, f"{counter}ticket/", day, own):
        page = client.get(screen).text
        assert rye.title in page
        assert "Gravure" not in page


def test_who_said_so_can_read_it_and_is_forgotten(order, short, alice):
    question = short(reason="Pardon, Dora")
    [mine] = export(person_of(alice))["lines of orders changed"]
    assert mine["line__order__number"] == order.number
    erase(person_of(alice), timezone.now())
    question.refresh_from_db()
    assert question.by is None


# --- What is made so many a day ---------------------------------------------------------------


@pytest.fixture
def tart(bakery):
    """Two tarts a day."""
    tart = make_product(bakery, "Tarte", available=None)
    make_per_day(product=tart, quantity=2)
    return tart


def left_of(product, day):
    return quota_of_day(record=product.stockrecords.get(), day=day).left


@pytest.mark.parametrize(("agreed", "left"), [(True, 0), (False, 2)])
def test_a_substitute_is_kept_of_its_day(order, instead, tart, agreed, left):
    question = instead(product=tart)
    assert left_of(tart, order.slot.day) == 0
    assert not list(broken_invariants())
    answer(order=order, adjustment=question, agreed=agreed)
    assert left_of(tart, order.slot.day) == left


def test_a_substitute_of_which_the_day_has_no_more_is_refused(order, instead, tart):
    make_order(tart, slot=order.slot)
    with pytest.raises(OutOfStock):
        instead(product=tart)


def test_neither_a_full_day_s_goods_nor_services_are_proposed(order, instead, tart):
    cut = make_service(tart.shop)
    assert tart in substitutes(order)
    assert cut not in substitutes(order)
    make_order(tart, quantity=2, slot=order.slot)
    assert tart not in substitutes(order)
    with pytest.raises(TransitionRefused):
        instead(product=cut)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_substitute_goes_with_its_order_to_another_day(order, instead, tart, agreed):
    former, later = order.slot.day, make_slot(order.shop, order.slot.start + timedelta(days=1))
    question = instead(product=tart)
    if agreed:
        answer(order=order, adjustment=question, agreed=True)
    move_by_shopper(order=order, slot=later, by=None)
    assert [left_of(tart, day) for day in (former, later.day)] == [2, 0]


@pytest.mark.parametrize("agreed", [None, True])
def test_only_times_that_take_the_substitute_too_are_proposed(order, instead, tart, agreed):
    question = instead(product=tart)
    if agreed:
        answer(order=order, adjustment=question, agreed=True)
    days = [make_slot(order.shop, order.slot.start + timedelta(days=n)) for n in (1, 2, 3)]
    make_order(tart, slot=days[0])
    set_terms(product=tart, terms=Terms(dates=[days[2].day.isoformat()]), preparation_weight=1)
    assert slots_for_move(order, by_shop=True) == days[1:]
    assert slots_for_move(order, by_shop=False) == days[2:]


def test_a_substitute_proposed_before_counts_when_it_becomes_so_many_a_day(order, instead, rye):
    instead()
    make_per_day(product=rye, quantity=3)
    assert left_of(rye, order.slot.day) == 1


@pytest.mark.parametrize("ask", [True, False])
def test_nothing_more_is_left_of_a_product_of_the_day(order, tart, ask, alice):
    mine = make_order(tart, slot=order.slot)
    facts = {"order": mine, "line_id": mine.lines.get().pk, "quantity": 0, "by": alice}
    report_shortage(**facts, sold_out=ask)
    later = make_slot(order.shop, order.slot.start + timedelta(days=1))
    left = [left_of(tart, slot.day) for slot in (order.slot, later)]
    assert left == ([0, 2] if ask else [1, 2])
