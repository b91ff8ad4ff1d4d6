"""A shop's news as everybody reads it: on its page, all of it, each at its own address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shops.news.services import withdraw_news
from tests.factories import make_news, make_shop, make_slot, make_territory
from tests.test_pages_html import faults_of

SHOP = "/commerces/le-fournil/"
ALL = f"{SHOP}nouvelles/"


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_latest_three_stand_on_the_shop_s_page(client, bakery):
    for number in range(1, 5):
        make_news(bakery, f"Nouvelle n° {number}", published_at=days_ago(number))
    page = client.get(SHOP).text
    assert [f"Nouvelle n° {number}" in page for number in range(1, 5)] == [True] * 3 + [False]
    assert f'href="{ALL}"' in page


def test_a_shop_without_news_says_nothing_of_it(client, bakery):
    withdraw_news(item=make_news(bakery))
    assert "Nouvelles" not in client.get(SHOP).text


def test_each_has_its_own_page(client, bakery):
    item = make_news(bakery, text="Un.\n\nDeux <b>.")
    page = client.get(item.get_absolute_url()).text
    assert "<p>Un.</p>" in page
    assert "Deux &lt;b&gt;." in page
    assert f"/signaler/nouvelle/{item.pk}/" in page


def test_withdrawn_it_is_not_found(client, bakery):
    item = make_news(bakery)
    withdraw_news(item=item)
    assert client.get(item.get_absolute_url()).status_code == 404
    assert "Rien de nouveau" in client.get(ALL).text


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_the_news_of_a_shop_without_a_page_is_not_found(client, territory, status):
    item = make_news(make_shop(territory, slug="forge", status=status))
    assert client.get(item.get_absolute_url()).status_code == 404
    assert client.get("/commerces/forge/nouvelles/").status_code == 404


def test_it_is_not_found_under_another_shop_nor_territory(client, bakery, dairy):
    item = make_news(bakery)
    assert client.get(f"/commerces/buron/nouvelles/{item.pk}/").status_code == 404
    other = make_news(make_shop(make_territory("Combe-Bleue", "combe.example"), slug="la-bas"))
    assert client.get(other.get_absolute_url()).status_code == 404


def test_all_the_news_comes_in_pages(client, bakery):
    for number in range(13):
        make_news(bakery, f"Nouvelle n° {number}.", published_at=days_ago(number))
    assert "Nouvelle n° 12." not in client.get(ALL).text
    assert "Nouvelle n° 12." in client.get(f"{ALL}?page=2").text


def test_search_engines_are_told_of_it(client, bakery):
    item = make_news(bakery)
    withdrawn = make_news(bakery, status="withdrawn")
    sitemap = client.get("/sitemap.xml").text
    assert f"{item.get_absolute_url()}<" in sitemap
    assert f"{withdrawn.get_absolute_url()}<" not in sitemap


def test_its_pages_are_valid(client, bakery):
    item = make_news(bakery, picture="news/a/original.jpg")
    for address in (SHOP, ALL, item.get_absolute_url()):
        assert faults_of(client.get(address).text) == []


def test_news_adds_one_query_to_the_shop_s_page(
    client, bakery, bread, bowls, menus_are_kept, django_assert_max_num_queries
):
    make_slot(bakery)
    for _ in range(5):
        make_news(bakery)
    with menus_are_kept(), django_assert_max_num_queries(12):
        client.get(SHOP)


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(
    client, bakery, count, menus_are_kept, django_assert_max_num_queries
):
    for _ in range(count):
        make_news(bakery)
    with menus_are_kept(), django_assert_max_num_queries(7):
        client.get(ALL)
