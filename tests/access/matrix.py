"""What is written down: for each route and method, what each role gets.

The words: `ok` a page or file; `bad` a form that is refused; `go` a redirect onward, after a
change as a rule; `login` a redirect to signing in; `again` one to confirming who one is;
`denied` back to the editor's first page with a refusal; else the status: 403, 404, 405, 410.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.access.answers import Answer, ask
from tests.access.kinds import form_for, values_of
from tests.access.routes import fill
from tests.access.world import ROLES, World

FILE = Path(__file__).with_name("matrix.csv")
METHODS = ("GET", "POST")


def matrix() -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows by route and method."""
    with FILE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["route"], row["method"]): row for row in rows}


def answer(world: World, role: str, route: str, method: str, others=None) -> Answer:
    """Ask for a route as a role; with shop A's things, but for others in address or form."""
    others = others or {}
    address = fill(route, values_of(route, world.a.things) | others)
    form = form_for(route, world.a.things)
    return ask(
        world.clients[role], method, address, {name: others.get(name, form[name]) for name in form}
    )


def proposed(world: World, route: str, method: str) -> str:
    """Return the row as the site answers today, to be read before it is pasted."""
    words = (answer(world, role, route, method).word for role in ROLES)
    return ",".join((route, method, *words))
