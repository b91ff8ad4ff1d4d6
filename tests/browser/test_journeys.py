"""An order made without what many take for granted: a mouse, scripts, e-mail, a new browser."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from oscar.core.loading import get_model

from marketplace.legal.wordings import ORDER_BUTTON
from marketplace.notifications.models import OutboxMessage
from tests.browser.conftest import follow, nothing_overflows, open_browser
from tests.browser.keyboard import focus_faults, go_through, tab_to
from tests.browser.test_story import add

Order = get_model("order", "Order")
PHONE = {"width": 360, "height": 800}
IN_VIEW_AND_EMPTY = """async () => {
    const seen = [...document.images].filter((one) => {
        const {top, bottom, width} = one.getBoundingClientRect();
        return width && bottom > 0 && top < innerHeight;
    });
    await Promise.all(seen.map((one) => one.decode().catch(() => {})));
    return seen.filter((one) => !one.naturalWidth).map((one) => one.outerHTML);
}"""


@pytest.fixture
def opened(chromium, live_server):
    """Open pages of browsers of one's own; close them at the end."""
    pages = []

    def opened(**options):
        pages.append(open_browser(chromium, live_server, **options))
        return pages[-1]

    yield opened
    for page in pages:
        page.unroute_all(behavior="ignoreErrors")
        page.context.close()


def test_an_order_is_made_by_keyboard_alone(page, world):
    page.goto("/")
    skip_to_content(page)
    search(page, "pain")
    tab_to(page, "Pain de campagne")
    enter(page)
    assert go_through(page) == []
    tab_to(page, "Combien")
    page.keyboard.press("ArrowUp")
    tab_to(page, "Ajouter au panier")
    enter(page, by="Space")
    assert go_through(page) == []
    slot = choose_another_time(page)
    tab_to(page, "Continuer")
    enter(page)
    assert go_through(page) == []
    say_who_comes(page)
    assert go_through(page) == []
    order = Order.objects.latest("pk")
    assert (order.slot_id, order.lines.get().quantity) == (slot, 2)


def skip_to_content(page) -> None:
    """Come in by the skip link; what it leads to has the focus, and Tab goes on from there."""
    assert go_through(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def search(page, words: str) -> None:
    """Type into the search that has the focus, and open a filter of what it finds."""
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type(words)
    enter(page)
    tab_to(page, "^Commune")
    page.keyboard.press("Space")
    assert page.locator("details[open]").count() == 1
    assert go_through(page) == []


def choose_another_time(page) -> int:
    """Go by an arrow key from the time that is proposed to the next one; return its slot."""
    tab_to(page, "Demain")
    proposed = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.checked")
    assert focus_faults(page) == []
    chosen = page.evaluate("document.activeElement.value")
    assert chosen != proposed
    return int(chosen)


def say_who_comes(page) -> None:
    tab_to(page, "Votre nom")
    page.keyboard.type("Dora Lemaire")
    tab_to(page, "mail")
    page.keyboard.type("dora@example.org")
    tab_to(page, re.escape(str(ORDER_BUTTON)))
    enter(page)
    assert page.locator(".code").count() == 1


def enter(page, by: str = "Enter") -> None:
    with page.expect_navigation():
        page.keyboard.press(by)


def test_a_telephone_number_is_enough_and_no_script_is_needed(opened, market):
    page = opened(java_script_enabled=False)
    add(page, "Pain de campagne")
    order_by_phone(page)
    assert page.locator(".code").count() == 1
    assert OutboxMessage.objects.filter(channel="sms", recipient="+33639980405").exists()


def test_an_old_browser_sees_every_picture_and_makes_the_order(opened, world):
    page, removed = opened(viewport=PHONE), Counter()
    page.route("**/*", lambda route: without_what_is_new(route, removed))
    for address in ("/", "/produits/", "/commerces/le-fournil/", "/produits/"):
        page.goto(address)
        assert whole(page), address
    follow(page, page.get_by_role("link", name="Pain de campagne").first)
    assert whole(page)
    follow(page, page.get_by_role("button", name="Ajouter au panier"))
    assert whole(page)
    order_by_phone(page)
    assert whole(page)
    assert page.locator(".code").count() == 1
    assert removed["sources"] > 0
    assert removed["queries"] > 0


def order_by_phone(page) -> None:
    follow(page, page.get_by_role("button", name="Continuer"))
    page.get_by_label("Votre nom").fill("Dora Lemaire")
    page.get_by_label("Téléphone").first.fill("06 39 98 04 05")
    follow(page, page.get_by_role("button", name=ORDER_BUTTON, exact=True))


def whole(page) -> bool:
    page.wait_for_load_state()
    assert page.evaluate(IN_VIEW_AND_EMPTY) == []
    return nothing_overflows(page)


def without_what_is_new(route, removed: Counter) -> None:
    """Answer without other formats of pictures and without container queries; count them."""
    if route.request.method != "GET" or route.request.resource_type not in (
        "document",
        "stylesheet",
    ):
        return route.continue_()
    answer = route.fetch(max_redirects=0)
    if 300 <= answer.status < 400:
        return route.fulfill(response=answer)
    body, sources = re.subn(r"<source[^>]*>", "", answer.text())
    body, queries = re.subn("@container", "@not-known", body)
    removed.update(sources=sources, queries=queries)
    return route.fulfill(response=answer, body=body)
