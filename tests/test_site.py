"""What holds for every request: its id in the logs, its territory, a friendly busy page."""

import logging

import pytest
from django.core.cache import caches
from django.db import OperationalError

from themes.current import current_theme

pytestmark = pytest.mark.django_db


def test_log_lines_carry_the_id_of_their_request(client, territory, caplog):
    with caplog.at_level(logging.INFO, logger="django_structlog"):
        client.get("/commerces/")
        client.get("/commerces/")
    ids = [record.msg["request_id"] for record in caplog.records]
    assert len(set(ids)) == 2


def test_the_health_check_answers_on_any_host_without_a_territory(client):
    assert client.get("/healthz", headers={"host": "nowhere.example"}).json() == {"status": "ok"}


def test_a_host_without_a_territory_is_not_found(client, territory):
    assert client.get("/commerces/", headers={"host": "nowhere.example"}).status_code == 404


def test_the_theme_of_one_request_does_not_show_through_the_next(client, territory):
    type(territory).objects.update(theme="other")
    client.get("/commerces/")
    client.get("/healthz")
    assert current_theme.get() == "default"


def test_a_database_that_takes_too_long_gets_a_friendly_answer(client, territory, monkeypatch):
    def stuck(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr("pickup.views.shopper.basket.show_basket", stuck)
    response = client.get("/panier/")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"


def test_the_cache_is_shared_by_all_processes():
    assert "locmem" not in type(caches["default"]).__module__
