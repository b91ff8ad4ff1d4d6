"""Every address of the site, asked for by every role: what each gets stands in `matrix.csv`."""

import pytest

from tests.access.matrix import METHODS, answer, matrix, proposed
from tests.access.routes import routes
from tests.access.world import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_walk_is_not_empty():
    assert len(routes()) > 300
    for space in ("admin/", "association/", "compte/", "panier/", "pro/"):
        assert any(route.startswith(space) for route in routes())


def test_each_route_has_a_row(world):
    missing = [
        proposed(world, route, method)
        for route in routes()
        for method in METHODS
        if (route, method) not in matrix()
    ]
    assert not missing, "read these as who must not get in would, then paste:\n" + "\n".join(
        missing
    )


def test_each_row_has_a_route():
    gone = {route for route, _method in matrix()} - set(routes())
    assert not gone, f"take these rows out of matrix.csv: {gone}"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_is_written_down(world, role):
    found = {
        (route, method): answer(world, role, route, method).word for route, method in matrix()
    }
    other = [
        f"{method} {route}: {row[role]} is written down, {found[route, method]} was answered"
        for (route, method), row in matrix().items()
        if found[route, method] != row[role]
    ]
    assert not other, "\n".join([role, *other])
