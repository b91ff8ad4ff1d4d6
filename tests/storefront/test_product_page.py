"""What stands on a product's page before anybody orders it."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.legal import wordings
from marketplace.legal.allergens import describe_allergens
from marketplace.storefront.views.products import product as product_view
from pickup.orders.making.planning import make_per_day
from shops.catalogue.services import archive_product, unpublish_product
from tests.factories import (
    make_product,
    make_service,
    make_shop,
    make_slot,
    make_territory,
)

Product = get_model("catalogue", "Product")


@pytest.fixture
def page(client):
    return lambda product: client.get(product.get_absolute_url()).text


def test_the_form_sends_the_product_and_a_quantity_to_the_basket(bakery, bread, page):
    make_slot(bakery)
    html = page(bread)
    assert 'method="post" action="/panier/ajouter/"' in html
    assert f'name="product" value="{bread.pk}"' in html
    assert 'name="quantity"' in html


def test_of_a_service_one_makes_an_appointment_and_collects_nothing(bakery, page):
    make_slot(bakery)
    html = page(make_service(bakery, "Coupe", minutes=30))
    assert "Sur rendez-vous, " in html
    assert "Prendre rendez-vous</button>" in html
    assert "Vous payez sur place" in html
    assert "retirer" not in html.split("<h1>")[1].split("</form>")[0]


def test_a_product_whose_days_are_all_taken_says_so(bakery, bread, page):
    make_slot(bakery)
    make_per_day(product=bread, quantity=0)
    html = page(bread)
    assert "Ce produit ne peut pas être commandé pour les prochains jours." in html
    assert "Ajouter au panier" not in html


def test_a_service_without_a_free_time_says_so(bakery, page):
    make_slot(bakery)
    html = page(make_service(bakery, "Coupe", minutes=120))
    assert "Aucun rendez-vous n’est libre dans les jours à venir." in html


def test_a_large_number_is_sent_as_digits_without_the_thousands_space():
    html = render_to_string("storefront/_buy.html", {"product": Product(pk=12345)})
    assert 'name="product" value="12345"' in html


def test_variants_are_radio_buttons_and_the_one_that_is_gone_cannot_be_ticked(bakery, bowls, page):
    make_slot(bakery)
    small, large = bowls.children.order_by("pk")
    html = page(bowls)
    assert f'value="{small.pk}" required checked' in html
    assert f'value="{large.pk}" required disabled' in html


def test_the_address_of_a_variant_leads_to_its_parent(client, bowls):
    small = bowls.children.first()
    assert client.get(small.get_absolute_url()).url == bowls.get_absolute_url()


def test_the_law_is_said_before_purchase(bread, page):
    html = page(bread)
    assert describe_allergens(["gluten"]) in html
    assert wordings.NO_WITHDRAWAL in html
    assert "TTC" in html


def test_variants_that_differ_each_say_their_allergens(bowls, page):
    bowls.children.filter(title="Petit bol").update(is_food=True, allergens=["milk"])
    bowls.children.filter(title="Grand bol").update(is_food=True, allergens=[])
    html = page(bowls)
    assert f"Petit bol\u00a0: {describe_allergens(['milk'])}" in html
    assert f"Grand bol\u00a0: {describe_allergens([])}" in html


def test_a_normal_product_can_be_given_back(bakery, page):
    knife = make_product(bakery, "Couteau", is_food=False, withdrawal_regime="normal")
    html = page(knife)
    assert wordings.WITHDRAWAL_PERIOD in html
    assert "Allergènes" not in html


def test_the_seller_its_status_guarantees_and_the_report_link_are_there(bakery, bread, page):
    html = page(bread)
    for text in (wordings.SELLER_STATUS, wordings.EU_GUARANTEE_NOTICE, wordings.REPORT_LINK):
        assert text in html
    assert "/commerces/le-fournil/#identite" in html
    assert "/commerces/le-fournil/conditions/" in html


def test_means_of_payment_and_facts_are_shown(bakery, page):
    make_slot(bakery)
    facts = {"net_quantity": 500, "unit": "g", "origin": "Montvelune", "storage": "Au frais"}
    html = page(make_product(bakery, "Tome", manufacturer="Buron\nici", **facts))
    assert "espèces, carte bancaire" in html
    assert "500&nbsp;g" in html
    assert all(
        text in html for text in ("9,60\u202f€/kg", "Montvelune", "Au frais", "Buron<br>ici")
    )


@pytest.mark.parametrize(
    ("description", "shown", "hidden"),
    [
        ("Un pain.\n\nDeux & trois", "<p>Un pain.</p>", "Deux & trois"),
        ("<p>Un <b>bon</b> pain</p>", "<strong>bon</strong>", "<b>bon"),
        ("<script>alert(1)</script>Pain", "Pain", "<script>alert"),
        ('<a href="javascript:x()">ici</a>', "ici", "javascript:"),
    ],
)
def test_a_description_is_safe_whether_plain_or_html(bakery, page, description, shown, hidden):
    html = page(make_product(bakery, "Pain", description=description))
    assert shown in html
    assert hidden not in html


def test_few_left_is_said(bakery, page):
    make_slot(bakery)
    assert "Plus que 2 disponibles" in page(make_product(bakery, available=2))


def test_a_showcase_shop_gives_its_telephone_instead_of_a_form(territory, page):
    shop = make_shop(territory, mode="showcase")
    make_slot(shop)
    html = page(make_product(shop))
    assert "/panier/ajouter/" not in html
    assert 'href="tel:0465710001"' in html


@pytest.mark.parametrize("state", ["incomplete", "sold out", "no slot"])
def test_what_cannot_be_ordered_says_why(territory, page, state):
    shop = make_shop(territory, siren="" if state == "incomplete" else "732829320")
    if state != "no slot":
        make_slot(shop)
    html = page(make_product(shop, available=0 if state == "sold out" else 1))
    assert "/panier/ajouter/" not in html
    assert "pour le moment." in html


def test_other_shops_of_the_town_are_on_the_same_way(bakery, bread, cheese, page):
    make_product(bakery, "Brioche")
    html = page(bread)
    assert cheese.get_absolute_url() in html
    assert "/produits/brioche/" not in html


@pytest.mark.parametrize("change", [unpublish_product, archive_product])
def test_what_is_not_published_is_not_found(client, bread, change):
    change(product=bread)
    assert client.get(bread.get_absolute_url()).status_code == 404


def test_unknown_foreign_and_hidden_shops_products_are_not_found(client, territory):
    other = make_territory("Combe-Bleue", "combe.example")
    paused = make_product(make_shop(territory, status="paused"), "Caché")
    foreign = make_product(make_shop(other), "Ailleurs")
    addresses = ["/produits/rien/", paused.get_absolute_url(), foreign.get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_a_page_is_read_never_posted_to(client, bread):
    assert client.post(bread.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("parent", [False, True])
def test_a_product_page_costs_at_most_ten_queries_and_writes_nothing(
    client, bakery, bread, bowls, cheese, parent, django_assert_max_num_queries
):
    make_slot(bakery, timezone.now() + timedelta(days=1))
    with django_assert_max_num_queries(10) as captured:
        response = client.get((bowls if parent else bread).get_absolute_url())
    assert response.resolver_match.func is product_view
    assert [q["sql"] for q in captured.captured_queries if not q["sql"].startswith("SELECT")] == []
