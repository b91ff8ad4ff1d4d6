"""The shop's news in its own space: list, publish, reword, withdraw."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shops.desk.acting import begin_acting
from shops.desk.models import ActingEntry
from shops.news.models import NewsItem
from tests.factories import make_news, make_photo
from tests.test_pages_html import faults_of

pytestmark = pytest.mark.django_db

LIST = "/pro/le-fournil/nouvelles/"
ADD = f"{LIST}publier/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def typed(**fields):
    return {"title": "Le seigle est revenu", "text": "Chaque vendredi."} | fields


def test_an_empty_list_teaches(counter):
    page = counter.get(LIST).text
    assert "Un arrivage, une dégustation" in page
    assert f'href="{ADD}"' in page


def test_a_title_and_a_text_are_news(counter, bakery):
    answer = counter.post(ADD, typed(), follow=True)
    assert "est sur votre page" in answer.text
    assert bakery.news.get().is_published


def test_a_photo_comes_along(counter):
    counter.post(ADD, typed(photo=make_photo()))
    assert NewsItem.objects.get().picture.startswith("news/")


@pytest.mark.parametrize("field", ["title", "text"])
def test_what_is_missing_is_said_beside_the_field(counter, field):
    answer = counter.post(ADD, typed(**{field: " "}))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text


def test_nothing_at_all_is_refused_too(counter):
    assert counter.post(ADD).status_code == 422


def test_the_fourth_of_the_day_is_refused_and_nothing_is_lost(counter, bakery):
    for _ in range(3):
        make_news(bakery)
    refused = counter.post(ADD, typed(photo=make_photo()))
    assert refused.status_code == 422
    assert 'id="id_title_error"' in refused.text
    assert "3 nouvelles par jour au plus" in refused.text
    assert "Chaque vendredi." in refused.text
    NewsItem.objects.update(published_at=timezone.now() - timedelta(days=2))
    counter.post(ADD, typed(kept_photo=refused.context["kept_photo"]))
    assert NewsItem.objects.first().picture


def test_a_photo_kept_for_a_product_is_none_of_the_news(counter):
    kept = counter.post("/pro/le-fournil/produits/ajouter/", {"photo": make_photo()}).context
    assert counter.post(ADD, typed(kept_photo=kept["kept_photo"])).status_code == 422


def test_news_is_reworded_where_it_stands(counter, bakery):
    item = make_news(bakery)
    assert "Chaque vendredi." in counter.get(f"{LIST}{item.pk}/").text
    counter.post(f"{LIST}{item.pk}/", typed(title="Le seigle est parti"))
    assert bakery.news.get().title == "Le seigle est parti"


def test_a_photo_is_taken_off_by_a_tick(counter, bakery):
    counter.post(ADD, typed(photo=make_photo()))
    counter.post(f"{LIST}{bakery.news.get().pk}/", typed(without_picture="on"))
    assert bakery.news.get().picture == ""


def test_news_is_withdrawn_and_put_back(counter, bakery):
    item = make_news(bakery)
    page = counter.post(f"{LIST}{item.pk}/retirer/", follow=True).text
    assert "Remettre en ligne" in page
    counter.post(f"{LIST}{item.pk}/remettre/")
    assert bakery.news.get().is_published


def test_the_way_there_stands_in_the_shop_s_space(counter):
    assert f'<a href="{LIST}">Nouvelles</a>' in counter.get("/pro/le-fournil/produits/").text


def test_bob_of_the_team_publishes_too(client, bob, bakery):
    client.force_login(bob)
    client.post(ADD, typed())
    assert bakery.news.count() == 1


def test_another_shop_s_news_is_not_found_in_one_s_own_space(client, charlie, bakery):
    item = make_news(bakery)
    client.force_login(charlie)
    for address in ("", "retirer/", "remettre/"):
        assert client.post(f"/pro/buron/nouvelles/{item.pk}/{address}").status_code == 404


def test_what_the_association_does_for_the_shop_is_noted(client, agnes, bakery):
    item = make_news(bakery)
    client.force_login(agnes)
    begin_acting(shop=bakery, by=agnes, reason="Aide")
    client.post(f"{LIST}{item.pk}/retirer/")
    client.post(ADD, typed(title=""))
    said = "Nouvelle retirée\u00a0: Le pain de seigle est revenu"
    assert [entry.words for entry in ActingEntry.objects.all()] == [said]


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_few_queries(counter, bakery, count, django_assert_max_num_queries):
    for _ in range(count):
        make_news(bakery)
    with django_assert_max_num_queries(8):
        counter.get(LIST)


def test_its_pages_are_valid(counter, bakery):
    item = make_news(bakery, picture="news/a/original.jpg")
    make_news(bakery, status="withdrawn")
    for address in (LIST, ADD, f"{LIST}{item.pk}/"):
        assert faults_of(counter.get(address).text) == []
    assert faults_of(counter.post(ADD).text) == []
