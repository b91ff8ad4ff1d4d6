"""What pages have in common is worked out once, and never stale: on a page that is not kept."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from marketplace.storefront import ranking
from marketplace.storefront.known import known
from marketplace.territories import hosts, versions
from shops.admission import change_mode
from shops.catalogue.services import archive_product, set_price
from tests.factories import make_category, make_order, make_product, make_slot, make_territory

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))
# A word that no page knows: the list is made anew each time.
LIST = "/produits/?sans"
BREAD = "/produits/pain-de-campagne/?sans"


@pytest.fixture(autouse=True)
def _held(settings, monkeypatch):
    settings.PAGE_CACHE = True
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def shelf():
    return make_category()


@pytest.fixture
def bread(bakery, shelf):
    return make_product(bakery, "Pain de campagne", categories=[shelf])


@pytest.fixture
def slot(bakery):
    return make_slot(bakery, NOW + timedelta(hours=4))


@pytest.fixture
def seen(client, bread, slot):
    """Look at a page so that all it shares is held; returns how to look again."""

    def look(address):
        client.get(address)
        return client.get(address).text

    return look


def test_a_list_that_nobody_asked_for_yet_costs_three_queries(
    client, bread, slot, django_assert_num_queries
):
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(f"{LIST}&encore")


def test_a_price_is_new_at_once(client, bread, seen):
    assert "4,80" in seen(LIST)
    set_price(product=bread, price=Decimal("6.66"))
    assert "6,66" in client.get(LIST).text


def test_counts_and_categories_follow_the_products(client, bread, bakery, shelf, seen):
    assert shelf.name in seen(LIST)
    archive_product(product=bread)
    assert shelf.name not in client.get(LIST).text
    make_product(bakery, "Brioche", categories=[shelf])
    assert "1 produit" in client.get(LIST).text


@pytest.mark.parametrize("address", [LIST, BREAD])
def test_a_shop_that_stops_selling_says_so_at_once(client, bakery, agnes, seen, address):
    assert "aujourd’hui" in seen(address)
    change_mode(shop=bakery, mode="showcase", by=agnes)
    assert "aujourd’hui dès" not in client.get(address).text


def test_the_last_place_of_a_slot_is_gone_at_once(client, bread, bakery, slot, seen):
    slot.capacity = 1
    slot.save()
    assert "aujourd’hui dès" in seen(LIST)
    make_order(bread, slot=slot)
    assert "aujourd’hui dès" not in client.get(LIST).text


def test_a_cutoff_passes_without_anybody_doing_anything(client, seen, monkeypatch):
    assert "aujourd’hui dès" in seen(LIST)
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=5))
    assert "aujourd’hui dès" not in client.get(LIST).text


def test_a_product_of_a_shop_that_came_a_moment_ago_waits(territory, bread, slot):
    """Its shop is in the database, and not yet among those that are held."""
    found = ranking.ranked_slice(type(bread).objects.all(), [], start=0, stop=24)
    assert found == []


def test_what_changes_while_it_is_worked_out_is_not_held(territory):
    def slowly():
        versions.touch(territory.pk)
        return "old"

    known("test", territory, slowly, now=NOW)
    assert known("test", territory, lambda: "new", now=NOW) == "new"


def test_it_is_held_once_for_all(territory):
    known("test", territory, lambda: "first", now=NOW)
    assert known("test", territory, lambda: "second", now=NOW) == "first"


def test_the_name_of_a_territory_is_new_at_once(client, territory, seen):
    assert territory.name in seen(LIST)
    territory.name = "Pays de l’Essai"
    territory.save()
    versions.touch(territory.pk)
    assert "Pays de l’Essai" in client.get(LIST).text


def test_a_host_that_was_another_territory_s_is_learnt_anew_at_once(client, territory, slot):
    other = make_territory("Pays-Voisin", "voisin.testserver")
    hosts._held["testserver"] = hosts.Held(other, "its version", NOW + timedelta(minutes=1))
    assert territory.name in client.get(LIST).text
    assert hosts._held["testserver"].territory == territory


def test_thousands_of_hosts_fill_no_memory(client, territory, slot, monkeypatch):
    monkeypatch.setattr(hosts, "MOST_HOSTS", 3)
    for number in range(10):
        client.get(LIST, headers={"host": f"h{number}.testserver"})
    assert len(hosts._held) <= 3
