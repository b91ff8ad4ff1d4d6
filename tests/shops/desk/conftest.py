import pytest

from tests.shops.applications import make_applicant


@pytest.fixture
def pottery(territory):
    """Erin's pottery has applied."""
    return make_applicant(territory)


@pytest.fixture
def desk(client, agnes):
    """Agnès, signed in."""
    client.force_login(agnes)
    return client
