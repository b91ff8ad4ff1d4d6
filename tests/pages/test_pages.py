"""Pages that editors write, and the addresses they cannot take."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from marketplace.pages.addresses import reserved_slugs
from marketplace.pages.models import TextPage
from tests.factories import make_product, make_shop, make_slot


@pytest.fixture
def home(territory):
    return territory.site.root_page.specific


@pytest.mark.parametrize("slug", ["produits", "pro", "en", "media", "admin", "association"])
def test_the_site_s_own_addresses_are_reserved(slug):
    assert slug in reserved_slugs()


def test_a_reserved_slug_is_refused_below_the_home(home):
    page = TextPage(title="Produits", slug="produits", body="", depth=3)
    with pytest.raises(ValidationError, match="adresse"):
        page.clean()


def test_the_same_slug_is_free_deeper_in_the_tree(home):
    TextPage(title="Contact", slug="contact", body="", depth=4).clean()


def test_an_editors_text_is_shown(client, home):
    home.add_child(instance=TextPage(title="Le marché", slug="marche", body="<p>Samedi.</p>"))
    page = client.get("/marche/").text
    assert "<h1>Le marché</h1>" in page
    assert "Samedi." in page


def test_the_home_says_its_headline_and_searches_first(client, home):
    Page.objects.filter(pk=home.pk).update(live=True)
    page = client.get("/").text
    assert "Haut-Velune" in page
    assert 'action="/recherche/"' in page


def test_the_home_leads_to_at_least_four_products(client, bakery):
    for title in ("Pain", "Brioche", "Baba", "Tarte"):
        make_product(bakery, title)
    page = client.get("/").text
    assert all(f"/produits/{slug}/" in page for slug in ("pain", "brioche", "baba", "tarte"))


def test_the_home_of_an_empty_territory_answers(client, territory):
    assert client.get("/").status_code == 200


def make_variants(shop):
    parent = make_product(shop, "Bol")
    child = make_product(shop, "Petit bol")
    products = type(parent).objects
    products.filter(pk=child.pk).update(structure="child", parent=parent)
    products.filter(pk=parent.pk).update(structure="parent")


def test_the_home_costs_at_most_twenty_four_queries(
    client, territory, bakery, dairy, django_assert_max_num_queries
):
    for shop in (bakery, dairy, make_shop(territory, "Forge")):
        make_slot(shop)
        for number in range(8):
            make_product(shop, f"{shop.name} {number}")
    make_variants(bakery)
    with django_assert_max_num_queries(24):
        client.get("/")
