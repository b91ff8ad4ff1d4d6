"""People and places as fixtures; no test reaches the network."""

from __future__ import annotations

import itertools
import socket
import time

import pytest
from django.core import signing
from django.core.cache import caches
from django.utils import timezone, translation

from tests import factories
from tests.closing_lines import pytest_terminal_summary  # noqa: F401 (a hook of pytest's)

LOCAL = {"127.0.0.1", "localhost", "::1"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    connect = socket.socket.connect

    def refuse(self, address):
        if isinstance(address, tuple) and address[0] not in LOCAL:
            pytest.fail(f"a test reached out to {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def _each_link_in_a_second_of_its_own(monkeypatch):
    """Sign no two links alike: a test that needs one second twice fails at once, not rarely."""
    ages = itertools.count()

    def timestamp(_signer):
        return signing.b62_encode(int(time.time()) - next(ages))

    monkeypatch.setattr(signing.TimestampSigner, "timestamp", timestamp)


@pytest.fixture(autouse=True)
def _clean_slate():
    yield
    for each in caches.all():
        each.clear()
    timezone.deactivate()
    translation.activate("fr")


@pytest.fixture
def territory(db):
    return factories.make_territory()


@pytest.fixture
def bakery(territory):
    return factories.make_shop(territory, "Le Fournil", slug="le-fournil")


@pytest.fixture
def alice(bakery):
    """Alice owns the bakery."""
    return factories.make_member(bakery, "alice@example.org", first_name="Alice")


@pytest.fixture
def bob(bakery):
    """Bob works for Alice."""
    return factories.make_member(bakery, "bob@example.org", role="staff", first_name="Bob")


@pytest.fixture
def dairy(territory):
    return factories.make_shop(territory, "Buron de la Croix", slug="buron", trade="Fromagerie")


@pytest.fixture
def charlie(dairy):
    """Charlie owns another shop."""
    return factories.make_member(dairy, "charlie@example.org", first_name="Charlie")


@pytest.fixture
def dora(db):
    """Dora shops."""
    return factories.make_user("dora@example.org", first_name="Dora", last_name="Lemaire")


@pytest.fixture
def agnes(territory):
    """Agnès runs the association's desk."""
    return factories.make_desk_member(territory)


@pytest.fixture
def bread(bakery):
    return factories.make_product(bakery)


@pytest.fixture
def cheese(dairy):
    return factories.make_product(
        dairy, "Tome de la Croix", price=factories.Decimal("6.90"), allergens=["milk"]
    )
