"""The counter goes on without a network, and nothing of it is lost or done twice."""

from decimal import Decimal

import pytest

from pickup.orders.lines.adjusting import propose_substitute
from pickup.orders.models import HandOver
from pickup.orders.transitions import cancel_by_shop
from shops.models import Shop
from tests.browser.conftest import log_in, open_browser
from tests.factories import make_order, make_product

NAMES = ("Dora Lemaire", "Hélène Roche", "Victor Hugon")


@pytest.fixture
def bakery(market):
    return Shop.objects.get(slug="le-fournil")


@pytest.fixture
def orders(bakery):
    bread = bakery.products.get()
    slot = bakery.pickup_point.slots.get()
    # Of today, wherever the test runs: orders that nobody has come for stand on every day's list.
    return [make_order(bread, slot=slot, name=name) for name in NAMES]


@pytest.fixture
def counter(chromium, live_server, orders):
    """Alice's phone, which has seen the day's list once."""
    page = open_browser(
        chromium, live_server, viewport={"width": 360, "height": 800}, service_workers="allow"
    )
    log_in(page, "alice@example.org")
    page.wait_for_url("**/compte/")
    slots = type(orders[0].slot).objects
    slots.update(day=orders[0].slot.start.date().replace(year=2025))
    page.goto("/pro/le-fournil/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        "async () => { const kept = await caches.open('counter-le-fournil');"
        " return (await kept.keys()).length > 4 }"
    )
    page.wait_for_load_state("networkidle")
    yield page
    # What was asked in the background is answered before the base is emptied.
    page.wait_for_load_state("networkidle")
    page.context.close()


def hand_over(page, name):
    page.get_by_role("button", name=f"Remettre à {name}").click()
    page.locator(".order", has_text=name).get_by_text("Remise, en attente du réseau").wait_for()


def waiting(page):
    return page.evaluate("handOvers.of('le-fournil').then((all) => all.length)")


def test_three_hand_overs_without_a_network_are_each_done_once(counter, orders):
    counter.context.set_offline(True)
    for name in NAMES:
        hand_over(counter, name)
    counter.get_by_text("Hors connexion").wait_for()
    assert waiting(counter) == 3
    counter.context.set_offline(False)
    counter.wait_for_function("handOvers.of('le-fournil').then((all) => all.length === 0)")
    counter.get_by_text("Hors connexion").wait_for(state="hidden")
    counter.wait_for_load_state("networkidle")
    for order in orders:
        order.refresh_from_db()
        assert order.status == "collected"
        assert order.transitions.filter(to_status="collected").count() == 1
    assert HandOver.objects.count() == 3


def test_what_went_unweighed_without_a_network_has_gone(counter, orders, bakery):
    """Each loaf is of 500 g by now: the list on the phone knows nothing of scales."""
    weighed = {"portion_grams": 500, "portion_price": "4.80", "weight_tolerance": 10}
    orders[0].lines.update(**weighed)
    counter.context.set_offline(True)
    hand_over(counter, "Dora Lemaire")
    counter.context.set_offline(False)
    counter.get_by_text("Hors connexion").wait_for(state="hidden")
    counter.wait_for_load_state("networkidle")
    assert waiting(counter) == 0
    orders[0].refresh_from_db()
    assert orders[0].status == "collected"
    assert orders[0].lines.get().adjustments.get().kind == "unweighed"


def test_what_went_while_it_was_asked_about_has_gone_and_is_said(counter, orders, bakery):
    asked = {"order": orders[0], "by": bakery.members.get().user}
    propose_substitute(
        **asked,
        line_id=orders[0].lines.get().pk,
        product=make_product(bakery, "Pain de seigle", price=Decimal("4.00")),
        quantity=1,
    )
    counter.context.set_offline(True)
    hand_over(counter, "Dora Lemaire")
    counter.context.set_offline(False)
    counter.get_by_text("1 × Pain de seigle").wait_for()
    orders[0].refresh_from_db()
    assert orders[0].status == "collected"
    counter.get_by_role("link", name=orders[0].number).click()
    counter.get_by_text("remis sans réponse").wait_for()
    counter.go_back()
    counter.get_by_role("button", name="J’ai lu").click()
    counter.wait_for_function("handOvers.of('le-fournil').then((all) => all.length === 0)")


def test_a_refusal_stays_on_the_screen_until_it_was_read(counter, orders, bakery):
    counter.context.set_offline(True)
    hand_over(counter, "Dora Lemaire")
    cancel_by_shop(order=orders[0], by=bakery.members.get().user)
    counter.context.set_offline(False)
    counter.get_by_text("est déjà").wait_for()
    counter.reload()
    counter.get_by_text("est déjà").wait_for()
    counter.get_by_role("button", name="J’ai lu").click()
    counter.wait_for_function("handOvers.of('le-fournil').then((all) => all.length === 0)")


def test_a_session_that_ended_leaves_no_list_either(counter):
    counter.context.clear_cookies()
    counter.goto("/pro/le-fournil/")
    counter.wait_for_url("**/connexion/**")
    counter.wait_for_function("caches.keys().then((names) => names.length === 0)")


def test_signing_out_leaves_no_list_on_the_phone(counter):
    counter.get_by_role("button", name="Se déconnecter").click()
    counter.wait_for_url(lambda address: "/pro/" not in address)
    assert counter.evaluate("caches.keys()") == []
