"""Whose things a role asks for in vain, and where others' things are no secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from tests.access.answers import Answer
from tests.access.kinds import absent_for, form_for, objects_in_form, objects_of, values_of
from tests.access.matrix import METHODS, answer
from tests.access.routes import routes
from tests.access.world import World

SPACES = ("admin/", "association/", "pro/")
# Role -> its space ("" is all that is nobody's space) and whose things are not its own there.
ASKED = {
    "alice": ("pro/", ("b", "elsewhere")),
    "bob": ("pro/", ("b", "elsewhere")),
    "ines": ("pro/", ("b", "elsewhere")),
    "agnes": ("association/", ("elsewhere",)),
    "edith": ("admin/", ("elsewhere",)),
    "dora": ("", ("b", "elsewhere")),
    "visitor": ("", ("elsewhere",)),
}

HERE, EVERYWHERE = ("b",), ("b", "elsewhere")
# Where others' things open by design: beginnings of routes, the longest decides; for whose things.
OPEN = {
    "<page_path>": (HERE, "published pages are public in their territory"),
    "commerces/": (HERE, "shops and their news are public in their territory"),
    "produits/": (HERE, "products on sale are public in their territory"),
    "vendre-ici/": (HERE, "towns are public in their territory"),
    "signaler/": (HERE, "what is public may be reported by anybody"),
    "signaler/recu/": (HERE, "the reference, told to who reported, is a secret"),
    "retrait/": (HERE, "the link in the confirmation is a secret: it opens without an account"),
    "reserver/": (HERE, "products on sale are public in their territory"),
    "reservation/": (HERE, "the link in the message is a secret: it opens without an account"),
    "renoncer/": (HERE, "the key is a secret, told to who knows number and address"),
    "lettre/": (HERE, "the link in the letter is a secret"),
    "ferie/": (HERE, "the link in the question is a secret"),
    "vendre-ici/ouvrir/": (HERE, "the link in the admission is a secret, until it is used"),
    "vendre-ici/repondre/": (HERE, "the link in the question is a secret"),
    "compte/invitation/": (HERE, "the link in the invitation is a secret"),
    "panier/ajouter/": (HERE, "products on sale are public in their territory"),
    "compte/favoris/changer/": (HERE, "products on sale are public in their territory"),
    "compte/adresse/confirmer/": (EVERYWHERE, "a secret of an account, which has no territory"),
    "compte/courriels/arreter/": (EVERYWHERE, "a secret of an account, which has no territory"),
    "compte/mot-de-passe/nouveau/": (EVERYWHERE, "a secret of an account, which has no territory"),
}
# Routes that answer all ids alike, if not with "not found".
SAYS_THE_SAME = {
    "admin/editing-sessions/release/<int:session_id>/": "a session of others is passed over",
    "compte/adresse/confirmer/<key>/": "a page says that the link is of no use",
    "compte/mot-de-passe/nouveau/<uidb36>-<key>/": "a page says that the link is of no use",
    "panier/ajouter/": "a page says that the product is not sold here",
    "panier/ligne/<int:pk>/": "leads to the basket, as from a line that has been taken out",
    "pro/<slug:shop_slug>/code/": "a page says that no open order of the shop has the code",
    "vendre-ici/": "a page says that the town is none of the choices",
}


@dataclass(frozen=True)
class Request:
    """A role's own address, and form, with one or more of their ids changed."""

    role: str
    route: str
    method: str
    changed: tuple[str, ...]

    def __str__(self):
        return f"{self.method} {self.route} with another {' and '.join(self.changed)}"

    def is_open(self, party: str) -> bool:
        """Tell whether another's things are no secret, when all of the ids are theirs."""
        found = longest(OPEN, self.route)
        all_of_them = self.changed == names_in(self.route, self.method)
        return all_of_them and bool(found) and party in OPEN[found][0]


def requests_of(role: str) -> Iterator[Request]:
    for route in routes_of(role):
        for method in METHODS:
            names = names_in(route, method)
            some = chain.from_iterable(combinations(names, n) for n in range(1, len(names) + 1))
            yield from (Request(role, route, method, changed) for changed in some)


def routes_of(role: str) -> list[str]:
    """Return the routes of a role's space that name somebody's things."""
    space = ASKED[role][0]
    return [route for route in naming_routes() if (longest(SPACES, route) or "") == space]


def naming_routes() -> list[str]:
    return [route for route in routes() if names_in(route, "POST")]


def names_in(route: str, method: str) -> tuple[str, ...]:
    """Return the placeholders, and the fields of what is posted, that name somebody's things."""
    fields = objects_in_form(route) if method == "POST" else {}
    return (*objects_of(route), *fields)


def longest(beginnings, route: str) -> str | None:
    fitting = [beginning for beginning in beginnings if route.startswith(beginning)]
    return max(fitting, key=len, default=None)


def answer_for(world: World, request: Request, party: str) -> Answer:
    """Ask with the ids of a party."""
    things, route = getattr(world, party).things, request.route
    return _answer(world, request, values_of(route, things) | form_for(route, things))


def answer_for_absent(world: World, request: Request) -> Answer:
    """Ask with ids that nobody has; asked once for all parties."""
    if request not in world.absent:
        world.absent[request] = _answer(world, request, absent_for(request.route))
    return world.absent[request]


def _answer(world: World, request: Request, values) -> Answer:
    others = {name: values[name] for name in request.changed}
    given = answer(world, request.role, request.route, request.method, others)
    told = given.told
    for name in objects_in_form(request.route):
        if isinstance(others.get(name), str):  # what was typed is shown again
            told = told.replace(others[name], "TYPED")
    return Answer(given.word, told)
