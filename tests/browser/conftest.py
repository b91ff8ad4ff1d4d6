"""A real browser against a real server; the system's Chromium, or a skip that says why."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from tests import factories
from tests.browser.routes import CHIEF_PAGES
from tests.browser.world import PASSWORD, make_world

# They ask in the background: what a test asks would come after what its page asks.
WORKERS = "block"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    # Playwright runs an event loop in this thread; the ORM is used around it, not inside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def width(request):
    return request.param


@contextmanager
def opened_at(chromium, live_server, width):
    """Open a page at a phone's or a desk's width; a script error or an answer of 500 fails."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        base_url=live_server.url,
        locale="fr-FR",
        service_workers=WORKERS,
    )
    page = context.new_page()
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("response", lambda answer: answer.status >= 500 and broken.append(answer.url))
    yield page
    context.close()
    assert broken == []


@pytest.fixture
def page(chromium, live_server, width):
    with opened_at(chromium, live_server, width) as page:
        yield page


@pytest.fixture
def shopper(chromium, live_server, width):
    """Open the browser of somebody else than who has `page`."""
    with opened_at(chromium, live_server, width) as page:
        yield page


@pytest.fixture
def world(transactional_db):
    """A territory where every page has something to show."""
    return make_world()


@pytest.fixture
def market(transactional_db):
    """Two shops with a product and slots each, on the live server's host."""
    territory = factories.make_territory(hostname="localhost")
    bakery = factories.make_shop(territory, "Le Fournil", slug="le-fournil")
    dairy = factories.make_shop(territory, "Buron de la Croix", slug="buron")
    factories.make_member(bakery, "alice@example.org", first_name="Alice")
    factories.make_product(bakery, "Pain de campagne")
    factories.make_product(dairy, "Tome de la Croix", allergens=["milk"])
    for shop in (bakery, dairy):
        factories.make_slot(shop)
    return territory


def open_browser(chromium, live_server, cookies=(), **options):
    """Open a page of a browser of its own, for somebody who has these cookies already."""
    options = {"service_workers": WORKERS} | options
    context = chromium.new_context(base_url=live_server.url, locale="fr-FR", **options)
    context.add_cookies(list(cookies))
    return context.new_page()


def open_chief_pages(chromium, live_server, world, **options):
    """Yield page and address of each chief page and of a story, opened by whom it is for."""
    for who, routes in CHIEF_PAGES.items():
        cookies = world.cookies_of(who, live_server.url)
        page = open_browser(chromium, live_server, cookies, **options)
        story = world.pages[1:2] if who == "guest" else []
        for address in [*map(world.address_of, routes), *story]:
            page.goto(address)
            yield page, address
        page.context.close()


def follow(page, target):
    """Click what leads to another page, and go on once that one is there.

    A click alone returns before: what is read then may be the page before, or nothing at all.
    """
    with page.expect_navigation():
        target.click()


def log_in(page, email):
    page.goto("/compte/connexion/")
    page.get_by_label("mail").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    follow(page, page.locator("main button[type=submit], main form button").first)


def nothing_overflows(page):
    """Say whether the page is as wide as its window: no sideways scrolling."""
    page.wait_for_load_state()
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
