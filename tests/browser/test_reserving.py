"""Seen in the shop before it is bought: a short form, and three buttons at the counter."""

import pytest

from marketplace.operations.audit import broken_invariants
from pickup.orders.placing.placement import Contact
from pickup.reservations.models import Reservation
from pickup.reservations.reserving import reserve
from shops.models import Shop
from tests.browser.conftest import log_in, nothing_overflows
from tests.browser.measures import too_small_for_a_finger
from tests.factories import allow_reserving, make_product

pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])


@pytest.fixture
def knife(market):
    bakery = Shop.objects.get(slug="le-fournil")
    product = make_product(bakery, "Couteau", withdrawal_regime="normal", is_food=False)
    allow_reserving(product)
    return product


def put_aside(shopper, knife):
    shopper.goto(knife.get_absolute_url())
    shopper.get_by_role("link", name="Réserver sans obligation d’achat").click()
    shopper.get_by_label("Votre nom").fill("Dora Lemaire")
    shopper.get_by_label("Téléphone").fill("06 39 98 04 05")
    assert nothing_overflows(shopper)
    shopper.get_by_role("button", name="Réserver sans obligation d’achat").click()
    shopper.get_by_role("heading", name="Mis de côté pour vous").wait_for()
    assert nothing_overflows(shopper)


def test_one_comes_and_buys_another_does_not_come(page, shopper, knife):
    put_aside(shopper, knife)
    reserve(product=knife, quantity=1, contact=Contact("Victor Hugon", phone="+33639980012"))
    log_in(page, "alice@example.org")
    page.goto("/pro/le-fournil/")
    page.get_by_text("2 à garder").wait_for()
    page.get_by_role("link", name="Réservations sans obligation").click()
    page.get_by_text("06 39 98 04 05").wait_for()
    assert too_small_for_a_finger(page) == []
    page.get_by_role("button", name="Dora Lemaire : venu, a acheté").click()
    page.get_by_text("C’est noté pour Dora Lemaire").wait_for()
    page.get_by_role("button", name="Victor Hugon : pas venu").click()
    page.get_by_text("C’est noté pour Victor Hugon").wait_for()
    assert nothing_overflows(page)

    states = Reservation.objects.order_by("pk").values_list("state", "bought")
    assert list(states) == [("came", True), ("not_came", None)]
    record = knife.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated) == (9, 0)
    assert list(broken_invariants()) == []
