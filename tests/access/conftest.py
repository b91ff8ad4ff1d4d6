"""The world is made once for all tests here, and each request leaves it as it was."""

import logging

import pytest
from django.db import transaction
from django.http import HttpResponseNotFound

from marketplace import urls
from tests.access.world import World, make_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> World:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    """Thousands of refusals: none is logged, and "not found" is said without a page around it.

    That the page around it is the same for everything not found is in `test_error_pages`.
    """
    monkeypatch.setattr(urls, "handler404", not_found, raising=False)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def not_found(request, exception):
    return HttpResponseNotFound(b"not found")
