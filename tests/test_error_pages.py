"""What breaks, is missing or is refused looks like the site, and shows a way on."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from marketplace.pages.services import make_editor
from tests import factories
from tests.access.answers import ask
from tests.access.world import signed_in

WAYS_ON = ("storefront:search", "storefront:product_list", "storefront:shop_list")


@pytest.fixture
def strict_client(territory):
    """Return a client that checks the safety token of forms, as browsers meet it."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def elsewhere(territory):
    there = factories.make_territory("Bas-Pays", hostname="bas-pays.example")
    return factories.make_shop(there, "Moulin", slug="moulin")


def shows_ways_on(response):
    return all(f'"{reverse(name)}"' in response.content.decode() for name in WAYS_ON)


def test_a_missing_page_offers_the_search_and_ways_on(client, territory):
    response = client.get("/produits/rien-ici/")
    assert response.status_code == 404
    assert shows_ways_on(response)


def same_page(client, there, absent):
    """Say whether two addresses answer with the one page of what is missing, and say nothing."""
    pages = [ask(client, "GET", address, {}) for address in (there, absent)]
    shown = client.get(there)
    return pages[0] == pages[1] and shown.status_code == 404 and shows_ways_on(shown)


def test_another_shop_s_things_show_the_page_of_what_is_missing(client, bread, charlie, dairy):
    order = factories.make_order(bread)
    client.force_login(charlie)
    assert same_page(client, "/pro/le-fournil/", "/pro/nulle-part/")
    orders, products = "/pro/buron/commandes", "/pro/buron/produits"
    assert same_page(client, f"{orders}/{order.number}/", f"{orders}/YYYY-9999/")
    assert same_page(client, f"{products}/{bread.pk}/", f"{products}/99999999/")


def test_another_person_s_passkey_shows_the_page_of_what_is_missing(territory, dora, alice):
    key = alice.authenticator_set.create(type="webauthn", data={"name": "Téléphone"})
    keys = "/compte/securite/cles"
    assert same_page(signed_in(dora), f"{keys}/{key.pk}/", f"{keys}/99999999/")


def test_another_territory_s_shop_shows_the_page_of_what_is_missing(client, agnes, elsewhere):
    product = factories.make_product(elsewhere, "Farine")
    client.force_login(agnes)
    for space in ("/association/commerces", "/commerces"):
        assert same_page(client, f"{space}/moulin/", f"{space}/nulle-part/")
    assert same_page(client, f"/produits/{product.slug}/", "/produits/rien-ici/")


def test_another_territory_s_page_shows_the_page_of_what_is_missing(
    client, territory, agnes, elsewhere
):
    make_editor(territory=territory, user=agnes)
    client.force_login(agnes)
    pages, home = "/admin/pages", elsewhere.territory.site.root_page
    assert same_page(client, f"{pages}/{home.pk}/edit/", f"{pages}/99999999/edit/")


def test_a_page_that_is_not_for_you_offers_ways_on(rf, territory):
    request = rf.get("/")
    request.territory = territory
    html = render_to_string("403.html", request=request)
    assert "autre chemin" in html
    assert reverse("storefront:search") in html


def test_a_form_that_is_too_old_says_what_to_do(strict_client):
    response = strict_client.post("/panier/continuer/")
    assert response.status_code == 403
    assert "rechargez la page" in response.content.decode()
    assert shows_ways_on(response)


def test_a_form_that_is_too_old_wears_the_theme_of_its_territory(strict_client, territory):
    type(territory).objects.update(theme="combe-bleue")
    response = strict_client.post("/panier/continuer/")
    assert "combe-bleue/css/tokens.css" in response.content.decode()


def test_a_form_posted_to_a_host_without_territory_is_refused_too(strict_client):
    headers = {"host": "nowhere.example"}
    assert strict_client.post("/panier/continuer/", headers=headers).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_a_breakdown_page_asks_the_database_nothing(page, django_assert_num_queries):
    with django_assert_num_queries(0, connection=connection):
        html = render_to_string(page)
    assert "css/site.css" in html
    assert "Réessayer" in html


def test_an_error_of_ours_shows_the_breakdown_page(client, territory, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("unforeseen")

    monkeypatch.setattr("pickup.views.shopper.basket.show_basket", fail)
    client.raise_request_exception = False
    response = client.get("/panier/")
    assert response.status_code == 500
    assert "Une erreur de notre côté" in response.content.decode()
