"""What is forgotten by itself, and when."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.notifications.models import OutboxMessage
from marketplace.operations.retention import INACTIVE, UNUSED_PICTURE, WARNING, purge
from pickup.orders.models import Addition, WrongCode
from shops.catalogue.forms import ProductForm
from shops.catalogue.services import add_picture
from shops.favourites.services import keep
from shops.models import ShopMember
from shops.news.forms import NewsForm
from shops.news.services import publish_news, withdraw_news
from shops.photo_forms import KEPT_FOR
from tests import factories

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")
NOW = timezone.now()


@pytest.fixture(autouse=True)
def storage(settings):
    """Keep the uploads of other tests from what is purged here."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


@pytest.fixture
def sleeper(dora):
    User.objects.filter(pk=dora.pk).update(last_login=NOW - INACTIVE + WARNING - timedelta(days=1))
    return dora


def test_who_comes_often_is_left_alone(dora):
    User.objects.filter(pk=dora.pk).update(last_login=NOW - timedelta(days=300))
    assert purge(now=NOW)["warned"] == 0


def test_a_month_before_two_years_one_is_warned_once(sleeper):
    assert purge(now=NOW)["warned"] == 1
    assert purge(now=NOW + timedelta(days=1))["warned"] == 0
    assert OutboxMessage.objects.get(kind="account_inactive").recipient == sleeper.email


@pytest.fixture
def elsewhere():
    """A territory that does not stand at the site's own address."""
    return factories.make_territory("Combe-Bleue", "combe.example")


def warning(user):
    purge(now=NOW)
    return OutboxMessage.objects.get(kind="account_inactive", recipient=user.email)


def order_there(user, territory):
    product = factories.make_product(factories.make_shop(territory))
    factories.make_order(product, user=user)


def follow_there(user, territory):
    product = factories.make_product(factories.make_shop(territory))
    keep(user=user, target=product, now=NOW)


def work_there(user, territory):
    ShopMember.objects.create(shop=factories.make_shop(territory), user=user, role="staff")


@pytest.mark.parametrize("make_known", [order_there, follow_there, work_there])
def test_the_warning_leads_to_the_territory_where_one_is_known(
    sleeper, territory, elsewhere, make_known
):
    make_known(sleeper, elsewhere)
    message = warning(sleeper)
    assert "http://combe.example:8000/" in message.text
    assert message.sender_name == "Combe-Bleue"


def test_the_last_order_tells_where_before_a_favourite_does(sleeper, territory, elsewhere):
    follow_there(sleeper, territory)
    order_there(sleeper, elsewhere)
    assert "http://combe.example:8000/" in warning(sleeper).text


def test_who_is_known_nowhere_is_led_to_the_site(sleeper, settings):
    assert settings.SITE_URL in warning(sleeper).text


def test_a_month_after_the_warning_the_account_is_erased(sleeper):
    purge(now=NOW)
    assert purge(now=NOW + timedelta(days=28))["erased"] == 0
    assert purge(now=NOW + timedelta(days=31))["erased"] == 1
    assert not User.objects.filter(pk=sleeper.pk).exists()


def test_who_comes_back_stays(sleeper):
    purge(now=NOW)
    User.objects.filter(pk=sleeper.pk).update(last_login=NOW + timedelta(days=10))
    assert purge(now=NOW + timedelta(days=31))["erased"] == 0


def test_who_still_has_ties_is_kept(alice):
    User.objects.filter(pk=alice.pk).update(last_login=NOW - INACTIVE)
    purge(now=NOW)
    assert purge(now=NOW + timedelta(days=40))["erased"] == 0


def test_a_basket_left_for_two_months_is_emptied(bread):
    old, fresh = factories.make_basket({bread: 1}), factories.make_basket({bread: 1})
    Basket.objects.filter(pk=old.pk).update(date_created=NOW - timedelta(days=61))
    old.lines.update(date_created=NOW - timedelta(days=61))
    purge(now=NOW)
    assert list(Basket.objects.values_list("pk", flat=True)) == [fresh.pk]


def test_the_basket_of_an_order_is_kept(bread):
    order = factories.make_order(bread)
    Basket.objects.update(date_created=NOW - timedelta(days=61))
    purge(now=NOW)
    assert Basket.objects.filter(purchase=order.purchase).exists()


def test_what_tells_two_clicks_apart_goes_once_nothing_can_be_added(bread):
    order = factories.make_order(bread)
    Addition.objects.create(order=order, key=uuid4(), at=NOW)
    purge(now=order.cancel_until)
    assert Addition.objects.exists()
    purge(now=order.cancel_until + timedelta(days=31))
    assert not Addition.objects.exists()


def test_wrong_codes_and_old_words_go(bakery, bob, bread):
    WrongCode.objects.create(shop=bakery, user=bob, at=NOW - timedelta(days=31))
    factories.make_order(bread)
    OutboxMessage.objects.update(
        created_at=NOW - timedelta(days=366), state="sent", sent_at=NOW - timedelta(days=366)
    )
    purge(now=NOW)
    assert not WrongCode.objects.exists()
    assert set(OutboxMessage.objects.values_list("text", flat=True)) == {""}


def stored(folder):
    return len(default_storage.listdir(folder)[0])


@pytest.mark.parametrize("form_class", [ProductForm, NewsForm])
def test_the_photo_of_a_form_that_was_left_goes(bakery, form_class):
    form = form_class({}, {"photo": factories.make_photo()}, shop=bakery)
    assert not form.is_valid()
    assert form.keep_photo()
    assert purge(now=NOW + timedelta(seconds=KEPT_FOR))["pictures"] == 0
    assert purge(now=NOW + UNUSED_PICTURE + timedelta(hours=1))["pictures"] == 1
    assert stored(form_class.photo_folder) == 0


def test_photos_that_are_shown_or_may_be_shown_again_stay(bakery, bread):
    add_picture(product=bread, picture=factories.make_photo())
    facts = {"shop": bakery, "title": "Arrivage", "text": "Du seigle."}
    withdraw_news(item=publish_news(**facts, picture=factories.make_photo()))
    assert purge(now=NOW + timedelta(days=365))["pictures"] == 0
    assert (stored("products"), stored("news")) == (1, 1)
