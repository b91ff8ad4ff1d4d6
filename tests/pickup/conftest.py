"""A shopper at the keyboard."""

import pytest

from tests.factories import make_slot


@pytest.fixture
def shop_with_slot(bakery):
    make_slot(bakery)
    return bakery


@pytest.fixture
def put(client):
    """Put a product into the visitor's basket through the site."""

    def put(product, quantity=1):
        data = {"product": product.pk, "quantity": quantity}
        return client.post("/panier/ajouter/", data)

    return put


@pytest.fixture
def at_checkout(client, put, bread, cheese, bakery, dairy):
    """Bring a guest with goods of two shops to the last step; returns what its form holds."""
    slots = {shop.pk: make_slot(shop).pk for shop in (bakery, dairy)}
    put(bread, 2)
    put(cheese)
    client.post("/panier/continuer/", {f"slot-{shop}": slot for shop, slot in slots.items()})
    return lambda **fields: form_of(client.get("/commande/")) | fields


def form_of(response):
    context = response.context
    return {
        "basket": context["basket_token"],
        "shown": context["shown"],
        "name": "Dora Lemaire",
        "email": "dora@example.org",
        "phone": "",
    }
