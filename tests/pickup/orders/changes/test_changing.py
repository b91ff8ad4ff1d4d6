"""Other quantities for an order, until the cut-off."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import SlotUnavailable, TooLate, TransitionRefused
from pickup.orders.changes import changing
from pickup.orders.changes.changing import can_change, change_quantities
from pickup.orders.lines.adjusting import ASK, propose_substitute, report_shortage, weigh_line
from pickup.orders.lines.preparation import set_line_prepared
from pickup.orders.lines.settling import answer
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from pickup.orders.transitions import mark_ready
from shops.catalogue.campaigns import CampaignFacts, save_campaign
from shops.catalogue.services import archive_product
from shops.catalogue.terms import Terms, say_sold_out, set_terms
from shops.exceptions import OutOfStock
from tests.factories import (
    make_basket,
    make_option,
    make_order,
    make_product,
    make_slot,
    place,
)

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def order(bread, bakery, territory):
    """Two loaves and a brioche."""
    brioche = make_product(bakery, "Brioche")
    basket = make_basket({bread: 2, brioche: 1}, slots={bakery: make_slot(bakery)})
    return place(basket, territory).orders.get()


def line_of(order, title):
    return order.lines.get(title=title)


def change(order, **titles):
    names = {"bread": "Pain de campagne", "brioche": "Brioche"}
    change_quantities(
        order=order, quantities={line_of(order, names[k]).pk: n for k, n in titles.items()}
    )
    order.refresh_from_db()


def test_more_units_are_taken_and_the_contract_is_anew(order, bread):
    change(order, bread=5)
    assert StockRecord.objects.get(product=bread).num_allocated == 5
    assert line_of(order, bread.title).due_quantity == 5
    assert order.total_incl_tax == order.due_incl_tax == bread.stockrecords.get().price * 6
    assert [line["quantity"] for line in order.legal_snapshot["lines"]] == [5, 1]
    assert not list(broken_invariants())


def test_none_takes_a_line_out(order, bread):
    change(order, bread=0)
    assert [line.title for line in order.lines.all()] == ["Brioche"]
    assert StockRecord.objects.get(product=bread).num_allocated == 0
    assert not list(broken_invariants())


def test_more_than_there_is_changes_nothing(order, bread):
    with pytest.raises(OutOfStock):
        change(order, bread=11)
    assert StockRecord.objects.get(product=bread).num_allocated == 2


def test_a_day_s_quantity_is_followed(bread, bakery):
    make_per_day(product=bread, quantity=4)
    order = make_order(bread, quantity=2)
    change(order, bread=4)
    assert order.lines.get().quota.taken == 4
    with pytest.raises(OutOfStock):
        change(order, bread=5)
    change(order, bread=1)
    assert order.lines.get().quota.taken == 1
    assert not list(broken_invariants())


def archived(bread, _order):
    archive_product(product=bread)


def sold_out_that_day(bread, order):
    say_sold_out(product=bread, day=order.slot.day)


def closed_early(bread, order):
    now = timezone.now()
    facts = CampaignFacts(
        name="Noël",
        days=[order.slot.day],
        opens_at=now - timedelta(days=3),
        closes_at=now - timedelta(hours=1),
        quantities={bread.pk: 50},
    )
    save_campaign(shop=order.shop, facts=facts)


@pytest.mark.parametrize("end", [archived, sold_out_that_day, closed_early])
def test_of_what_is_ordered_no_more_there_are_only_fewer(order, bread, end):
    end(bread, order)
    with pytest.raises(TransitionRefused, match="Pain de campagne"):
        change(order, bread=3)
    change(order, bread=1, brioche=2)
    assert [line.quantity for line in order.lines.order_by("pk")] == [1, 2]


def test_the_slot_s_work_is_followed(bread, bakery):
    set_terms(product=bread, terms=Terms(), preparation_weight=2)
    order = make_order(bread, quantity=2, slot=make_slot(bakery, work_capacity=6))
    change(order, bread=3)
    assert (order.work, order.slot.work_booked) == (6, 6)
    with pytest.raises(SlotUnavailable):
        change(order, bread=4)


def heavier(bread):
    set_terms(product=bread, terms=Terms(), preparation_weight=3)


def test_a_product_that_asks_for_more_work_since_gives_back_what_was_booked(bread):
    order = make_order(bread, quantity=5)
    heavier(bread)
    change(order, bread=1)
    assert order.work == order.slot.work_booked == 1
    assert not list(broken_invariants())


def test_work_of_older_lines_is_what_their_order_holds(order, bread):
    heavier(bread)
    backfill = import_module("pickup.oscar.order.migrations.0011_work_of_lines")
    backfill.work_as_it_was_booked(apps, None)
    assert [line.unit_work for line in order.lines.order_by("pk")] == [1, 0]
    change(order, bread=0)
    assert order.work == order.slot.work_booked == 1
    assert not list(broken_invariants())


def test_both_sides_are_told_what_it_holds_now(order):
    change(order, bread=3)
    told = OutboxMessage.objects.filter(kind="order_changed")
    assert told.count() == 2
    assert all("3 ×" in message.text for message in told)


def told(recipient):
    return OutboxMessage.objects.get(kind="order_changed", recipient=recipient)


def test_both_sides_read_the_options_that_they_agreed_on(bread):
    option = make_option(bread, "Pain", ["Tranché", "Entier"])
    order = make_order(bread, picked={option.key: [option.values[0].key]})
    change_quantities(order=order, quantities={order.lines.get().pk: 2})
    for message in (told(order.purchase.email), told(order.shop.email)):
        assert "Tranché" in message.text
        assert "Tranché" in message.html


def test_the_changed_order_comes_with_its_contract_as_the_first_one_did(order):
    change(order, bread=3)
    placed = OutboxMessage.objects.get(kind="order_placed", recipient=order.purchase.email)
    contract = placed.text[placed.text.index("==== Votre contrat") :].strip()
    assert "gluten" in contract
    assert contract in told(order.purchase.email).text


@pytest.mark.parametrize(("email", "words"), [("dora@example.org", "en tout"), ("", "au poids")])
def test_what_is_still_to_be_weighed_is_told_with_its_maximum(tome, email, words):
    order = make_order(tome, email=email, phone="+33612345678")
    change_quantities(order=order, quantities={order.lines.get().pk: 2})
    # A text message has plain spaces alone.
    text = told(email or order.purchase.phone).text.replace("\u202f", " ")
    assert f"au plus 26,40 € {words}" in text


def test_the_same_numbers_tell_nobody(order):
    change(order, bread=2)
    assert not OutboxMessage.objects.filter(kind="order_changed").exists()


def test_nothing_left_is_no_change(order):
    with pytest.raises(TransitionRefused):
        change(order, bread=0, brioche=0)


def test_after_the_cutoff_one_telephones(order):
    with pytest.raises(TooLate):
        change_quantities(order=order, quantities={}, now=order.cancel_until)


def test_what_the_shop_has_prepared_stays(order, alice):
    mark_ready(order=order, by=alice)
    with pytest.raises(TransitionRefused):
        change(order, bread=1)


@pytest.fixture
def tart(bakery):
    return make_product(bakery, "Tarte")


@pytest.fixture
def asked(order, tart, alice):
    """Two tarts are proposed instead of the two loaves."""
    loaves = line_of(order, "Pain de campagne")
    facts = {"order": order, "line_id": loaves.pk, "product": tart, "quantity": 2, "by": alice}
    return propose_substitute(**facts)


@pytest.mark.usefixtures("asked")
def test_what_is_asked_about_is_answered_first(order, tart):
    with pytest.raises(TransitionRefused, match="question"):
        change(order, bread=0)
    assert StockRecord.objects.get(product=tart).num_allocated == 2
    assert not list(broken_invariants())


@pytest.mark.usefixtures("asked")
def test_a_line_that_is_asked_about_is_never_deleted(order, monkeypatch):
    monkeypatch.setattr(changing, "check_changeable", lambda *_order, **_now: None)
    with pytest.raises(TransitionRefused):
        change(order, bread=0)
    assert order.lines.count() == 2


@pytest.fixture
def tome(bakery):
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    return make_product(bakery, "Tome", price=Decimal("12.00"), **weighed)


def test_what_is_weighed_stays_though_it_is_unticked(tome, alice):
    order = make_order(tome)
    line = order.lines.get()
    weigh_line(order=order, line_id=line.pk, grams=434, by=alice)
    set_line_prepared(order=order, line_id=line.pk, prepared=False)
    with pytest.raises(TransitionRefused):
        change_quantities(order=order, quantities={line.pk: 3})
    line.refresh_from_db()
    assert (line.quantity, line.due_incl_tax) == (1, Decimal("10.85"))


@pytest.mark.parametrize("agreed", [False, True])
def test_beside_a_line_that_was_settled_nothing_changes(order, alice, agreed):
    loaves = line_of(order, "Pain de campagne")
    question = report_shortage(order=order, line_id=loaves.pk, quantity=1, by=alice)
    answer(order=order, adjustment=question, agreed=agreed)
    with pytest.raises(TransitionRefused):
        change(order, brioche=3)
    assert not list(broken_invariants())


def test_an_agreed_weight_keeps_its_price_whatever_else_is_wanted(tome, bakery, territory, alice):
    basket = make_basket({tome: 1, make_product(bakery): 1}, slots={bakery: make_slot(bakery)})
    order = place(basket, territory).orders.get()
    piece, loaf = order.lines.order_by("pk")
    facts = {"order": order, "line_id": piece.pk, "grams": 560, "by": alice}
    answer(order=order, adjustment=weigh_line(**facts, above=ASK), agreed=True)
    with pytest.raises(TransitionRefused):
        change_quantities(order=order, quantities={loaf.pk: 2})
    order.refresh_from_db()
    assert order.due_incl_tax == Decimal("18.80")


def page(order):
    return f"/retrait/{token_of(order.purchase)}/{order.number}/modifier/"


def test_the_page_changes_an_order(client, order, bread):
    typed = {f"line-{line.pk}": "3" for line in order.lines.all()}
    client.post(page(order), typed)
    assert set(order.lines.values_list("quantity", flat=True)) == {3}


@pytest.mark.parametrize("typed", ["", "-1", "beaucoup", "9999999", "201"])
def test_what_cannot_be_is_said_and_keeps_what_was_typed(client, order, typed):
    answer = client.post(page(order), {f"line-{line.pk}": typed for line in order.lines.all()})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()


def test_the_order_s_page_leads_there_until_the_cutoff(client, order):
    url = f"/retrait/{token_of(order.purchase)}/"
    assert "/modifier/" in client.get(url).content.decode()
    type(order).objects.update(cancel_until=timezone.now() - timedelta(seconds=1))
    assert "/modifier/" not in client.get(url).content.decode()


@pytest.mark.usefixtures("asked")
def test_the_page_says_that_a_question_is_open(client, order):
    assert not can_change(order, now=timezone.now())
    typed = {f"line-{line.pk}": "3" for line in order.lines.all()}
    for response in (client.get(page(order)), client.post(page(order), typed)):
        assert "Le commerce vous a posé une question" in response.text
    assert response.status_code == 422
