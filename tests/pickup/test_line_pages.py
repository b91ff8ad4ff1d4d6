"""The counter's forms of a line, and the shopper's answer by one tap."""

import re

import pytest

from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from shops.catalogue.services import set_available
from tests.factories import make_basket, make_order, make_product, make_slot, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread, quantity=3)


@pytest.fixture
def line(order):
    return order.lines.get()


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def form(counter, order, line):
    """Send one of the line's forms."""
    screen = f"/pro/{order.shop.slug}/commandes/{order.number}/lignes/{line.pk}/"
    return lambda end, data, **how: counter.post(f"{screen}{end}/", data, **how)


@pytest.fixture
def question(order, line, alice):
    return report_shortage(order=order, line_id=line.pk, quantity=1, by=alice, reason="Désolée")


@pytest.fixture
def asked(order, question):
    return f"/retrait/{token_of(order.purchase)}/{order.number}/question/{question.pk}/"


def test_the_counter_says_what_is_missing(form, line):
    page = form("manque", {"quantity": "2", "reason": "", "sold_out": "on"}, follow=True)
    assert "En attente de la réponse" in page.text
    line.refresh_from_db()
    assert line.awaits_answer


def counted(bread):
    set_available(product=bread, available=9)


def per_day(bread):
    make_per_day(product=bread, quantity=9)


def on_order(bread):
    set_available(product=bread, available=None)


@pytest.mark.parametrize(
    ("sold", "said"),
    [(counted, "mettre le stock de ce produit à 0"), (per_day, "pour ce jour-là"), (on_order, "")],
)
def test_nothing_more_is_left_means_what_the_stock_can_do(counter, bread, order, sold, said):
    sold(bread)
    page = counter.get(f"/pro/{order.shop.slug}/commandes/{order.number}/").text
    asked = re.findall(r"Il n’y en a plus du tout\xa0: ([^<]*)", page)
    assert len(asked) == (2 if said else 0)
    assert all(said in one for one in asked)


def test_what_is_made_on_order_is_found_missing_too(form, bread, line):
    on_order(bread)
    form("manque", {"quantity": "2", "sold_out": "on"})
    line.refresh_from_db()
    assert line.awaits_answer


@pytest.mark.parametrize("quantity", ["", "3", "-1", "beaucoup", "9" * 40, "1\0"])
def test_a_number_that_cannot_be_is_said_beside_the_field(form, quantity):
    page = form("manque", {"quantity": quantity, "reason": "Le four"})
    assert page.status_code == 422
    assert "field-error" in page.text
    assert "Le four" in page.text


def test_the_counter_proposes_another_product(form, bakery):
    rye = make_product(bakery, "Pain de seigle")
    page = form("remplacer", {"product": rye.pk, "units": "1", "price": "4,00"}, follow=True)
    assert "1 × Pain de seigle à 4,00\u202f€" in page.text


@pytest.mark.parametrize("product", ["", "0", "rien", "9" * 40, "1\0"])
def test_what_is_no_product_of_the_shop_is_refused(form, product):
    assert form("remplacer", {"product": product, "units": "1"}).status_code == 422


def test_more_than_there_is_is_said_and_nothing_is_lost(form, bakery):
    rye = make_product(bakery, "Pain de seigle", available=1)
    page = form("remplacer", {"product": rye.pk, "units": "5", "price": "4,00"})
    assert page.status_code == 422
    assert "Il en reste moins que cela." in page.text
    assert 'value="4,00"' in page.text


def test_an_answer_given_aloud_is_noted(form, order, question):
    page = form("reponse", {"answer": "agreed"}, follow=True)
    assert "accepté au comptoir" in page.text
    assert "14,40\u202f€ à la commande" in page.text


def test_the_counter_takes_a_question_back(form, order, question):
    page = form("reponse", {"answer": "dropped"}, follow=True)
    assert "En attente de la réponse" not in page.text
    assert "14,40\u202f€" in page.text
    assert "Dora Lemaire est prévenu" in page.text


def test_the_link_of_a_question_taken_back_says_that_nothing_is_asked(form, client, asked):
    form("reponse", {"answer": "dropped"})
    page = client.get(f"{asked}?reponse=agreed")
    assert "vous n’avez rien à répondre" in page.text
    assert "data-at-once" not in page.text
    late = client.post(asked, {"answer": "agreed"}, follow=True)
    assert "n’est plus posée" in late.text


def test_ready_leads_to_the_open_question(counter, order, question):
    screen = f"/pro/{order.shop.slug}/commandes/{order.number}/"
    page = counter.post(f"{screen}prete/", follow=True)
    assert page.redirect_chain[-1][0] == screen
    assert "Une question est ouverte" in page.text
    assert "Retirer la question" in page.text


def test_opening_the_link_answers_nothing(client, asked, question):
    page = client.get(f"{asked}?reponse=agreed")
    assert 'data-at-once="agreed"' in page.text
    question.refresh_from_db()
    assert question.is_open


def test_one_tap_answers_and_a_second_is_told_so(client, asked, question):
    page = client.post(asked, {"answer": "agreed"}, follow=True)
    assert "le commerce est prévenu" in page.text
    again = client.post(asked, {"answer": "refused"}, follow=True)
    assert "déjà sa réponse" in again.text
    assert "data-at-once" not in client.get(f"{asked}?reponse=refused").text


def test_the_order_s_page_asks_on_top(client, order, question):
    page = client.get(f"/retrait/{token_of(order.purchase)}/").text
    assert "il n’en reste que 1 sur 3" in page
    assert "Oui, 1 me suffit" in page
    assert "Désolée" in page


def test_an_answer_that_is_none_is_refused(client, asked):
    assert client.post(asked, {"answer": "peut-être"}).status_code == 422


def test_another_purchase_s_question_is_not_found(client, cheese, order, question):
    other = make_order(cheese, email="x@example.org")
    address = f"/retrait/{token_of(other.purchase)}/{other.number}/question/{question.pk}/"
    assert client.get(address).status_code == 404


def test_the_page_with_its_question_asks_few_queries(
    client, order, question, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(f"/retrait/{token_of(order.purchase)}/")


def test_a_product_sold_by_weight_names_what_a_portion_weighs(counter, bakery):
    typed = {"title": "Tome", "price": "12", "vat_rate": "5.5", "withdrawal_regime": "perishable"}
    typed |= {"sold_by_weight": "on", "draft": "1"}
    address = f"/pro/{bakery.slug}/produits/ajouter/"
    assert counter.post(address, typed).status_code == 422
    counter.post(address, typed | {"net_quantity": "0,6", "unit": "kg", "weight_tolerance": "5"})
    tome = bakery.products.get(title="Tome")
    assert (tome.portion_grams, tome.weight_tolerance) == (600, 5)


@pytest.mark.parametrize("count", [1, 8])
def test_an_order_of_many_lines_asks_no_more_of_the_database(
    counter, bakery, territory, count, django_assert_max_num_queries
):
    goods = {make_product(bakery, f"Pain {n}"): 1 for n in range(count)}
    basket = make_basket(goods, {bakery: make_slot(bakery)})
    order = place(basket, territory).orders.get()
    address = f"/pro/{bakery.slug}/commandes/{order.number}/"
    counter.get(address)
    with django_assert_max_num_queries(16):
        assert "Ça manque" in counter.get(address).text
