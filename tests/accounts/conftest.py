import pytest
from django.test import Client


@pytest.fixture
def other_client():
    """The same person's other device."""
    return Client()
