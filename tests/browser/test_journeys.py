"""An order made without what many take for granted: a mouse, scripts, e-mail, a new browser."""

from __future__ import annotations

import re

import pytest

from marketplace.legal.wordings import ORDER_BUTTON
from marketplace.notifications.models import OutboxMessage
from tests.browser.conftest import nothing_overflows, open_browser
from tests.browser.test_story import add

PHONE = {"width": 360, "height": 800}
# A ring may be drawn around the focused element or around what holds it, such as a time's card.
RING = """() => {
    for (let one = document.activeElement, up = 0; one && up < 3; one = one.parentElement, up++) {
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(one);
        if (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) return true;
        if (boxShadow !== "none" && one === document.activeElement) return true;
    }
    return false;
}"""
WORDS = """() => {
    const one = document.activeElement;
    return (one.labels?.[0] ?? one).innerText || one.name || one.tagName;
}"""
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


def tab_to(page, words: str) -> None:
    """Press Tab until what says these words has the focus; each stop shows that it has it."""
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(WORDS))
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(RING), f"no visible focus on {passed[-1]}"
        if re.search(words, passed[-1]):
            return
    pytest.fail(f"Tab never comes to {words}: {passed}")


def press(page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_an_order_is_made_by_keyboard_alone(opened, market):
    page = opened()
    page.goto("/produits/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#contenu")
    tab_to(page, "Pain de campagne")
    press(page, "Enter")
    tab_to(page, "Ajouter au panier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/panier/**")
    tab_to(page, "Demain")
    page.keyboard.press("Space")
    tab_to(page, "Continuer")
    press(page, "Enter")
    tab_to(page, "Votre nom")
    page.keyboard.type("Dora Lemaire")
    tab_to(page, "mail")
    page.keyboard.type("dora@example.org")
    tab_to(page, re.escape(str(ORDER_BUTTON)))
    press(page, "Enter")
    assert page.locator(".code").count() == 1


def test_a_telephone_number_is_enough_and_no_script_is_needed(opened, market):
    page = opened(java_script_enabled=False)
    add(page, "Pain de campagne")
    order_by_phone(page)
    assert page.locator(".code").count() == 1
    assert OutboxMessage.objects.filter(channel="sms", recipient="+33639980405").exists()


def test_an_old_browser_sees_every_picture_and_makes_the_order(opened, world):
    page = opened(viewport=PHONE)
    page.route("**/*", without_what_is_new)
    for address in ("/", "/produits/", "/commerces/le-fournil/", "/produits/"):
        page.goto(address)
        assert whole(page), address
    page.get_by_role("link", name="Pain de campagne").first.click()
    assert whole(page)
    page.get_by_role("button", name="Ajouter au panier").click()
    assert whole(page)
    order_by_phone(page)
    assert whole(page)
    assert page.locator(".code").count() == 1


def order_by_phone(page) -> None:
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre nom").fill("Dora Lemaire")
    page.get_by_label("Téléphone").first.fill("06 39 98 04 05")
    page.get_by_role("button", name=ORDER_BUTTON, exact=True).click()


def whole(page) -> bool:
    page.wait_for_load_state()
    assert page.evaluate(IN_VIEW_AND_EMPTY) == []
    return nothing_overflows(page)


def without_what_is_new(route) -> None:
    """Answer without other formats of pictures and without container queries."""
    if route.request.method != "GET" or route.request.resource_type not in (
        "document",
        "stylesheet",
    ):
        return route.continue_()
    answer = route.fetch(max_redirects=0)
    if 300 <= answer.status < 400:
        return route.fulfill(response=answer)
    body = re.sub(r"<source[^>]*>", "", answer.text()).replace("@container", "@not-known")
    return route.fulfill(response=answer, body=body)
