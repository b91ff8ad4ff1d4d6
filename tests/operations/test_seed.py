"""The demo territory: whole, sound, and the same after a second run."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.utils import timezone
from oscar.core.loading import get_model
from wagtail.models import Locale, Page, Site

from marketplace.operations.audit import broken_invariants
from marketplace.operations.seed import seed_demo
from marketplace.operations.seed.content import illustrations, picture_path
from marketplace.operations.seed.people import PASSWORD, demo_logins
from marketplace.territories.models import Territory
from pickup.slots.models import Slot
from shops.models import Shop

Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")

# A Saturday: the bakery is open until 19:00.
SATURDAY_NOON = datetime(2026, 11, 21, 12, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def bare_wagtail(db):
    """What Wagtail's own migrations leave: a root, a welcome page and a site."""
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.filter(depth=1).first()
    root = root or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    welcome = root.add_child(instance=Page(title="Welcome", slug="home", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": welcome}
    )


@pytest.fixture
def created(bare_wagtail):
    return seed_demo(now=SATURDAY_NOON)


def rows():
    tables = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: model._default_manager.count() for model in tables}


def files():
    media = Path(settings.MEDIA_ROOT)
    return {path: path.stat().st_mtime_ns for path in media.rglob("*") if path.is_file()}


def test_run_twice_it_changes_nothing(created):
    before = rows(), files()
    assert set(seed_demo(now=SATURDAY_NOON).values()) == {0}
    assert (rows(), files()) == before


def test_it_holds_the_promised_shops_and_products(created):
    assert created["shops"] >= 6
    assert created["products"] >= 60
    assert list(broken_invariants()) == []


def test_every_shop_that_sells_is_legally_complete(created):
    approved = Shop.objects.filter(status=Shop.Status.APPROVED)
    selling = approved.filter(mode=Shop.Mode.SALES)
    assert set(approved.open_to_orders()) == set(selling)
    assert approved.exclude(mode=Shop.Mode.SALES).exists()


def test_every_product_is_published(created):
    assert not Product.objects.exclude(status=Product.Status.PUBLISHED).exists()


def test_the_bakery_has_orders_in_every_state(created):
    assert set(Order.objects.values_list("status", flat=True)) == {
        "accepted",
        "ready",
        "collected",
    }


def test_a_new_day_brings_new_orders_only(created):
    again = seed_demo(now=SATURDAY_NOON + timedelta(days=2))
    assert again["orders"] > 0
    assert again["products"] == again["people"] == 0
    assert list(broken_invariants()) == []


def test_something_can_be_collected_today_or_tomorrow(bare_wagtail):
    seed_demo()
    now = timezone.now()
    assert Slot.objects.bookable(now).filter(start__lt=now + timedelta(days=2)).exists()


def test_one_login_each_works(created, rf):
    for _role, email in demo_logins():
        request = rf.post("/")
        assert authenticate(request, email=email, password=PASSWORD)


def test_the_home_page_answers_on_any_host(created):
    site = Site.objects.get()
    assert site.is_default_site
    assert Territory.objects.get().site == site
    assert not Page.objects.filter(slug="home").exists()


def test_every_picture_is_there():
    assert [name for name in illustrations() if not picture_path(name).exists()] == []
