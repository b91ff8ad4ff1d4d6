"""The pages on which a shopper adds to an order: goods, what is chosen once more, done."""

import re
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from pickup.orders.changes import adding
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from shops.catalogue.services import set_available, set_price, unpublish_product
from shops.catalogue.terms import Terms, set_terms
from tests.factories import make_option, make_order, make_product, make_service, make_slot

pytestmark = pytest.mark.django_db
BINDS = "Commander avec obligation de paiement"


@pytest.fixture
def order(bread):
    return make_order(bread)


@pytest.fixture
def brioche(bakery):
    return make_product(bakery, "Brioche", price=Decimal("6.00"))


def page(order):
    return f"/retrait/{token_of(order.purchase)}/{order.number}/ajouter/"


def hidden(answer):
    """Return what the recap sends with its button."""
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def recap(client, order, typed):
    answer = client.post(page(order), typed)
    assert answer.status_code == 200
    return answer


def titles(order):
    return list(order.lines.order_by("pk").values_list("title", flat=True))


def test_the_order_s_page_leads_there_until_the_cutoff(client, order):
    url = f"/retrait/{token_of(order.purchase)}/"
    assert "/ajouter/" in client.get(url).content.decode()
    type(order).objects.update(cancel_until=timezone.now() - timedelta(seconds=1))
    assert "/ajouter/" not in client.get(url).content.decode()
    assert "ne peut plus être modifiée ici" in client.get(page(order)).content.decode()


def test_it_shows_what_goes_with_the_order_in_few_queries(
    client, order, bakery, dairy, brioche, django_assert_max_num_queries
):
    for number in range(8):
        make_option(make_product(bakery, f"Tarte {number}"))
    make_product(bakery, "Partie", available=0)
    make_product(dairy, "Tome")
    set_terms(
        product=make_product(bakery, "Samedi"),
        terms=Terms(weekdays=str((order.slot.day.weekday() + 1) % 7)),
        preparation_weight=1,
    )
    make_per_day(product=make_product(bakery, "Rien ce jour"), quantity=0)
    with django_assert_max_num_queries(12):
        shown = client.get(page(order)).content.decode()
    assert all(title in shown for title in ("Brioche", "Tarte 7", "Pain de campagne"))
    assert not any(title in shown for title in ("Partie", "Tome", "Samedi", "Rien ce jour"))


def test_what_is_too_much_work_is_not_shown(client, bread, bakery, brioche):
    order = make_order(bread, slot=make_slot(bakery, work_capacity=2))
    set_terms(product=brioche, terms=Terms(), preparation_weight=2)
    assert "Brioche" not in client.get(page(order)).content.decode()


def test_what_takes_a_chair_is_shown_while_one_is_free(client, order, bakery):
    cut = make_service(bakery)
    make_service(bakery, "Permanente", minutes=90, resource="Bac")
    shown = client.get(page(order)).content.decode()
    assert "Coupe" in shown
    assert "Permanente" not in shown
    make_order(cut, slot=order.slot)
    assert "Coupe" not in client.get(page(order)).content.decode()


def test_what_is_chosen_is_read_once_more_and_binds_by_the_legal_button(
    client, order, brioche, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        shown = recap(client, order, {f"q-{brioche.pk}": "2"})
    assert all(words in shown.content.decode() for words in (BINDS, "12,00", "Allergènes"))
    assert titles(order) == ["Pain de campagne"]
    answer = client.post(page(order), hidden(shown))
    assert answer.status_code == 302
    assert titles(order) == ["Pain de campagne", "Brioche"]


def test_of_a_day_with_fewer_than_were_ordered_nothing_is_left(client, bread):
    make_per_day(product=bread, quantity=10)
    order = make_order(bread, quantity=5)
    make_per_day(product=bread, quantity=3)
    answer = client.post(page(order), {f"q-{bread.pk}": "1"})
    assert answer.status_code == 422
    assert "Épuisé." in answer.content.decode()
    assert "reste que -" not in answer.content.decode()


def test_a_double_click_adds_once_even_once_it_is_too_late(client, order, brioche):
    sent = hidden(recap(client, order, {f"q-{brioche.pk}": "2"}))
    client.post(page(order), sent)
    type(order).objects.update(cancel_until=timezone.now() - timedelta(seconds=1))
    assert client.post(page(order), sent).status_code == 302
    assert order.lines.get(title="Brioche").quantity == 2


def test_a_price_that_changes_at_this_very_moment_is_read_before_it_binds(
    client, order, brioche, monkeypatch
):
    sent = hidden(recap(client, order, {f"q-{brioche.pk}": "2"}))
    late = partial(set_price, product=brioche, price=Decimal("9.99"))
    monkeypatch.setattr(adding, "sweep_for_addition", lambda *_args, **_kwargs: late())
    answer = client.post(page(order), sent)
    assert all(words in answer.content.decode() for words in (BINDS, "19,98"))
    assert titles(order) == ["Pain de campagne"]


def test_options_are_chosen_and_asked_for(client, order, brioche):
    make_option(brioche, values=[("Tranchée", "0.50")], required=True)
    option = brioche.own_options[0]
    typed = {f"q-{brioche.pk}": "1"}
    refused = client.post(page(order), typed)
    assert refused.status_code == 422
    assert f'href="#o-{brioche.pk}-{option["key"]}"' in refused.content.decode()
    typed[f"o-{brioche.pk}-{option['key']}"] = option["values"][0]["key"]
    client.post(page(order), hidden(recap(client, order, typed)))
    assert order.lines.get(title="Brioche").unit_price_incl_tax == Decimal("6.50")


@pytest.mark.parametrize("typed", ["-1", "beaucoup", "9999999", "201", "11"])
def test_what_cannot_be_is_said_beside_it_and_keeps_what_was_typed(client, order, brioche, typed):
    answer = client.post(page(order), {f"q-{brioche.pk}": typed})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert f'value="{typed}"' in shown
    assert f'id="q-{brioche.pk}-error"' in shown


def test_nothing_typed_is_said(client, order):
    assert client.post(page(order), {}).status_code == 422


def test_what_goes_meanwhile_is_said_beside_it(client, order, brioche):
    sent = hidden(recap(client, order, {f"q-{brioche.pk}": "2"}))
    set_available(product=brioche, available=1)
    answer = client.post(page(order), sent)
    assert answer.status_code == 422
    assert f'id="q-{brioche.pk}-error"' in answer.content.decode()
    assert titles(order) == ["Pain de campagne"]


def test_what_is_sold_no_more_is_named_above(client, order, brioche):
    sent = hidden(recap(client, order, {f"q-{brioche.pk}": "2"}))
    unpublish_product(product=brioche)
    answer = client.post(page(order), sent)
    assert "ne peut pas être commandé en ce moment" in answer.content.decode()


def test_another_price_is_read_before_it_binds(client, order, brioche):
    sent = hidden(recap(client, order, {f"q-{brioche.pk}": "1"}))
    set_price(product=brioche, price=Decimal("7.00"))
    again = recap(client, order, sent)
    assert "7,00" in again.content.decode()
    assert titles(order) == ["Pain de campagne"]


def test_one_can_correct_what_was_typed(client, order, brioche):
    sent = hidden(recap(client, order, {f"q-{brioche.pk}": "3"}))
    shown = client.post(page(order), sent | {"correct": "1"}).content.decode()
    assert f'name="q-{brioche.pk}" value="3"' in shown


def test_a_stranger_s_link_or_number_opens_nothing(client, order, bread):
    other = make_order(bread)
    url = f"/retrait/{token_of(order.purchase)}/{other.number}/ajouter/"
    assert client.get(url).status_code == 404
    assert client.post(url, {"key": str(uuid4())}).status_code == 404
