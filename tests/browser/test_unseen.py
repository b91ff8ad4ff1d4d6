"""What is new on the counter: in the title, in words, and seen at the next touch."""

import pytest

from pickup.orders.counter.seeing import mark_seen
from shops.models import Shop
from tests.browser.conftest import log_in
from tests.browser.test_board import ask
from tests.factories import make_order

# Counters are telephones and tablets; how wide changes nothing here.
pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])


@pytest.fixture
def bread(market):
    return Shop.objects.get(slug="le-fournil").products.get()


@pytest.fixture
def tomorrow(page, bread):
    """Alice's screen of tomorrow, with one order that she has looked at."""
    order = make_order(bread)
    log_in(page, "alice@example.org")
    page.wait_for_url("**/compte/")
    with page.expect_response("**/vues/"):
        page.goto(f"/pro/le-fournil/jour/{order.slot.day}/")
    page.wait_for_load_state("networkidle")
    yield page
    # What was asked is answered before the base is emptied.
    page.wait_for_load_state("networkidle")


def title_begins(page, words):
    page.wait_for_function("words => document.title.startsWith(words)", arg=words)


def test_what_comes_to_an_open_screen_waits_for_a_touch(tomorrow, bread):
    assert not tomorrow.title().startswith("(")
    order = make_order(bread, name="Hélène Roche")
    ask(tomorrow)
    title_begins(tomorrow, "(1) ")
    tomorrow.get_by_text("Nouvelle commande").and_(tomorrow.locator("#new-orders")).wait_for(
        state="attached"
    )
    with tomorrow.expect_response("**/vues/"):
        tomorrow.locator("h1").click()
    tomorrow.wait_for_function("() => !document.title.startsWith('(')")
    assert mark_seen(shop=bread.shop, numbers=[order.number]) == 0


def test_sound_is_switched_on_by_a_tap_and_stays_on(tomorrow):
    button = tomorrow.get_by_role("button", name="Son des nouvelles commandes")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    tomorrow.reload()
    assert button.get_attribute("aria-pressed") == "true"
