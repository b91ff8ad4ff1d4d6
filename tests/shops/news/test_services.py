"""A shop's news: at most three a day, reworded, withdrawn, put back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import default_storage

from marketplace.territories import versions
from shops.exceptions import TooManyNews
from shops.news.models import NewsItem
from shops.news.services import change_news, publish_news, put_back_news, withdraw_news
from tests.factories import make_news, make_photo, make_shop, make_territory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
EVENING = datetime(2026, 11, 25, 23, 30, tzinfo=PARIS)


def publish(shop, title="Arrivage", now=EVENING, **fields):
    return publish_news(shop=shop, title=title, text="Du pain de seigle.", now=now, **fields)


def test_the_fourth_of_a_day_is_refused(bakery):
    for number in range(3):
        publish(bakery, f"Nouvelle {number}")
    with pytest.raises(TooManyNews):
        publish(bakery)
    assert bakery.news.count() == 3


def test_the_day_ends_at_midnight_of_the_shop(bakery):
    for _ in range(3):
        publish(bakery)
    assert publish(bakery, now=EVENING + timedelta(minutes=31))


def test_withdrawing_makes_no_room(bakery):
    for _ in range(3):
        withdraw_news(item=publish(bakery))
    with pytest.raises(TooManyNews):
        publish(bakery)


def test_another_shop_has_its_own_three(bakery, dairy):
    for _ in range(3):
        publish(bakery)
    assert publish(dairy)


def test_a_refused_photo_leaves_no_file(bakery):
    for _ in range(3):
        publish(bakery)
    with pytest.raises(TooManyNews):
        publish(bakery, picture=make_photo())
    assert not default_storage.exists("news") or default_storage.listdir("news")[0] == []


def test_what_is_put_back_keeps_its_date(bakery):
    item = publish(bakery)
    withdraw_news(item=item)
    assert not NewsItem.objects.shown().exists()
    put_back_news(item=item)
    assert NewsItem.objects.shown().get().published_at == EVENING


def test_another_photo_takes_the_place_of_the_former(bakery, django_capture_on_commit_callbacks):
    item = publish(bakery, picture=make_photo())
    former = item.picture
    with django_capture_on_commit_callbacks(execute=True):
        change_news(item=item, title="Arrivage", text="Encore.", picture=make_photo())
    assert default_storage.exists(item.picture)
    assert not default_storage.exists(former)


def test_a_photo_that_stands_elsewhere_is_not_deleted(bakery, django_capture_on_commit_callbacks):
    item = publish(bakery, picture=make_photo())
    other = publish(bakery, picture=item.picture)
    with django_capture_on_commit_callbacks(execute=True):
        change_news(item=item, title="Arrivage", text="Encore.", without_picture=True)
    assert item.picture == ""
    assert default_storage.exists(other.picture)


def test_rewording_keeps_the_photo(bakery):
    item = publish(bakery, picture=make_photo())
    change_news(item=item, title="Autre titre", text="Encore.")
    assert NewsItem.objects.get().picture == item.picture != ""


@pytest.mark.parametrize("change", ["publish", "reword", "withdraw", "put back"])
def test_each_change_renews_the_public_pages(
    bakery, territory, change, django_capture_on_commit_callbacks
):
    item = make_news(bakery)
    before = versions.version_of(territory.pk)
    with django_capture_on_commit_callbacks(execute=True):
        {
            "publish": lambda: publish(bakery),
            "reword": lambda: change_news(item=item, title="A", text="B"),
            "withdraw": lambda: withdraw_news(item=item),
            "put back": lambda: put_back_news(item=item),
        }[change]()
    assert versions.version_of(territory.pk) != before


def test_only_shops_with_a_page_are_read(territory, bakery):
    shown = make_news(bakery)
    make_news(make_shop(territory, status="paused"))
    assert list(NewsItem.objects.shown()) == [shown]


def test_each_territory_has_its_own(territory, bakery):
    make_news(make_shop(make_territory("Combe-Bleue", "combe.example")))
    assert not NewsItem.objects.in_territory(territory).exists()
