"""What is new on the counter's screen, and the day on paper."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pickup.orders.lines.adjusting import propose_substitute, report_shortage, weigh_line
from pickup.orders.lines.settling import answer
from tests.factories import (
    make_basket,
    make_option,
    make_order,
    make_product,
    make_slot,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread, bakery):
    """An order for noon of today, where the shop is."""
    noon = timezone.now().astimezone(bakery.zone).replace(hour=12, minute=0, second=0)
    cutoff = timezone.now() + timedelta(minutes=5)
    slot = make_slot(bakery, noon.replace(microsecond=0), cutoff=cutoff)
    notes = {bakery.pk: "Bien cuit"}
    return make_order(bread, slot=slot, phone="06 39 98 04 05", notes=notes)


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def sheet_of(order):
    return f"/pro/{order.shop.slug}/jour/{order.slot.day}/feuille/"


def seen_at(order):
    order.refresh_from_db()
    return order.seen_at


def test_the_title_counts_what_nobody_has_looked_at(counter, order):
    assert "<title>(1) Aujourd’hui · Le Fournil</title>" in counter.get("/pro/le-fournil/").text


def test_showing_the_board_alone_marks_nothing(counter, order):
    counter.get("/pro/le-fournil/")
    assert seen_at(order) is None


def test_the_open_board_says_what_was_seen(counter, order):
    answer = counter.post("/pro/le-fournil/vues/", {"number": [order.number, "nul\0", "x" * 99]})
    assert answer.status_code == 204
    assert seen_at(order)
    assert "<title>Aujourd’hui · Le Fournil</title>" in counter.get("/pro/le-fournil/").text


def test_without_javascript_its_page_marks_an_order_as_seen(counter, order):
    counter.get(f"/pro/le-fournil/commandes/{order.number}/")
    assert seen_at(order)


def test_another_shop_marks_nothing(client, charlie, order):
    client.force_login(charlie)
    assert client.post("/pro/buron/vues/", {"number": order.number}).status_code == 204
    assert client.post("/pro/le-fournil/vues/", {"number": order.number}).status_code == 404
    assert seen_at(order) is None


def test_who_acts_for_the_shop_does_not_see_for_it(client, agnes, bakery, order):
    from shops.desk.acting import begin_acting

    client.force_login(agnes)
    begin_acting(shop=bakery, by=agnes, reason="Alice a téléphoné")
    client.get(f"/pro/le-fournil/commandes/{order.number}/")
    assert client.post("/pro/le-fournil/vues/", {"number": order.number}).status_code in (302, 404)
    assert seen_at(order) is None


def test_orders_of_tomorrow_are_told_on_today_s_screen(counter, bread, bakery):
    start = timezone.now().astimezone(bakery.zone) + timedelta(days=1)
    slot = make_slot(bakery, start.replace(hour=12, minute=0, second=0, microsecond=0))
    make_order(bread, slot=slot)
    page = counter.get("/pro/le-fournil/").text
    assert "1 nouvelle" in page
    assert "Nouvelle commande : Dora Lemaire" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_day_sheet_holds_all_that_is_needed_without_a_screen(counter, bread, order):
    page = counter.get(sheet_of(order)).text
    for fact in ("Dora Lemaire", "06 39 98 04 05", "Pain de campagne", "Bien cuit", "12 h –"):
        assert fact in page.replace("\N{NO-BREAK SPACE}", " ")
    assert page.count('class="tick') == 1


def text_of(page):
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_day_sheet_says_what_lines_have_come_to(counter, alice, bakery, order, bread):
    rye = make_product(bakery, "Pain de seigle", price=Decimal("4.00"))
    brioche = make_product(bakery, "Brioche")
    goods = {bread: 3, brioche: 1}
    two = place(make_basket(goods, {bakery: order.slot}), bakery.territory).orders.get()
    loaves, removed = two.lines.order_by("pk")
    report_shortage(order=two, line_id=removed.pk, quantity=0, by=alice)
    facts = {"order": two, "line_id": loaves.pk, "product": rye, "quantity": 2, "by": alice}
    question = propose_substitute(**facts)
    assert "En attente de la réponse" in counter.get(sheet_of(order)).text
    answer(order=two, adjustment=question, agreed=True)
    page = text_of(counter.get(sheet_of(order)).text)
    assert "<b>2</b> Pain de seigle" in page
    assert "au lieu de 3 × Pain de campagne" in page
    assert "Brioche" not in page


def test_the_day_sheet_says_what_is_to_be_paid_and_what_is_not_weighed(
    counter, alice, bakery, order
):
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    tome = make_product(bakery, "Tome", price=Decimal("12.00"), **weighed)
    piece = make_order(tome, slot=order.slot)
    page = text_of(counter.get(sheet_of(order)).text)
    assert "<b>4,80 €</b>" in page
    assert "<b>environ 12,00 €</b>" in page
    assert "environ 16,80 € à payer" in page
    weigh_line(order=piece, line_id=piece.lines.get().pk, grams=434, by=alice)
    page = text_of(counter.get(sheet_of(order)).text)
    assert "<b>10,85 €</b>" in page
    assert "environ" not in page


def test_the_day_sheet_names_options(counter, bakery, bread):
    option = make_option(bread)
    slot = make_slot(bakery)
    order = make_order(bread, slot=slot)
    assert option
    line = order.lines.get()
    line.options = [{"name": "Pain", "value": "Tranché", "extra_price": "0", "kind": "one"}]
    line.save()
    assert "Tranché" in counter.get(sheet_of(order)).text


def test_the_day_sheet_tells_no_code(counter, order):
    page = counter.get(sheet_of(order)).text
    assert order.code not in page
    assert order.spaced_code not in page


def test_a_sheet_of_many_orders_costs_few_queries(
    counter, bread, order, django_assert_max_num_queries
):
    for _ in range(4):
        make_order(bread, slot=order.slot)
    with django_assert_max_num_queries(15):
        counter.get(sheet_of(order))


def test_the_board_leads_to_its_sheet(counter, order):
    assert sheet_of(order) in counter.get("/pro/le-fournil/").text


def test_an_empty_day_has_a_sheet_that_says_so(counter, bakery):
    assert "Aucune commande" in counter.get("/pro/le-fournil/jour/2026-01-02/feuille/").text
