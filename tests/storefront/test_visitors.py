"""Who only looks is not known: no session, no cookie, one page for everybody."""

import pytest
from django.urls import reverse

from tests.factories import make_slot

PAGES = [
    "/",
    "/produits/",
    "/produits/pain-de-campagne/",
    "/commerces/",
    "/commerces/le-fournil/",
    "/commerces/le-fournil/conditions/",
    "/recherche/?q=pain",
    "/classement/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_sets_no_cookie_and_varies_on_none(client, bakery, bread, address):
    make_slot(bakery)
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "name",
    ["ranking", "how_it_works", "legal_notice", "terms", "privacy", "contact", "withdrawal"],
)
def test_the_legal_pages_name_the_association(client, territory, name):
    response = client.get(reverse(f"storefront:{name}"))
    assert response.status_code == 200
    assert territory.name in response.text


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_an_empty_heading_or_an_unfilled_phrase(client, bakery, bread, address):
    html = client.get(address).text
    assert "%(" not in html
    assert "<h1></h1>" not in html
