"""Whoever goes by keyboard sees where they are, everywhere, and is never caught."""

from __future__ import annotations

import pytest

from tests.browser.conftest import open_browser, open_chief_pages
from tests.browser.keyboard import go_through

# What the measure must find fault with: without it, it would prove nothing.
FAULTY = {
    "looks as without the focus": """<style>:focus-visible { outline: 0; }
        a { box-shadow: 0 0 0 3px black; }</style><a href="/">One</a> <a href="/">Two</a>""",
    "out of sight": """<style>b { position: fixed; inset: 0; background: white; }</style>
        <a href="/">One</a> <a href="/">Two</a> <b>Over all</b>""",
    "its ring is cut off": """<style>p { overflow: hidden; }
        :focus-visible { outline: 3px solid; outline-offset: 3px; }</style>
        <p><a href="/">One</a> <a href="/">Two</a></p>""",
    "Tab never leaves": """<script>addEventListener("keydown", (event) => {
        if (event.target.matches("#last")) { event.preventDefault(); first.focus(); } })</script>
        <a href="/" id="first">One</a> <a href="/" id="last">Two</a>""",
}


@pytest.mark.parametrize(("fault", "body"), FAULTY.items(), ids=FAULTY)
def test_what_is_wrong_with_the_focus_is_found(chromium, live_server, fault, body):
    page = open_browser(chromium, live_server)
    page.set_content(f"<!doctype html><body>{body}")
    faults = go_through(page)
    page.context.close()
    assert fault in "".join(faults)


@pytest.mark.slow
def test_the_focus_is_seen_on_every_chief_page(chromium, live_server, world, width):
    viewport = {"width": width, "height": 800}
    faults = []
    for page, _ in open_chief_pages(chromium, live_server, world, viewport=viewport):
        faults += go_through(page)
    assert faults == [], "\n" + "\n".join(faults)
