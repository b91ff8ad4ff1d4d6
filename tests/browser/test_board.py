"""The screen of the day follows by itself, and disturbs nobody who works on it."""

import re

import pytest

from shops.models import Shop
from tests.browser.conftest import log_in
from tests.factories import make_order, make_slot

# What a phone tells the page when it is taken out of the pocket; no test waits for a minute.
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


# Counters are telephones and tablets; how wide changes nothing here.
pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])


@pytest.fixture
def bread(market):
    return Shop.objects.get(slug="le-fournil").products.get()


@pytest.fixture
def board(page, bread):
    """Alice's screen of tomorrow, with one order; `ask` returns the answer to asking again."""
    make_order(bread)
    log_in(page, "alice@example.org")
    page.goto("/pro/le-fournil/")
    # That she has seen it is written down before the test goes on.
    with page.expect_response("**/vues/"):
        page.get_by_role("link", name=re.compile("^Demain")).click()
    page.get_by_role("button", name="Remettre à Dora Lemaire").focus()
    return page


def ask(page):
    with page.expect_response("**/liste/") as answer:
        page.evaluate(LOOK)
    return answer.value


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_what_has_not_changed_is_not_touched(board):
    board.evaluate("document.querySelector('#board li').mark = 'the same'")
    # Of few orders, nobody is looked for.
    assert board.get_by_label("Chercher un nom").is_hidden()
    assert ask(board).status == 304
    assert ask(board).status == 304
    assert board.evaluate("document.querySelector('#board li').mark") == "the same"


def test_a_new_order_appears_and_focus_stays(board, bread):
    make_order(bread, name="Hélène Roche")
    assert ask(board).status == 200
    board.get_by_role("button", name="Remettre à Hélène Roche").wait_for()
    board.locator("#figures", has_text="2commandes").wait_for()
    assert focused(board) == "Remettre à Dora Lemaire"
    assert ask(board).status == 304


def test_what_came_by_itself_can_be_handed_over(board, bread):
    make_order(bread, name="Hélène Roche", slot=make_slot(bread.shop))
    ask(board)
    board.get_by_role("button", name="Remettre à Hélène Roche").click()
    board.get_by_text("Hélène Roche\u00a0: remise par erreur").wait_for()


def test_a_session_that_ended_leads_to_the_login(board):
    board.context.clear_cookies()
    board.evaluate(LOOK)
    board.wait_for_url("**/connexion/?next=/pro/le-fournil/")
