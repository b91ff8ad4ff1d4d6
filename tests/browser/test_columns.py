"""Cards and facts follow the width of what holds them, not the window's."""

from __future__ import annotations

import pytest

from tests.browser.conftest import open_browser

pytestmark = pytest.mark.slow

DESK = {"width": 1280, "height": 800}
NARROW = "main .wrap { max-width: 20rem; }"
SIDE_BY_SIDE = """([one, other]) => {
    const [first, second] = [one, other].map((each) =>
        document.querySelector(each).getBoundingClientRect());
    return first.right <= second.left;
}"""


@pytest.fixture
def page(chromium, live_server, world):
    page = open_browser(chromium, live_server, viewport=DESK)
    yield page
    page.context.close()


def test_a_shop_card_lies_down_where_its_column_is_narrow(page):
    parts = [".shop .picture", ".shop .text"]
    page.goto("/commerces/")
    assert not page.evaluate(SIDE_BY_SIDE, parts)
    page.add_style_tag(content=NARROW)
    assert page.evaluate(SIDE_BY_SIDE, parts)


def test_facts_stand_below_their_names_where_their_column_is_narrow(page):
    parts = [".facts dt", ".facts dd"]
    page.goto("/mentions-legales/")
    assert page.evaluate(SIDE_BY_SIDE, parts)
    page.add_style_tag(content=NARROW)
    assert not page.evaluate(SIDE_BY_SIDE, parts)


def test_product_cards_are_as_many_as_their_column_holds(page):
    page.goto("/commerces/le-fournil/")
    page.add_style_tag(content=NARROW)
    columns = "getComputedStyle(document.querySelector('.cards.pairs')).gridTemplateColumns"
    assert len(page.evaluate(columns).split()) == 2
