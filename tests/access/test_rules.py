"""What may stand in `matrix.csv` at all: no line that is pasted lets a stranger into a space."""

from tests.access.matrix import matrix

NOTHING = {"404", "405"}
NOT_SIGNED_IN = {"login", "405"}
SHOPPERS = ("dora", "theo")
# Where the account lets in who is not signed in: ways in, and links that are secrets.
DOORS = (
    *("compte/connexion/", "compte/inscription/", "compte/invitation/", "compte/inactif/"),
    *("compte/mot-de-passe/oublie/", "compte/mot-de-passe/nouveau/", "compte/deconnexion/"),
    *("compte/adresse/a-confirmer/", "compte/adresse/confirmer/", "compte/courriels/arreter/"),
    *("compte/mes-donnees/efface/", "compte/favoris/bouton/", "compte/favoris/changer/"),
)
# Of the editor, before anybody is known: drawings and words of its screens, ways that are closed.
EDITOR_S_DOORS = ("admin/sprite/", "admin/jsi18n/", "admin/password_reset/", "admin/<nowhere>/")


def against(beginning, roles, allowed, but=()):
    """Return the lines below an address that give a role more than is allowed."""
    return [
        f"{method} {route}: {role} gets {row[role]}"
        for (route, method), row in matrix().items()
        if route.startswith(beginning) and not route.startswith(but)
        for role in roles
        if row[role] not in allowed
    ]


def test_who_is_not_signed_in_is_asked_to():
    for space in ("pro/", "association/"):
        assert not against(space, ["visitor"], NOT_SIGNED_IN)
    assert not against("compte/", ["visitor"], NOT_SIGNED_IN, but=DOORS)
    assert not against("admin/", ["visitor"], NOT_SIGNED_IN, but=EDITOR_S_DOORS)


def test_a_stranger_finds_nothing_in_a_shop_s_space():
    assert not against("pro/", [*SHOPPERS, "agnes", "edith"], NOTHING)


def test_the_people_of_another_shop_find_nothing():
    assert not against("pro/<slug:shop_slug>/", ["charlie", "diane"], NOTHING)
    assert not against("pro/retrait/", ["charlie", "diane"], NOTHING)


def test_the_team_is_the_owner_s_matter():
    assert not against("pro/<slug:shop_slug>/equipe/", ["bob"], NOTHING)


def test_nobody_but_the_association_finds_its_desk():
    others = [*SHOPPERS, "alice", "bob", "charlie", "diane", "edith"]
    assert not against("association/", others, NOTHING)


def test_nobody_but_editors_finds_the_editor():
    others = [*SHOPPERS, "alice", "bob", "charlie", "diane", "agnes", "ines"]
    assert not against("admin/", others, {"404"})


def test_the_rules_have_lines_to_read():
    for space, lines in (("pro/", 60), ("association/", 60), ("admin/", 300), ("compte/", 60)):
        assert sum(route.startswith(space) for route, _method in matrix()) > lines
    assert against("pro/", ["alice"], NOTHING)
