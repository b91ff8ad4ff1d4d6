"""A phone of 360 pixels: targets for fingers, and text at twice its size without loss."""

from __future__ import annotations

import pytest

from tests.browser.conftest import open_browser
from tests.browser.measures import lost_at_the_edges, too_small_for_a_finger

PHONE = {"width": 360, "height": 800}
# Set on the root, as a person's own setting of the browser does it.
TWICE = "html { font-size: 200% !important; }"
PAGES = {
    "guest": [
        *("", "produits/", "recherche/", "produits/<slug:slug>/", "commerces/"),
        *("commerces/<slug:slug>/", "panier/", "commande/", "retrait/<str:token>/merci/"),
        *("retrait/<str:token>/", "compte/connexion/", "vendre-ici/", "contact/", "chiffres/"),
    ],
    "dora": ["compte/", "compte/favoris/", "compte/securite/"],
    "alice": [
        *("pro/<slug:shop_slug>/", "pro/<slug:shop_slug>/jour/<str:day>/"),
        *("pro/<slug:shop_slug>/commandes/<number:number>/", "pro/<slug:shop_slug>/produits/"),
        *("pro/<slug:shop_slug>/produits/ajouter/", "pro/<slug:shop_slug>/horaires/"),
        *("pro/<slug:shop_slug>/fiche/", "pro/<slug:shop_slug>/chiffres/"),
        *("pro/<slug:shop_slug>/equipe/", "pro/<slug:shop_slug>/journal/"),
    ],
    "agnes": [
        *("association/", "association/chiffres/", "association/commerces/"),
        *("association/commerces/<slug:slug>/", "association/demandes/"),
        *("association/messages/", "association/reglages/apparence/", "association/equipe/"),
    ],
}


@pytest.fixture
def opened(chromium, live_server, world):
    """Yield each of the pages, opened by whom it is for, with its address."""

    def opened():
        for who, routes in PAGES.items():
            cookies = world.cookies_of(who, live_server.url)
            page = open_browser(chromium, live_server, cookies, viewport=PHONE)
            for route in routes:
                page.goto(world.address_of(route))
                yield page, route
            page.context.close()

    return opened


def test_every_target_is_large_enough_for_a_finger(opened):
    small = []
    for page, route in opened():
        small += [f"/{route}: {one}" for one in too_small_for_a_finger(page)]
    assert small == [], "\n" + "\n".join(small)


def test_nothing_is_lost_when_text_is_twice_as_large(opened):
    lost = []
    for page, route in opened():
        page.add_style_tag(content=TWICE)
        lost += [f"/{route}: {one}" for one in lost_at_the_edges(page)]
    assert lost == [], "\n" + "\n".join(lost)
