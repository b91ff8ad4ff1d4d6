"""The story from a product to its hand-over, as a shopper and a shopkeeper live it."""

import re

from marketplace.legal.wordings import ORDER_BUTTON
from tests.browser.conftest import follow, log_in, nothing_overflows


def add(page, title):
    page.goto("/produits/")
    follow(page, page.get_by_role("link", name=title).first)
    assert nothing_overflows(page)
    follow(page, page.get_by_role("button", name="Ajouter au panier"))


def order(page, name="Dora Lemaire"):
    follow(page, page.get_by_role("button", name="Continuer"))
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("E-mail").first.fill("dora@example.org")
    assert nothing_overflows(page)
    follow(page, page.get_by_role("button", name=ORDER_BUTTON, exact=True))


def test_from_two_shops_to_two_codes_and_a_handed_over_order(page, market):
    add(page, "Pain de campagne")
    add(page, "Tome de la Croix")
    assert nothing_overflows(page)
    order(page)
    codes = page.locator(".code").all_inner_texts()
    assert len(codes) == 2
    assert nothing_overflows(page)

    log_in(page, "alice@example.org")
    page.goto("/pro/le-fournil/")
    assert nothing_overflows(page)
    page.get_by_role("link", name=re.compile("Demain")).click()
    page.get_by_role("button", name="Remettre à Dora Lemaire").click()
    page.locator("#undo", has_text="Dora Lemaire").wait_for()


def test_a_code_opens_the_order_at_the_counter(page, market):
    add(page, "Pain de campagne")
    order(page)
    code = page.locator(".code").first.inner_text()
    log_in(page, "alice@example.org")
    page.goto("/pro/le-fournil/")
    page.get_by_label("Code de retrait").fill(code)
    page.get_by_role("button", name="Trouver").click()
    page.get_by_role("heading", name="Dora Lemaire").wait_for()
