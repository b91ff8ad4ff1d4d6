"""No page of a role names people, shops or orders that are none of its business."""

import pytest

from tests.access.absent import SPACES, longest
from tests.access.matrix import answer, matrix

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def names_of(party):
    """Return what would tell of a party: its place, its shop, its people and their order."""
    people = (f"{name}@example.org" for name in (party.shopper, *party.people))
    place = party.territory.site.hostname, party.territory.name
    return {*people, *place, party.shop.name, party.things["number"]}


def named(world, role, space, names):
    """Yield the addresses of a space whose answers hold one of the names, and which."""
    for (route, method), row in matrix().items():
        if (longest(SPACES, route) or "") == space and row[role] in {"ok", "go", "bad"}:
            text = answer(world, role, route, method).told
            yield from (f"{method} {route}: {name}" for name in names if name in text)


@pytest.mark.parametrize("role", ["alice", "bob", "ines"])
def test_a_shop_s_pages_name_no_other_shop_and_nobody_of_it(world, role):
    others = names_of(world.b) | names_of(world.elsewhere)
    here = {world.a.territory.name, world.a.territory.site.hostname}
    assert not list(named(world, role, "pro/", others - here))


@pytest.mark.parametrize(("role", "space"), [("agnes", "association/"), ("edith", "admin/")])
def test_a_desk_s_pages_name_nothing_of_another_territory(world, role, space):
    assert not list(named(world, role, space, names_of(world.elsewhere)))


@pytest.mark.parametrize("role", ["visitor", "dora"])
def test_public_pages_name_nobody_s_order_and_nothing_of_another_territory(world, role):
    team = {f"{name}@example.org" for name in world.b.people}
    secret = {*team, world.b.things["number"], *names_of(world.elsewhere)}
    assert not list(named(world, role, "", secret))


def test_the_names_would_be_seen(world):
    assert next(named(world, "alice", "pro/", {"dora@example.org"}))
    assert next(named(world, "edith", "admin/", {"theo@example.org"}))
