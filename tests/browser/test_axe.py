"""Axe finds nothing on any page, on a phone and on a desk; no rule is left out."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.template.loader import render_to_string
from wagtail.models import get_page_models

from marketplace.pages.models import EditedPage
from marketplace.territories.models import Territory
from tests.browser.conftest import nothing_overflows, open_browser, open_chief_pages
from tests.browser.routes import ELSEWHERE, WHO, addresses_of, site_routes
from themes.choices import available_themes
from themes.palette import palette

pytestmark = pytest.mark.slow

WIDTHS = (360, 1280)
GROUPS = {
    "everybody": {"guest", "awaiting a code", "at the door"},
    "people with an account": {"dora", "erin", "newcomer"},
    "shopkeepers": {"alice"},
    "the association": {"agnes"},
}
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
# Pages in another state than the one an address shows by itself, by whoever opens them.
STATES = {
    "guest": [
        "/en/",
        "/recherche/?q=licorne",
        "/produits/?quand=aujourdhui&commune=valcendre",
        "/commerces/?commune=valcendre",
        "/produits/rien-ici/",
        "/agenda/?mois=2026-12",
        "/refus/403.html",
        "/refus/403_csrf.html",
        "/refus/500.html",
        "/refus/503.html",
    ],
    "agnes": [
        "/association/signalements/?etat=decides",
        "/association/messages/?etat=echecs",
        "/association/commerces/poterie-des-ormes/",
        "/association/commerces/savons-du-lac/",
    ],
    "alice": ["/pro/le-fournil/produits/?etat=archives", "/pro/buron/", "/pro/rucher/"],
}
# Forms sent empty: what they answer, with the errors, is a page too.
FORMS = {
    "guest": ["/commande/", "/vendre-ici/", "/compte/inscription/", "/compte/connexion/"],
    "dora": ["/compte/profil/", "/compte/mot-de-passe/"],
    "alice": ["/pro/le-fournil/produits/ajouter/", "/pro/le-fournil/fiche/"],
    "agnes": ["/association/reglages/identite/", "/association/commerces/le-fournil/fermer/"],
}


@pytest.mark.parametrize("people", GROUPS.values(), ids=GROUPS)
def test_axe_finds_nothing(chromium, live_server, world, people):
    found = addresses_of(world, people)
    faults = []
    for who, addresses in found.items():
        page = open_browser(chromium, live_server, world.cookies_of(who, live_server.url))
        page.route("**/refus/*", lambda route: route.fulfill(body=refusal(world, route.request)))
        written = world.pages if who == "guest" else []
        for address in [*addresses, *written, *STATES.get(who, [])]:
            page.goto(address)
            faults += faults_of(page, address)
        for address in FORMS.get(who, []):
            page.goto(address)
            send_empty(page)
            faults += faults_of(page, f"{address}, sent empty,")
        page.context.close()
    assert faults == [], "\n" + "\n".join(faults)


@pytest.mark.parametrize("theme", [theme.slug for theme in available_themes()])
def test_axe_finds_nothing_in_the_dark(chromium, live_server, world, theme):
    Territory.objects.update(theme=theme)
    faults = []
    for page, address in open_chief_pages(chromium, live_server, world, color_scheme="dark"):
        assert ground_of(page) == palette(theme).dark["paper"]
        faults += faults_of(page, address)
    assert faults == [], "\n" + "\n".join(faults)


def test_everybody_who_opens_a_page_is_in_a_group():
    assert set(WHO.values()) == set.union(*GROUPS.values())


def test_every_exception_names_routes_that_there_are():
    routes = site_routes()
    reasons = [one for one in ELSEWHERE if not any(route.startswith(one) for route in routes)]
    assert set(reasons) <= {"media/"}  # there where the site serves its own pictures


def test_a_page_of_each_kind_is_written(world):
    kinds = {type(page.specific) for page in world.territory.site.root_page.get_descendants(True)}
    assert {one for one in get_page_models() if issubclass(one, EditedPage)} <= kinds


def refusal(world, request) -> str:
    """Return what answers to a thing refused or broken, as it may stand at any address."""
    return render_to_string(request.url.rpartition("/")[2], {"territory": world.territory})


def ground_of(page) -> str:
    """Return the colour the page stands on, such as #171c18."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour))


def send_empty(page) -> None:
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const form = document.querySelector("main form[method=post]");
                for (const field of form.querySelectorAll("input:not([type=hidden]), textarea"))
                    field.value = "";
                HTMLFormElement.prototype.submit.call(form);
            }"""
        )


def faults_of(page, address: str) -> list[str]:
    """Return what axe finds on the page at each width, and where it scrolls sideways."""
    page.evaluate(AXE_SCRIPT)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [f"{address} at {width}: {fault}" for fault in violations(page)]
        if not nothing_overflows(page):
            faults.append(f"{address} at {width}: scrolls sideways")
    return faults


def violations(page) -> list[str]:
    return [
        f"{found['id']} {node['target']} {node['html'][:120]}"
        for found in page.evaluate(RUN)
        for node in found["nodes"]
    ]
