"""Every address of the site, with whoever opens it; a new one is walked without being named.

A page is what answers 200 with a whole HTML page at its own address. What answers no GET and what
is a file is no page, and needs no word here. What else is none stands in ELSEWHERE, with its
reason; an entry that has become a page, or leads to no route any more, fails the walk.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.test import Client
from django.urls import get_resolver, resolve

from tests.access.routes import walk
from tests.browser.world import World

# Whose session opens an address: the longest beginning decides.
WHO = {
    "": "guest",
    "association/": "agnes",
    "pro/": "alice",
    "compte/": "dora",
    "compte/adresse/confirmer/": "guest",
    "compte/connexion/": "guest",
    "compte/connexion/code/saisir/": "awaiting a code",
    "compte/connexion/double-facteur/": "at the door",
    "compte/courriels/arreter/": "guest",
    "compte/inactif/": "guest",
    "compte/inscription/": "guest",
    "compte/invitation/": "guest",
    "compte/mot-de-passe/choisir/": "newcomer",
    "compte/mot-de-passe/oublie/": "guest",
    "compte/mot-de-passe/nouveau/": "guest",
    "compte/mes-donnees/efface/": "guest",
    "compte/securite/application/": "alice",
    "compte/securite/application/retirer/": "dora",
    "vendre-ici/ouvrir/": "erin",
}
SENT_TO = "a form is sent there; by GET it leads to the form's own screen"
# What answers a GET, and is no page of ours; beginnings of routes, with the reason.
ELSEWHERE = {
    "^": "written pages, walked from the tree of pages",
    "_util/": "Wagtail's ways into pages behind a password, which nobody can make here",
    "admin/": "Wagtail's editor, its own makers' to prove",
    "compte/connexion/cle/": "leads to the login; its answers are for the script",
    "compte/favoris/bouton/": "a part of a page",
    "entete/": "a part of a page",
    "media/": "files",
    "pro/<slug:shop_slug>/jour/<str:day>/liste/": "a part of a page",
    "retrait/<str:token>/<number:number>/renoncer/": "leads to the form of the order",
    "pro/retrait/": "leads to the order in the shop's space",
    **{
        f"pro/<slug:shop_slug>/{form}": SENT_TO
        for form in (
            "creneaux/<int:pk>/",
            *(f"creneaux/reglages/{name}/" for name in ("copier", "delai", "plusieurs")),
            "creneaux/reglages/semaine/",
            *(f"horaires/{name}/" for name in ("feries", "fermetures", "jours", "osm")),
            *(f"horaires/{name}/" for name in ("pause", "reprise", "saisons/<int:pk>/supprimer")),
            "precommandes/<int:pk>/copier/",
        )
    },
}
# The pages where most is done, by whom they are for: for proofs that need not see every page.
CHIEF_PAGES = {
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
        "pro/<slug:shop_slug>/commandes/nouvelle/",
    ],
    "agnes": [
        *("association/", "association/chiffres/", "association/commerces/"),
        *("association/commerces/<slug:slug>/", "association/demandes/"),
        *("association/messages/", "association/reglages/apparence/", "association/equipe/"),
    ],
}


def site_routes() -> list[str]:
    # Within an address, Django drops the ^ of a part that is a regular expression.
    return sorted({route.replace("/^", "/") for route in walk(get_resolver().url_patterns)})


def addresses_of(world: World, people: set[str]) -> dict[str, list[str]]:
    """Return by person the addresses of all pages that these people open."""
    routes = [route for route in site_routes() if longest(ELSEWHERE, route) is None]
    found = {who: [] for who in people}
    for route in routes:
        who, address = WHO[longest(WHO, route)], world.address_of(route)
        if who in people and is_page(world.clients[who], address, route):
            found[who].append(address)
    return found


def longest(beginnings, route: str) -> str | None:
    return max((one for one in beginnings if route.startswith(one)), key=len, default=None)


def is_page(client: Client, address: str, route: str) -> bool:
    """Tell whether an address is a page; one that is neither page nor file nor for POST fails."""
    answer = client.get(address, follow=True)
    if answer.status_code == 405 or "text/html" not in answer.get("Content-Type", "text/html"):
        return False
    path = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    said = f"{address} answers {answer.status_code} at {path}: to ELSEWHERE, or mend the world"
    assert answer.status_code == 200, said
    assert resolve(urlsplit(path).path).route == route, said
    assert "<!doctype" in answer.text[:300].lower(), said
    return True
