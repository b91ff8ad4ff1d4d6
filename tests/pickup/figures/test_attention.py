"""Whom to call today: each reason by itself, their order, and the rest after a call."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.figures import attention
from pickup.figures.attention import Situation, reasons_to_call, shops_to_call
from pickup.figures.models import ShopCall
from pickup.figures.services import log_call
from shops.audience.services import add_to_count
from shops.identity import Missing
from shops.models import Shop
from tests import factories

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
WELL = {"has_hours": True, "products": 5, "orders": 3, "views": 200}


def keys(shop=None, **facts):
    it = Situation(shop or Shop(name="Le Fournil"), NOW, **(WELL | facts))
    return [reason.key for reason in reasons_to_call(it)]


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"missing": [Missing("siren", "Donnez le SIREN.")]}, "cannot_sell"),
        ({"products": 0}, "nothing_online"),
        ({"lying": 1}, "orders_lying"),
        ({"has_hours": False}, "no_hours"),
        ({"orders": 0, "views": 3, "last_order_at": NOW - timedelta(days=40)}, "gone_quiet"),
        ({"sold_out": 5}, "all_sold_out"),
        ({"due": 10, "late": 2}, "not_in_time"),
        ({"orders": 0, "views": 50}, "seen_not_bought"),
    ],
)
def test_each_trouble_is_a_reason_of_its_own(facts, key):
    assert keys(**facts) == [key]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"due": 1, "late": 1},
        {"due": 11, "late": 2},
        {"orders": 0, "views": 49},
        {"sold_out": 4},
    ],
)
def test_what_is_well_or_bad_luck_is_no_reason(facts):
    assert keys(**facts) == []


def test_a_showcase_is_not_asked_to_sell():
    showcase = Shop(name="Vitrine", mode=Shop.Mode.SHOWCASE)
    assert keys(showcase, products=0, orders=0, missing=[Missing("siren", "…")]) == []


def test_the_heaviest_reason_comes_first():
    found = keys(has_hours=False, lying=2, due=4, late=4)
    assert found == ["orders_lying", "no_hours", "not_in_time"]


def test_every_rule_is_asked():
    rules = {rule.__name__ for rule in attention.REASONS}
    assert len(rules) == 8


def test_the_list_is_made_of_what_happened(territory, bakery, bread, dairy):
    order = factories.make_order(bread)
    order.slot.start, order.slot.end = NOW - timedelta(days=3), NOW - timedelta(days=3, hours=-1)
    order.slot.save()
    Shop.objects.filter(pk=dairy.pk).update(siren="")
    listed = shops_to_call(territory, now=timezone.now())
    assert [(one.shop, one.first.key) for one in listed] == [
        (dairy, "cannot_sell"),
        (bakery, "orders_lying"),
    ]


def test_a_shop_that_was_called_rests_for_fourteen_days(territory, dairy, agnes):
    log_call(shop=dairy, by=agnes, now=NOW)
    assert shops_to_call(territory, now=NOW + timedelta(days=13)) == []
    assert shops_to_call(territory, now=NOW + timedelta(days=15)) != []


def test_only_admitted_shops_of_the_territory_are_listed(territory, dairy):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    factories.make_shop(elsewhere)
    factories.make_shop(territory, status=Shop.Status.SUBMITTED)
    assert [one.shop for one in shops_to_call(territory, now=NOW)] == [dairy]


def test_seven_queries_do_for_any_number_of_shops(territory, django_assert_num_queries):
    for _shop in range(7):
        factories.make_product(factories.make_shop(territory))
    with django_assert_num_queries(7):
        shops_to_call(territory, now=NOW)


@pytest.fixture
def desk(client, agnes):
    client.force_login(agnes)
    return client


def test_the_desk_reads_why_calls_and_ticks(desk, dairy, agnes):
    page = desk.get(reverse("pickup:desk_figures")).content.decode()
    assert "Aucun produit n’est en ligne." in page
    assert 'href="tel:0465710001"' in page
    answer = desk.post(
        reverse("pickup:desk_call", args=["buron"]), {"note": " Rappeler ", "reason": "Rien"}
    )
    assert answer.url == reverse("pickup:desk_figures")
    call = ShopCall.objects.get()
    assert (call.shop, call.by, call.note, call.reason) == (dairy, agnes, "Rappeler", "Rien")
    assert "Rappeler" in desk.get(answer.url).content.decode()


def test_a_note_that_is_too_long_is_kept_and_told(desk, dairy):
    answer = desk.post(reverse("pickup:desk_call", args=["buron"]), {"note": "é" * 501})
    assert answer.status_code == 422
    assert "é" * 501 in answer.content.decode()
    assert not ShopCall.objects.exists()


def test_it_is_kept_too_where_somebody_else_called_meanwhile(desk, dairy, dora):
    log_call(shop=dairy, by=dora)
    answer = desk.post(reverse("pickup:desk_call", args=["buron"]), {"note": "é" * 501})
    assert "é" * 501 in answer.content.decode()


def test_one_s_own_call_of_the_day_can_be_taken_back(desk, dairy, agnes, dora):
    mine = log_call(shop=dairy, by=agnes)
    others = log_call(shop=dairy, by=dora)
    old = log_call(shop=dairy, by=agnes, now=timezone.now() - timedelta(days=2))
    for call in (mine, others, old):
        desk.post(reverse("pickup:desk_call_undo", args=[call.pk]))
    assert set(ShopCall.objects.all()) == {others, old}


def test_a_call_of_another_territory_does_not_exist_here(desk):
    shop = factories.make_shop(factories.make_territory("Combe-Bleue", hostname="c.example"))
    call = log_call(shop=shop, by=None)
    assert desk.post(reverse("pickup:desk_call_undo", args=[call.pk])).status_code == 404
    assert desk.post(reverse("pickup:desk_call", args=[shop.slug])).status_code == 404


def test_views_of_a_month_ago_count_no_longer(territory, bakery, bread):
    for back, times in ((29, 30), (31, 90)):
        day = (NOW - timedelta(days=back)).date()
        add_to_count(shop=bakery, product=None, kind="view", day=day, times=times)
    assert attention.situations(territory, now=NOW)[0].views == 30
