"""Kept pages are never stale, whatever changes: somebody, something, or time alone."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from marketplace.storefront import page_cache
from marketplace.storefront.changes import next_change
from marketplace.territories import versions
from pickup.slots.services import generate_slots
from shops.admission import change_mode
from shops.catalogue.services import archive_product, set_available, set_price
from shops.hours.services import add_closure
from shops.news.services import publish_news, withdraw_news
from tests.factories import make_basket, make_order, make_product, make_slot, place

pytestmark = pytest.mark.django_db(transaction=True)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=PARIS)
BREAD = "/produits/pain-de-campagne/"
PUBLIC = ["/", "/produits/", BREAD, "/commerces/", "/commerces/le-fournil/", "/classement/"]


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE = True


@pytest.fixture
def clock(monkeypatch):
    """Set the clock that the site reads."""

    def to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    to(NOW)
    return to


@pytest.fixture
def slot(bakery, clock):
    return make_slot(bakery, NOW + timedelta(hours=4))


@pytest.fixture
def seen(client, bread, slot):
    """Look at a page twice, the second time from the cache; returns how to look again."""

    def look(address):
        client.get(address)
        return client.get(address).text

    return look


@pytest.mark.parametrize("address", PUBLIC)
def test_a_kept_page_asks_the_database_nothing(
    client, bread, slot, address, django_assert_num_queries
):
    first = client.get(address)
    with django_assert_num_queries(0):
        again = client.get(address)
    assert again.text == first.text
    assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_is_the_same_for_who_has_signed_in(client, dora, bread, slot, address):
    first = client.get(address)
    client.force_login(dora)
    caches["pages"].clear()
    again = client.get(address)
    assert again.content == first.content
    assert "csrfmiddlewaretoken" not in again.text
    assert "Cookie" not in again.get("Vary", "")


def test_a_new_price_is_shown_at_once(client, seen, bread):
    assert "4,80" in seen(BREAD)
    set_price(product=bread, price=Decimal("5.10"))
    assert "5,10" in client.get(BREAD).text


def test_a_price_that_was_rolled_back_changes_no_version(seen, bread, territory):
    seen(BREAD)
    before = versions.version_of(territory.pk)
    with transaction.atomic():
        set_price(product=bread, price=Decimal("5.10"))
        transaction.set_rollback(True)
    assert versions.version_of(territory.pk) == before
    assert "4,80" in seen(BREAD)


def test_the_last_unit_sold_is_shown_at_once(client, seen, bread, slot):
    set_available(product=bread, available=1)
    assert "Ajouter au panier" in seen(BREAD)
    make_order(bread, slot=slot)
    assert "Ajouter au panier" not in client.get(BREAD).text


def test_the_last_place_of_a_slot_is_shown_at_once(client, seen, bread, slot):
    type(slot).objects.filter(pk=slot.pk).update(capacity=1)
    assert "13\u00a0h" in seen(BREAD)
    make_order(bread, slot=slot)
    assert "13\u00a0h" not in client.get(BREAD).text


def test_a_closure_is_shown_at_once(client, seen, bakery, slot):
    assert "Ouvert" in seen("/commerces/le-fournil/")
    add_closure(shop=bakery, first_day=NOW.date(), last_day=NOW.date())
    generate_slots(point=bakery.pickup_point, now=NOW)
    assert "Ouvert" not in client.get("/commerces/le-fournil/").text


def test_an_archived_product_is_gone_at_once(client, seen, bread):
    seen("/produits/")
    archive_product(product=bread)
    assert "Pain de campagne" not in client.get("/produits/").text
    assert client.get(BREAD).status_code == 404


def test_news_is_shown_and_gone_at_once(client, seen, bakery):
    assert "Nouvelles" not in seen("/commerces/le-fournil/")
    item = publish_news(shop=bakery, title="Le seigle est revenu", text="Chaque vendredi.")
    assert "Le seigle est revenu" in seen("/commerces/le-fournil/")
    assert "Chaque vendredi." in seen(item.get_absolute_url())
    withdraw_news(item=item)
    assert "Le seigle est revenu" not in client.get("/commerces/le-fournil/").text
    assert client.get(item.get_absolute_url()).status_code == 404


def test_a_showcase_sells_nothing_at_once(client, seen, bakery, agnes):
    assert "Ajouter au panier" in seen(BREAD)
    change_mode(shop=bakery, mode="showcase", by=agnes)
    assert "Ajouter au panier" not in client.get(BREAD).text


def test_a_page_of_the_editors_is_shown_at_once(client, seen, territory):
    seen("/")
    home = territory.site.root_page.specific
    home.headline = "Bienvenue chez nous"
    home.save_revision().publish()
    assert "Bienvenue chez nous" in client.get("/").text


def test_a_cutoff_passes_without_anybody_doing_anything(client, seen, clock, slot):
    assert "Ajouter au panier" in seen(BREAD)
    clock(slot.cutoff)
    assert "Ajouter au panier" not in client.get(BREAD).text


def test_a_shop_closes_without_anybody_doing_anything(client, seen, clock):
    clock(NOW.replace(hour=11, minute=58))
    assert "Ouvert" in seen("/commerces/le-fournil/")
    clock(NOW.replace(hour=12, minute=0))
    assert "Ouvert" not in client.get("/commerces/le-fournil/").text


def test_tomorrow_becomes_today_at_midnight(client, seen, clock, bakery):
    make_slot(bakery, NOW + timedelta(days=1))
    clock(NOW.replace(hour=23, minute=58))
    assert "demain" in seen(BREAD)
    clock(NOW.replace(hour=0, minute=0) + timedelta(days=1))
    assert "aujourd’hui" in client.get(BREAD).text


def test_the_next_change_is_the_soonest_of_all(territory, bakery, clock):
    assert next_change(territory, now=NOW) == NOW.replace(hour=12, minute=0)
    slot = make_slot(bakery, NOW + timedelta(hours=4))
    assert next_change(territory, now=NOW) == slot.cutoff
    late = NOW.replace(hour=20)
    assert next_change(territory, now=late) == datetime(2026, 11, 26, tzinfo=PARIS)


def test_what_was_read_before_a_change_is_not_shown_after_it(client, bread, slot, monkeypatch):
    made = page_cache.made

    def slowly(*args):
        set_price(product=bread, price=Decimal("5.10"))
        return made(*args)

    monkeypatch.setattr(page_cache, "made", slowly)
    assert "4,80" in client.get(BREAD).text
    monkeypatch.undo()
    assert "5,10" in client.get(BREAD).text


def test_territories_do_not_share_pages_nor_languages(client, bread, slot):
    assert client.get("/produits/").text != client.get("/en/produits/").text
    assert client.get("/produits/", HTTP_HOST="ailleurs.example").status_code == 404


def test_pages_answer_without_a_cache(client, bread, slot, settings):
    settings.CACHES = settings.CACHES | {
        "pages": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert client.get(BREAD).status_code == 200
    set_price(product=bread, price=Decimal("5.10"))
    assert "5,10" in client.get(BREAD).text


def test_a_browser_that_has_the_page_is_told_so(client, bread, slot):
    first = client.get(BREAD)
    assert first["Cache-Control"] == "no-cache"
    again = client.get(BREAD, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_what_nobody_else_will_ask_for_is_not_kept(client, bread, slot):
    for address in ("/produits/?utm=x", "/recherche/?q=pain"):
        client.get(address)
        with_query = client.get(address)
        assert with_query.status_code == 200
    assert page_cache.key_of(with_query.wsgi_request) is None


def test_an_order_in_one_go_leaves_no_stale_list(client, territory, bakery, seen, slot):
    cake = make_product(bakery, "Tarte", available=1)
    assert "épuisé" not in seen("/commerces/le-fournil/")
    place(make_basket({cake: 1}, slots={bakery: slot}), territory)
    assert "épuisé" in client.get("/commerces/le-fournil/").text
