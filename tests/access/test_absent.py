"""Another's id answers as one that nobody has: who may not see a thing cannot tell it is there."""

import pytest

from tests.access.absent import (
    ASKED,
    OPEN,
    SAYS_THE_SAME,
    answer_for,
    answer_for_absent,
    longest,
    naming_routes,
    requests_of,
    routes_of,
)
from tests.access.answers import ask
from tests.access.kinds import form_for, values_of
from tests.access.matrix import matrix
from tests.access.routes import fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ASKED_FOR = [(role, party) for role, (_space, parties) in ASKED.items() for party in parties]
NOTHING = {"404", "405", "login"}


@pytest.mark.parametrize(("role", "party"), ASKED_FOR)
def test_another_s_id_answers_as_an_absent_id(world, role, party):
    told = []
    for request in requests_of(role):
        if request.is_open(party):
            continue
        theirs, absent = answer_for(world, request, party), answer_for_absent(world, request)
        if theirs != absent:
            told.append(f"{request}: {absent.word} if absent, {theirs.word} if another's")
        elif theirs.word not in NOTHING and request.route not in SAYS_THE_SAME:
            told.append(f"{request}: {theirs.word}")
    assert not told, "\n".join([f"{role} may not see things of {party}", *told])


@pytest.mark.parametrize("role", ["alice", "agnes", "edith", "dora"])
def test_one_s_own_id_does_not(world, role):
    """The control: where the matrix says that a role gets its own thing, the answers differ."""
    alike = [
        str(request)
        for request in requests_of(role)
        if matrix()[request.route, request.method][role] in {"ok", "go", "bad"}
        and request.route not in SAYS_THE_SAME
        and answer_for(world, request, "a") == answer_for_absent(world, request)
    ]
    assert not alike, "\n".join([role, *alike])


@pytest.mark.parametrize("role", ["alice", "bob", "agnes", "ines"])
@pytest.mark.parametrize("party", ["a", "elsewhere"])
def test_a_role_counts_for_nothing_on_another_territory_s_host(world, role, party):
    """Neither for the things one has at home, nor for those that are of that place."""
    things, opened = getattr(world, party).things, []
    for route, method in matrix():
        if route.startswith(("pro/", "association/")):
            address, form = fill(route, values_of(route, things)), form_for(route, things)
            word = ask(world.clients[role], method, address, form, "bas-pays.example").word
            opened += [f"{method} {route}: {word}"] if word not in NOTHING else []
    assert not opened, "\n".join([role, *opened])


def test_each_route_that_names_a_thing_is_asked_for():
    asked = {route for role in ASKED for route in routes_of(role)}
    assert asked == set(naming_routes())


@pytest.mark.parametrize("beginning", OPEN)
def test_what_is_open_really_opens(world, beginning):
    parties, _reason = OPEN[beginning]
    for party in parties:
        assert any(
            answer_for(world, request, party) != answer_for_absent(world, request)
            for request in requests_of("dora")
            if longest(OPEN, request.route) == beginning and request.is_open(party)
        )
