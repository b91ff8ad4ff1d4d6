"""The telephone rings, there is flour on the hands: twenty seconds, ten taps."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from shops.models import Shop
from tests import factories
from tests.browser.conftest import follow, log_in, nothing_overflows

Order = get_model("order", "Order")
SECONDS, TAPS = 20, 10


@pytest.fixture
def kitchen(page, market):
    """The bakery's day on the screen, with a second product on sale."""
    bakery = Shop.objects.get(slug="le-fournil")
    cake = factories.make_product(bakery, "Tourte")
    factories.make_option(cake, values=["Entière", "Tranchée"], required=True)
    log_in(page, "alice@example.org")
    page.goto("/pro/le-fournil/")
    return page


class Finger:
    """Taps, and counts them."""

    def __init__(self):
        self.taps = 0

    def tap(self, target) -> None:
        self.taps += 1
        target.click()


def test_an_order_of_two_products_takes_few_taps_and_little_time(kitchen):
    finger, begun = Finger(), time.monotonic()
    finger.tap(kitchen.locator("main").get_by_role("link", name="Nouvelle commande"))
    kitchen.get_by_role("button", name="Un de plus : Pain de campagne").wait_for()
    finger.tap(kitchen.get_by_text("Pain de campagne"))
    finger.tap(kitchen.get_by_text("Pain de campagne"))
    finger.tap(kitchen.get_by_text("Tourte"))
    kitchen.get_by_label("Pain", exact=True).select_option("Tranchée")
    finger.taps += 2
    assert nothing_overflows(kitchen)
    finger.tap(kitchen.get_by_label("Nom"))
    kitchen.keyboard.type("Mme Roche")
    finger.tap(kitchen.get_by_role("button", name="Enregistrer la commande"))
    kitchen.get_by_role("heading", name="Mme Roche").wait_for()
    assert time.monotonic() - begun <= SECONDS
    assert finger.taps <= TAPS
    order = Order.objects.get()
    assert sorted(order.lines.values_list("title", "quantity")) == [
        ("Pain de campagne", 2),
        ("Tourte", 1),
    ]
    follow(kitchen, kitchen.get_by_role("link", name="Imprimer le ticket"))
    kitchen.get_by_role("button", name="Imprimer").wait_for()
    assert nothing_overflows(kitchen)


def test_an_order_for_a_day_far_ahead_takes_few_taps_too(kitchen):
    bakery = Shop.objects.get(slug="le-fournil")
    days = [timezone.now() + timedelta(days=n) for n in (2, 3, 4, 5, 20)]
    far = [factories.make_slot(bakery, day) for day in days][-1]
    finger = Finger()
    finger.tap(kitchen.locator("main").get_by_role("link", name="Nouvelle commande"))
    kitchen.get_by_role("button", name="Un de plus : Pain de campagne").wait_for()
    finger.tap(kitchen.get_by_text("Pain de campagne"))
    finger.tap(kitchen.get_by_text("Autre jour"))
    assert nothing_overflows(kitchen)
    follow(kitchen, kitchen.locator(f"button[value='{far.day}']"))
    finger.taps += 1
    finger.tap(kitchen.get_by_label("Nom"))
    kitchen.keyboard.type("Mme Roche")
    kitchen.keyboard.press("Enter")
    kitchen.get_by_role("heading", name="Mme Roche").wait_for()
    assert finger.taps < TAPS
    order = Order.objects.get()
    assert (order.slot, order.lines.get().quantity) == (far, 1)


def test_a_time_whose_chair_is_taken_cannot_be_chosen(kitchen):
    bakery = Shop.objects.get(slug="le-fournil")
    cut = factories.make_service(bakery, minutes=30)
    slot = bakery.pickup_point.slots.get()
    factories.make_order(cut, slot=slot)
    kitchen.goto("/pro/le-fournil/commandes/nouvelle/")
    time_of_slot = kitchen.locator(f"[name=slot][value='{slot.pk}']")
    assert time_of_slot.is_checked()
    kitchen.get_by_role("button", name="Un de plus : Coupe").click()
    assert time_of_slot.is_disabled()
    assert not time_of_slot.is_checked()
    kitchen.get_by_text("pris pour Coupe").wait_for()


def test_one_too_many_is_taken_back_and_the_sum_follows(kitchen):
    kitchen.goto("/pro/le-fournil/commandes/nouvelle/")
    more = kitchen.get_by_role("button", name="Un de plus : Pain de campagne")
    more.click()
    more.click()
    assert "9,60" in kitchen.locator("#order-sum").inner_text()
    kitchen.get_by_role("button", name="Un de moins : Pain de campagne").click()
    assert re.search(r"1 × · 4,80", kitchen.locator("#order-sum").inner_text())


def test_what_to_make_is_there_at_a_tap(kitchen):
    factories.make_order(
        Shop.objects.get(slug="le-fournil").products.get(title="Pain de campagne")
    )
    kitchen.goto("/pro/le-fournil/")
    kitchen.get_by_role("link", name="À préparer demain").click()
    kitchen.get_by_role("heading", name="À préparer").wait_for()
    assert nothing_overflows(kitchen)
