"""Bread is ordered, and a tart comes to mind: it is added from the order's page."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from oscar.core.loading import get_model

from marketplace.legal.wordings import ORDER_BUTTON
from pickup.orders.links import token_of
from shops.models import Shop
from tests import factories
from tests.browser.conftest import nothing_overflows

Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


@pytest.fixture
def ordered(page, market):
    """The page of an order of bread at a bakery that makes tarts too, whole or cut."""
    bakery = Shop.objects.get(slug="le-fournil")
    tart = factories.make_product(bakery, "Tarte aux myrtilles de la montagne")
    factories.make_option(tart, "Part", ["Entière", ("Coupée", "0.50")], required=True)
    order = factories.make_order(Product.objects.get(title="Pain de campagne"))
    page.goto(f"/retrait/{token_of(order.purchase)}/")
    return page


def is_clean(page) -> bool:
    page.evaluate(AXE_SCRIPT)
    return nothing_overflows(page) and page.evaluate(RUN) == []


def test_a_tart_is_added_and_read_once_more_before_it_binds(ordered):
    ordered.get_by_role("link", name="Ajouter un produit").click()
    ordered.get_by_label("Tarte aux myrtilles").fill("2")
    assert is_clean(ordered)
    ordered.get_by_role("button", name="Continuer").click()
    ordered.get_by_role("link", name="Tarte aux myrtilles de la montagne, Part").wait_for()
    assert is_clean(ordered)
    ordered.get_by_label("Part").select_option("Coupée (+ 0,50 €)")
    ordered.get_by_role("button", name="Continuer").click()
    ordered.get_by_role("heading", name="Vous ajoutez").wait_for()
    assert is_clean(ordered)
    ordered.get_by_role("button", name=ORDER_BUTTON).click()
    ordered.get_by_text("C’est ajouté à votre commande").wait_for()
    assert [line.quantity for line in Line.objects.order_by("pk")] == [1, 2]
