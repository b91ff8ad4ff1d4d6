"""The way of who changes their mind, with a link, signed in, or with nothing but a number."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError
from django.urls import reverse

from marketplace.legal import wordings
from pickup.orders.links import purchase_of, token_of
from pickup.orders.placing.basket import add_to_basket
from pickup.orders.privacy import erase_purchase
from pickup.views.shopper.session import sign_basket
from pickup.withdrawals import lookup
from pickup.withdrawals.lookup import key_of
from pickup.withdrawals.models import Withdrawal, WrongLookup
from tests.factories import make_basket, make_slot, place
from tests.pickup.withdrawals.conftest import hand_over, line_of, take_back

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def form_of(order, *products, **facts):
    lines = [line_of(order, product).pk for product in products]
    return {"name": "Dora Lemaire", "email": "dora@example.org", "lines": lines} | facts


def leads_to_form_of(order, page):
    """Say whether a page has the law's link to the form of an order, one that opens it."""
    form = rf'href="/retrait/([^/"]+)/{order.number}/renoncer/">{wordings.WITHDRAW_LINK}</a>'
    tokens = re.findall(form, page)
    return bool(tokens) and all(purchase_of(token) == order.purchase for token in tokens)


@pytest.fixture
def link(order):
    return f"/retrait/{token_of(order.purchase)}/{order.number}/renoncer/"


@pytest.fixture
def page(order):
    return reverse("pickup:withdraw", args=[key_of(order, known=False)])


def test_every_public_page_leads_there_with_the_words_of_the_law(client, bakery):
    for address in ("/", "/commerces/", "/panier/", "/retractation/"):
        assert f'<a href="/renoncer/">{wordings.WITHDRAW_LINK}</a>' in text(client.get(address))


def test_the_words_stay_french_on_english_pages(client, bakery):
    page = text(client.get("/en/commerces/"))
    assert f'<a href="/en/renoncer/" lang="fr">{wordings.WITHDRAW_LINK}</a>' in page


@pytest.mark.parametrize("after", ["", "merci/"])
def test_an_order_s_pages_lead_to_its_form(client, order, after):
    page = text(client.get(f"/retrait/{token_of(order.purchase)}/{after}"))
    assert leads_to_form_of(order, page)


def test_the_link_is_there_after_collection_and_gone_with_the_last_line(client, order):
    hand_over(order)
    address = f"/retrait/{token_of(order.purchase)}/"
    assert leads_to_form_of(order, text(client.get(address)))
    take_back(order)
    assert not leads_to_form_of(order, text(client.get(address)))


def test_an_order_without_the_right_shows_no_link(client, bakery, bread):
    order = place(make_basket({bread: 1}, {bakery: make_slot(bakery)}), bakery.territory)
    page = text(client.get(f"/retrait/{token_of(order)}/"))
    assert "/renoncer/" not in page.split("<footer")[0]


def test_from_the_link_the_form_is_filled(client, link):
    page = text(client.get(link, follow=True))
    assert 'value="Dora Lemaire"' in page
    assert 'value="dora@example.org"' in page


def test_a_guest_finds_the_order_and_nobody_s_name(client, order):
    typed = {"number": order.number.lower(), "contact": "dora@example.org"}
    page = text(client.post("/renoncer/", typed, follow=True))
    assert "Miel de sapin" in page
    assert "Dora Lemaire" not in page


def test_wrong_number_and_wrong_address_get_the_same_page(client, order):
    typed = {"number": order.number, "contact": "dora@example.org"}
    wrong = [{"number": "YYYYY-YYYYY"}, {"contact": "eve@example.org"}]
    answers = [client.post("/renoncer/", typed | one) for one in wrong]
    assert [answer.status_code for answer in answers] == [422, 422]
    said = [re.sub(r'value="[^"]*"', "", text(answer)) for answer in answers]
    assert said[0] == said[1]
    assert WrongLookup.objects.count() == 2


def test_too_many_attempts_are_told(client, order, monkeypatch):
    monkeypatch.setattr(lookup, "NUMBER_LIMIT", 1)
    typed = {"number": order.number, "contact": "eve@example.org"}
    client.post("/renoncer/", typed)
    answer = client.post("/renoncer/", typed | {"contact": "dora@example.org"})
    assert answer.status_code == 422
    assert "Trop d’essais" in text(answer)


def test_who_is_signed_in_finds_their_orders(client, bakery, honey, bread, dora):
    for product in (honey, bread):
        basket = make_basket({product: 1}, {bakery: make_slot(bakery)})
        place(basket, bakery.territory, user=dora)
    client.force_login(dora)
    assert text(client.get("/renoncer/")).count("Choisir cette commande") == 1


def test_their_list_costs_the_same_whatever_its_length(
    client, bakery, honey, alice, dora, django_assert_max_num_queries
):
    for _ in range(4):
        basket = make_basket({honey: 1}, {bakery: make_slot(bakery)})
        hand_over(place(basket, bakery.territory, user=dora).orders.get())
    client.force_login(dora)
    client.get("/renoncer/")
    with django_assert_max_num_queries(15):
        page = text(client.get("/renoncer/"))
    assert page.count("Choisir cette commande") == 4


def test_lines_without_the_right_are_listed_with_the_reason(client, page, order, bread):
    shown = text(client.get(page))
    assert "produit susceptible de se détériorer" in shown
    assert f'value="{line_of(order, bread).pk}"' not in shown


def test_the_recap_says_it_all_and_has_the_second_button(client, page, order, honey):
    shown = text(client.post(page, form_of(order, honey)))
    assert f'value="confirm">{wordings.WITHDRAW_CONFIRM}</button>' in shown
    assert order.number in shown
    assert "dora@example.org" in shown
    assert not Withdrawal.objects.exists()


def test_the_checkout_says_where_the_function_is(client, bakery, honey, bread):
    basket = make_basket({bread: 1}, {bakery: make_slot(bakery)})
    client.cookies["panier"] = sign_basket(basket)
    assert wordings.WITHDRAW_WHERE not in text(client.get("/commande/"))
    add_to_basket(basket=basket, product=honey, quantity=1)
    assert wordings.WITHDRAW_WHERE in text(client.get("/commande/"))


def test_confirming_withdraws_and_shows_when(client, page, order, honey):
    answer = client.post(page, form_of(order, honey, step="confirm"), follow=True)
    assert "Votre rétractation est reçue" in text(answer)
    [withdrawal] = order.withdrawals.all()
    assert [one.line.product for one in withdrawal.lines.all()] == [honey]
    assert withdrawal.by is None


def test_confirming_twice_answers_alike_and_withdraws_once(client, page, order, honey):
    answers = [client.post(page, form_of(order, honey, step="confirm")) for _ in range(2)]
    assert [urlsplit(answer.url).path for answer in answers] == [f"{page}recu/"] * 2
    assert Withdrawal.objects.count() == 1


def test_changing_something_keeps_what_was_typed(client, page, order, honey, candle):
    typed = form_of(order, honey, step="edit", name="Dora L.")
    shown = text(client.post(page, typed))
    assert 'value="Dora L."' in shown
    assert f'value="{line_of(order, honey).pk}" checked' in shown
    assert f'value="{line_of(order, candle).pk}" checked' not in shown


@pytest.mark.parametrize(
    "wrong",
    [{"lines": []}, {"lines": ["x", "9" * 20]}, {"name": "\0"}, {"email": "nobody"}, {"name": ""}],
)
@pytest.mark.parametrize("step", ["recap", "confirm"])
def test_what_is_wrong_is_said_and_nothing_is_lost(client, page, order, honey, wrong, step):
    answer = client.post(page, form_of(order, honey, step=step) | wrong)
    assert answer.status_code == 422
    assert "Il manque quelque chose" in text(answer) or 'role="alert"' in text(answer)
    assert not Withdrawal.objects.exists()


def test_a_line_without_the_right_cannot_be_slipped_in(client, page, order, bread):
    assert client.post(page, form_of(order, bread, step="confirm")).status_code == 422


def test_with_a_telephone_alone_no_address_is_forced(client, bakery, honey):
    basket = make_basket({honey: 1}, {bakery: make_slot(bakery)})
    order = place(basket, bakery.territory, email="", phone="+33639980012").orders.get()
    page = reverse("pickup:withdraw", args=[key_of(order, known=False)])
    assert "+33639980012" not in text(client.get(page))
    client.post(page, form_of(order, honey, step="confirm", email=""))
    assert order.withdrawals.get().phone == "+33639980012"


def test_an_order_that_is_being_changed_is_not_lost(client, page, order, honey, monkeypatch):
    def wait(**facts):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("pickup.views.shopper.withdrawal.withdraw", wait)
    answer = client.post(page, form_of(order, honey, step="confirm"))
    assert answer.status_code == 422
    assert 'value="Dora Lemaire"' in text(answer)


def test_an_erased_purchase_opens_no_form(client, order, link):
    erase_purchase(purchase=order.purchase)
    assert link not in text(client.get(f"/retrait/{token_of(order.purchase)}/"))
    assert client.get(link, follow=True).status_code == 404


def test_forged_keys_and_links_are_not_found(client, page, order):
    assert client.get(page.replace("/renoncer/", "/renoncer/x")).status_code == 404
    assert client.get(f"{page[:-1]}x/recu/").status_code == 404
    assert client.get(f"/retrait/x/{order.number}/renoncer/").status_code == 404


def test_pages_of_an_order_are_nobody_else_s(client, page):
    answer = client.get(page)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_page_of_the_order_shows_what_is_gone_and_what_is_due(client, order, honey):
    take_back(order, line_of(order, honey))
    shown = text(client.get(f"/retrait/{token_of(order.purchase)}/")).replace("\u00a0", " ")
    assert "<s>2 × Miel de sapin</s>" in shown
    assert "Rétractation reçue le" in shown
    assert f"{order.due_incl_tax}".replace(".", ",") in shown
