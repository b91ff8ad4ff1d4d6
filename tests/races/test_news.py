"""A whole shop publishes at once: three pieces of news a day, and no fourth."""

import threading
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from shops.exceptions import TooManyNews
from shops.models import Shop
from shops.news import services
from shops.news.services import MAX_A_DAY, publish_news
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS, PEOPLE = rounds(10), 5
NOON = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Europe/Paris"))
publish = partial(publish_news, title="Arrivage", text="Du pain de seigle.", now=NOON)


def publish_at_once(shop):
    """Let five people publish, all of whom saw room; return how many were refused."""
    results = run_together([partial(publish, shop=shop)] * PEOPLE)
    refused = sum(isinstance(result, TooManyNews) for result in results)
    assert refused + shop.news.count() == PEOPLE, results
    return refused


def test_of_five_at_once_three_are_published(shops, monkeypatch):
    for _ in range(ROUNDS):
        with meeting_at(monkeypatch, "shops.news.services._stored", PEOPLE):
            publish_at_once(shops[0])
        assert shops[0].news.count() == MAX_A_DAY
        shops[0].news.all().delete()


def test_another_shop_does_not_wait_and_has_its_own_three(shops, monkeypatch):
    jobs = [partial(publish, shop=shop) for shop in shops]
    with meeting_at(monkeypatch, "shops.news.services._stored", len(jobs)):
        run_together(jobs)
    assert [shop.news.count() for shop in shops] == [1, 1]


def test_control_without_the_lock_there_are_more(shops, monkeypatch):
    """Proves that the test above would notice."""
    check, barrier = services._check_room, threading.Barrier(PEOPLE)

    def check_then_wait(shop, now):
        check(shop, now)
        barrier.wait(timeout=20)

    monkeypatch.setattr(services, "_check_room", check_then_wait)
    monkeypatch.setattr(type(Shop.objects.all()), "select_for_update", lambda shops: shops)
    assert publish_at_once(shops[0]) == 0
    assert shops[0].news.count() > MAX_A_DAY
