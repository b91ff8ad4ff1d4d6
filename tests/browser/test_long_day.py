"""A long day at the counter: who comes is found by a name, and a hand-over keeps one's place."""

import pytest

from pickup.orders.transitions import cancel_by_shop
from shops.models import Shop
from tests.browser.conftest import log_in, nothing_overflows
from tests.browser.measures import too_small_for_a_finger
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])

NAMES = [f"Famille Roche {letter}" for letter in "ABCDEFGH"]


@pytest.fixture
def bread(market):
    return Shop.objects.get(slug="le-fournil").products.get()


@pytest.fixture
def slot(bread):
    slot = make_slot(bread.shop)
    type(slot).objects.filter(pk=slot.pk).update(capacity=20)
    bread.stockrecords.update(num_in_stock=50)
    return slot


@pytest.fixture
def orders(bread, slot):
    telephoned = {"name": "Hélène Müller", "phone": "+33639985678"}
    made = [make_order(bread, slot=slot, name=name) for name in NAMES]
    return [*made, make_order(bread, slot=slot, **telephoned)]


@pytest.fixture
def counter(page, orders):
    log_in(page, "alice@example.org")
    page.goto(f"/pro/le-fournil/jour/{orders[0].slot.day}/")
    return page


def look_for(page, words):
    page.get_by_label("Chercher un nom").fill(words)


def found(page):
    return page.locator(".order:visible .who a").all_inner_texts()


def hand_over(page, name):
    page.get_by_role("button", name=f"Remettre à {name}").click()
    page.locator("#undo", has_text=name).wait_for()
    page.locator("#board:not([aria-busy])").wait_for()


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def place_of(page, name):
    return page.get_by_role("button", name=f"Remettre à {name}").bounding_box()["y"]


def test_who_comes_is_found_and_served_and_the_next_name_is_typed(counter, orders, bread, slot):
    for words in ("muller hel", "56 78", "06 39 98 56 78", orders[-1].number.lower()):
        look_for(counter, words)
        assert found(counter) == ["Hélène Müller"]
    look_for(counter, "Dupont")
    assert found(counter) == []
    assert counter.get_by_text("Aucune commande", exact=True).is_visible()
    assert nothing_overflows(counter)
    look_for(counter, "muller")
    for name in ("Noé Müller", "Victor Hugon"):
        make_order(bread, slot=slot, name=name)
    with counter.expect_response("**/liste/"):
        counter.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    counter.get_by_role("link", name="Noé Müller").wait_for()
    assert found(counter) == ["Hélène Müller", "Noé Müller"]
    assert too_small_for_a_finger(counter) == []
    hand_over(counter, "Noé Müller")
    counter.keyboard.type("roche c")
    counter.keyboard.press("Enter")
    assert found(counter) == ["Famille Roche C"]
    hand_over(counter, "Famille Roche C")


def test_a_hand_over_keeps_the_place_and_a_refused_one_says_why(counter, orders):
    counter.evaluate("document.body.mark = 'the same page'")
    counter.get_by_role("button", name="Remettre à Famille Roche D").scroll_into_view_if_needed()
    hand_over(counter, "Famille Roche C")
    before = place_of(counter, "Famille Roche E")
    hand_over(counter, "Famille Roche D")
    assert abs(place_of(counter, "Famille Roche E") - before) < 2
    assert focused(counter) == "Remettre à Famille Roche E"
    assert counter.evaluate("document.body.mark") == "the same page"
    assert counter.locator("#figures", has_text="9commandes").is_visible()
    cancel_by_shop(order=orders[4], by=orders[4].shop.members.get().user)
    counter.get_by_role("button", name="Remettre à Famille Roche E").click()
    counter.get_by_text("est déjà").wait_for()
