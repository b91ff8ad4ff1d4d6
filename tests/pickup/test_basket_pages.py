"""The basket, grouped by shop."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.orders.models import BasketChoice
from shops.catalogue.services import archive_product, create_product, publish_product
from shops.catalogue.terms import Terms, set_terms
from tests.factories import make_draft, make_product, make_shop, make_slot, make_territory

Basket = get_model("basket", "Basket")
pytestmark = pytest.mark.django_db


def only_basket():
    return Basket.objects.get()


def text(response):
    return response.content.decode()


def test_looking_at_an_empty_basket_makes_none(client, territory):
    response = client.get("/panier/")
    assert "Rien dedans" in text(response)
    assert not Basket.objects.exists()
    assert "panier" not in response.cookies


def test_a_product_is_put_in_and_shown_under_its_shop(client, put, bread):
    assert put(bread, 2).status_code == 302
    page = text(client.get("/panier/"))
    assert "Le Fournil" in page
    assert "9,60" in page


def test_the_first_free_slot_is_proposed(client, put, bread, bakery):
    slot = make_slot(bakery)
    put(bread)
    assert f'value="{slot.pk}" checked' in text(client.get("/panier/"))


def test_a_form_of_another_site_is_refused(client, bread):
    headers = {"sec-fetch-site": "cross-site"}
    response = client.post("/panier/ajouter/", {"product": bread.pk}, headers=headers)
    assert response.status_code == 403


def test_a_form_sent_from_a_foreign_origin_is_refused(client, bread):
    headers = {"origin": "https://elsewhere.example"}
    response = client.post("/panier/ajouter/", {"product": bread.pk}, headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize("quantity", ["0", "-1", "x", "", "9999999999999"])
def test_a_senseless_quantity_is_said_and_nothing_is_added(client, bread, quantity):
    response = client.post("/panier/ajouter/", {"product": bread.pk, "quantity": quantity})
    assert response.status_code == 422
    assert "field-error" in text(response) or "errors" in text(response)


def test_more_than_there_is_is_refused_with_what_is_left(client, put, bread):
    response = put(bread, 11)
    assert "Il reste 10" in text(response)


def test_an_unknown_or_archived_product_is_refused(client, put, bread):
    archive_product(product=bread)
    assert put(bread).status_code == 422
    assert client.post("/panier/ajouter/", {"product": "no"}).status_code == 422


def test_a_product_of_another_territory_is_refused(put, territory):
    elsewhere = make_shop(make_territory("Ailleurs", "elsewhere.example"))
    assert put(make_product(elsewhere)).status_code == 422


def test_the_quantity_of_a_line_is_changed(client, put, bread):
    put(bread)
    client.post(f"/panier/ligne/{only_basket().lines.get().pk}/", {"quantity": "3"})
    assert only_basket().lines.get().quantity == 3


def test_too_large_a_quantity_is_said_beside_the_line(client, put, bread):
    put(bread)
    line = only_basket().lines.get()
    response = client.post(f"/panier/ligne/{line.pk}/", {"quantity": "99"})
    assert f'id="error-{line.pk}"' in text(response)
    assert only_basket().lines.get().quantity == 1


def test_a_line_is_removed(client, put, bread):
    put(bread)
    client.post(f"/panier/ligne/{only_basket().lines.get().pk}/", {"remove": "1", "quantity": "1"})
    assert not only_basket().lines.exists()


def test_a_line_of_somebody_else_is_not_touched(client, put, bread, territory):
    put(bread)
    line = only_basket().lines.get()
    type(client)().post(f"/panier/ligne/{line.pk}/", {"quantity": "5"})
    line.refresh_from_db()
    assert line.quantity == 1


def test_the_chosen_slot_is_kept(client, put, bread, bakery):
    slot = make_slot(bakery)
    put(bread)
    response = client.post("/panier/continuer/", {f"slot-{bakery.pk}": slot.pk})
    assert response.url == "/commande/"
    assert BasketChoice.objects.get().slot == slot


@pytest.mark.parametrize("choice", ["full", "closed", "another shop's", "late", "none", "x"])
def test_a_slot_that_cannot_be_had_is_said_beside_the_shop(
    client, put, bread, bakery, dairy, choice
):
    make_slot(bakery)
    ids = {
        "full": lambda: make_slot(bakery, at(2), capacity=0).pk,
        "closed": lambda: make_slot(bakery, at(3), closed=True).pk,
        "another shop's": lambda: make_slot(dairy).pk,
        "late": lambda: make_slot(bakery, at(4), cutoff=at(-1)).pk,
        "none": lambda: "",
        "x": lambda: "x",
    }
    put(bread)
    response = client.post("/panier/continuer/", {f"slot-{bakery.pk}": ids[choice]()})
    assert response.status_code == 422
    assert f"slot-error-{bakery.pk}" in text(response)


def at(days):
    return timezone.now() + timedelta(days=days)


def test_a_line_no_longer_sold_stops_with_a_word(client, put, bread, shop_with_slot):
    put(bread)
    archive_product(product=bread)
    response = client.post("/panier/continuer/", {})
    assert response.status_code == 422
    assert "N’est plus en vente" in text(response)


def test_continuing_without_a_basket_shows_the_empty_one(client, territory):
    response = client.post("/panier/continuer/", {})
    assert response.status_code == 422
    assert "Rien dedans" in text(response)


def test_goods_on_order_are_never_said_to_be_sold_out(put, bakery):
    cake = make_product(bakery, "Pièce montée", available=None)
    assert "Il reste 200" in text(put(cake, 201))


def test_a_variant_of_an_archived_product_cannot_be_ordered(put, bakery):
    parent = create_product(shop=bakery, draft=make_draft(), structure="parent")
    child = create_product(shop=bakery, draft=make_draft(title="Tranché"), parent=parent)
    publish_product(product=child)
    assert put(child).status_code == 422
    publish_product(product=parent)
    assert put(child).status_code == 302


def test_the_way_of_paying_stands_with_what_the_shop_takes(client, put, bread, shop_with_slot):
    put(bread)
    page = text(client.get("/panier/"))
    assert "Au retrait" in page
    assert "espèces, carte bancaire" in page


def test_who_signs_in_keeps_the_basket(client, put, bread, dora):
    put(bread, 2)
    client.force_login(dora)
    assert "9,60" in text(client.get("/panier/"))
    assert Basket.open.get(owner=dora).lines.get().quantity == 2


def test_ten_lines_of_two_shops_cost_few_queries(
    client, put, bakery, dairy, django_assert_max_num_queries
):
    for shop in (bakery, dairy):
        make_slot(shop)
        for number in range(5):
            put(make_product(shop, f"Produit {number}"))
    with django_assert_max_num_queries(12):
        client.get("/panier/")


def test_goods_without_a_day_in_common_are_told_apart(client, put, bread, bakery):
    days = [make_slot(bakery, timezone.now() + timedelta(days=n)).day for n in (1, 2)]
    log = make_product(bakery, "Bûche")
    for product, day in zip([bread, log], days, strict=True):
        only = Terms(weekdays=str(day.weekday()))
        set_terms(product=product, terms=only, preparation_weight=1)
        put(product)
    page = text(client.get("/panier/"))
    assert "aucun horaire en commun" in page
    assert f"{bread.title} : demain dès" in page.replace("\u00a0", " ")
    assert "Continuer</button>" not in page
