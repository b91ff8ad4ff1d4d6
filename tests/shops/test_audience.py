"""Numbers without people: what is counted, and that nothing else is read, set or kept."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from shops.audience import invariants, services
from shops.audience.models import DAY_LIMIT, DailyCount
from shops.models import Shop
from tests import factories

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TODAY = date(2026, 11, 25)


def send(client, *, browser=FIREFOX, site="same-origin", **fields):
    return client.post(
        reverse("shops:measure"),
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
        headers={"user-agent": browser, "sec-fetch-site": site},
    )


def counts():
    return list(DailyCount.objects.values_list("shop__slug", "product__slug", "kind", "count"))


def test_views_and_calls_of_a_shop_are_counted_apart(client, bakery):
    for kind in ("view", "view", "call"):
        assert send(client, kind=kind, shop="le-fournil").status_code == 204
    assert sorted(counts()) == [
        ("le-fournil", None, "call", 1),
        ("le-fournil", None, "view", 2),
    ]


def test_a_product_s_page_counts_for_the_product_and_its_shop(client, bread):
    for _time in range(2):
        send(client, kind="view", shop="le-fournil", product=bread.slug)
    assert counts() == [("le-fournil", bread.slug, "view", 2)]


def test_no_cookie_is_set_and_no_token_is_asked_for(bakery):
    strict = Client(enforce_csrf_checks=True)
    answer = send(strict, kind="view", shop="le-fournil")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert len(counts()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": "purchase", "shop": "le-fournil"},
        {"kind": "view", "shop": "nowhere"},
        {"kind": "view", "shop": "le-fournil", "product": "nothing"},
        {"kind": "view", "shop": "le\x00fournil"},
        {"kind": "view", "shop": "le-fournil", "more": "x" * 2000},
        {"kind": "view", "shop": "le-fournil", "browser": "Googlebot/2.1"},
        {"kind": "view", "shop": "le-fournil", "browser": ""},
        {"kind": "view", "shop": "le-fournil", "site": "cross-site"},
    ],
)
def test_the_rest_gets_the_same_answer_and_counts_nothing(client, bakery, fields):
    assert send(client, **fields).status_code == 204
    assert counts() == []


def test_pages_that_nobody_can_see_are_not_counted(client, bakery, bread):
    Shop.objects.update(status=Shop.Status.PAUSED)
    send(client, kind="view", shop="le-fournil")
    send(client, kind="view", shop="le-fournil", product=bread.slug)
    assert counts() == []


def test_another_territory_s_shop_is_not_counted_here(client, territory):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    factories.make_shop(elsewhere, slug="la-combe")
    send(client, kind="view", shop="la-combe")
    assert counts() == []


def test_only_a_page_can_send(client, bakery):
    assert client.get(reverse("shops:measure")).status_code == 405


def test_reading_pages_writes_nothing(client, bakery, bread):
    for page in (bakery, bread):
        answer = client.get(page.get_absolute_url())
        assert "js/audience.js" in answer.content.decode()
        assert not answer.cookies
    assert counts() == []


def test_a_day_begins_at_the_shop_s_midnight(territory, bakery):
    half_past_midnight = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    services.count_event(
        territory=territory, kind="view", shop_slug=bakery.slug, now=half_past_midnight
    )
    assert DailyCount.objects.get().day == TODAY


def test_a_flood_is_cut_off_within_the_minute(territory, bakery, monkeypatch):
    monkeypatch.setattr(services, "MINUTE_LIMIT", 3)
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    facts = {"territory": territory, "kind": "view", "shop_slug": bakery.slug}
    assert [services.count_event(**facts, now=now) for _time in range(4)] == [1, 1, 1, 0]
    assert services.count_event(**facts, now=now + timedelta(minutes=1))


def test_a_day_s_number_has_an_end(bakery):
    row = {"shop": bakery, "product": None, "kind": "view", "day": TODAY}
    assert services.add_to_count(**row, times=DAY_LIMIT)
    assert not services.add_to_count(**row)


@pytest.mark.parametrize("product", [True, False])
def test_the_database_keeps_one_row_a_day(bakery, bread, product):
    row = {"shop": bakery, "product": bread if product else None, "day": TODAY, "kind": "view"}
    DailyCount.objects.create(**row)
    with pytest.raises(IntegrityError):
        DailyCount.objects.create(**row)


@pytest.mark.parametrize("wrong", [{"count": -1}, {"count": DAY_LIMIT + 1}, {"kind": "visit"}])
def test_the_database_refuses_what_cannot_be(bakery, wrong):
    with pytest.raises(IntegrityError):
        DailyCount.objects.create(
            **({"shop": bakery, "day": TODAY, "kind": "view", "count": 1} | wrong)
        )


def test_what_is_older_than_thirteen_months_is_forgotten(bakery):
    for day in (date(2025, 10, 1), date(2025, 11, 1), TODAY):
        services.add_to_count(shop=bakery, product=None, kind="view", day=day)
    assert services.forget_old_counts(now=datetime(2026, 11, 25, tzinfo=UTC)) == 1


def test_the_audit_finds_counts_of_another_shop_s_product_or_of_days_to_come(bakery, cheese):
    assert list(invariants.check()) == []
    services.add_to_count(shop=bakery, product=cheese, kind="view", day=date(2099, 1, 1))
    assert len(list(invariants.check())) == 2


def test_the_beacon_leaves_no_line_in_the_log(client, bakery, caplog):
    caplog.set_level("INFO", logger="django_structlog")
    send(client, kind="view", shop="le-fournil")
    assert caplog.records == []
    client.get(bakery.get_absolute_url())
    assert caplog.records != []
