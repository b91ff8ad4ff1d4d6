"""The demo's territories: whole, sound, and the same after a second run.

Seeding takes seconds: the tests share one, and undo what they change of it.
"""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Count, F, Sum
from django.urls import reverse
from oscar.core.loading import get_model
from wagtail.models import Page, Site

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from marketplace.operations.management.commands.demo import second_factor
from marketplace.operations.seed import seed_demo
from marketplace.operations.seed.content import (
    illustrations,
    picture_path,
    shop_contents,
    territory_contents,
)
from marketplace.operations.seed.people import PASSWORD, demo_logins, seed_people
from marketplace.territories.models import Territory
from pickup.orders.models import LineAdjustment, Purchase
from pickup.reservations.models import Reservation
from pickup.slots.models import Slot
from pickup.withdrawals.models import Withdrawal
from shops.catalogue.options.model import options_of
from shops.hours.calendar import calendar_of
from shops.models import Shop, ShopMember
from tests.operations.conftest import make_bare_wagtail

Line = get_model("order", "Line")
Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")

# A Saturday at noon: the day's first collections are over, the last ones still to come. It is long
# ago, so that a month later is no day to come either.
NOW = datetime(2025, 11, 22, 12, 30, tzinfo=ZoneInfo("Europe/Paris"))
BAKERY = "le-fournil-des-ormieres"


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """Seed once for the module, and undo it at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_bare_wagtail()
        yield seed_demo(now=NOW)
        transaction.set_rollback(True)


@pytest.fixture
def created(seeded, db):
    return seeded


def rows():
    tables = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: model._default_manager.count() for model in tables}


def files():
    media = Path(settings.MEDIA_ROOT)
    return {path: path.stat().st_mtime_ns for path in media.rglob("*") if path.is_file()}


def orders_as_they_are():
    return set(Order.objects.values_list("number", "status", "slot", "total_incl_tax"))


def bakery_orders(day):
    orders = Order.objects.filter(shop__slug=BAKERY)
    start = day.replace(hour=0, minute=0)
    return orders.filter(slot__start__gte=start, slot__start__lt=start + timedelta(days=1))


def test_run_twice_on_a_day_it_changes_nothing(created):
    before = rows(), files(), orders_as_they_are()
    assert set(seed_demo(now=NOW).values()) == {0}
    assert set(seed_demo(now=NOW + timedelta(hours=6)).values()) == {0}
    assert (rows(), files(), orders_as_they_are()) == before


@pytest.mark.parametrize("days", [1, 30])
def test_a_later_day_gets_its_own_orders_and_alters_none(created, days):
    before = orders_as_they_are()
    later = NOW + timedelta(days=days)
    again = seed_demo(now=later)
    assert again["products"] == again["people"] == again["shops"] == 0
    assert orders_as_they_are() > before
    assert {"ready", "collected", "accepted"} <= set(
        bakery_orders(later).values_list("status", flat=True)
    )
    assert list(broken_invariants()) == []


def test_it_holds_the_promised_shops_and_products(created):
    home = Territory.objects.get(slug="haut-velune")
    assert home.shops.filter(status=Shop.Status.APPROVED).count() == 13
    assert home.towns.count() == 3
    assert Product.objects.listed().published().in_territory(home).count() >= 150
    assert list(broken_invariants()) == []


def test_every_shop_that_sells_is_legally_complete(created):
    approved = Shop.objects.filter(status=Shop.Status.APPROVED)
    selling = approved.filter(mode=Shop.Mode.SALES)
    assert set(approved.open_to_orders()) == set(selling)
    assert approved.exclude(mode=Shop.Mode.SALES).exists()


def test_a_soap_maker_waits_for_the_association(created):
    assert Shop.objects.get(status=Shop.Status.SUBMITTED).name == "La Savonnerie du Lavoir"


def test_products_are_of_every_sort(created):
    products = Product.objects.filter(shop__territory__slug="haut-velune")
    stock = products.filter(status="published", stockrecords__isnull=False)
    assert products.filter(structure="parent").count() >= 8
    assert stock.filter(stockrecords__num_in_stock=None).exists()
    assert stock.filter(stockrecords__num_in_stock=0).exists()
    assert products.filter(status="draft").count() == 1
    assert set(products.values_list("vat_rate", flat=True).distinct()) >= {5.5, 10, 20}


def test_orders_leave_the_shelves_as_the_files_fill_them(created):
    facts = {
        one["slug"]: None if one["stock_mode"] == "on_order" else one["stock"]
        for content in territory_contents()
        for shop in shop_contents(content)
        for product in shop["products"]
        for one in product["variants"] or [product]
    }
    records = StockRecord.objects.select_related("product")
    left = {
        record.product.slug: record.num_in_stock and record.net_stock_level for record in records
    }
    assert left == facts


def test_every_product_is_described(created):
    listed = Product.objects.listed()
    assert not listed.filter(description="").exists()
    assert not listed.filter(categories=None).exists()
    food = listed.filter(is_food=True)
    assert not food.filter(ingredients="").exists()
    assert not food.filter(storage="").exists()


def test_the_bakery_has_orders_of_today_in_every_state(created):
    assert set(bakery_orders(NOW).values_list("status", flat=True)) == {
        "accepted",
        "ready",
        "collected",
        "cancelled_by_shopper",
        "cancelled_by_shop",
    }
    assert bakery_orders(NOW + timedelta(days=1)).filter(status="accepted").exists()


def test_the_bakery_noted_some_orders_itself(created):
    noted = Order.objects.exclude(source="online")
    assert set(noted.values_list("source", flat=True)) == {"telephone", "counter"}
    assert noted.filter(purchase__email="", purchase__phone="").exists()


def test_every_end_of_an_order_is_there(created):
    states = set(Order.objects.values_list("status", flat=True))
    assert {"refused", "expired", "no_show"} <= states


def test_somebody_has_not_come_yesterday(created):
    late = Order.objects.not_come_before(NOW.date(), shop=Shop.objects.get(slug=BAKERY))
    assert late.filter(status="ready").exists()


def test_the_past_weeks_have_their_orders(created):
    past = Order.objects.filter(slot__start__lt=NOW - timedelta(days=7))
    assert past.count() >= 40
    assert past.values("shop").distinct().count() >= 5
    assert not past.open().exists()


def test_somebody_withdrew_after_collecting_and_somebody_before_for_a_part(created):
    made = Withdrawal.objects.filter(order__shop__territory__slug="haut-velune")
    after, before = made.get(after_collection=True), made.get(after_collection=False)
    assert after.order.status == "collected"
    assert after.refunded_on is None
    assert before.order.status == "accepted"
    assert before.order.due_incl_tax < before.order.total_incl_tax


def test_nobody_is_written_to_about_the_past(created):
    waiting = OutboxMessage.objects.filter(state="pending").values_list("reference", flat=True)
    past = Order.objects.filter(slot__start__lt=NOW - timedelta(days=1))
    assert not past.filter(number__in=list(waiting)).exists()


def test_dora_orders_in_several_shops_at_once(created):
    hers = Purchase.objects.filter(user__email__startswith="dora@").annotate(n=Count("orders"))
    assert hers.filter(n=2).count() >= 4
    assert hers.filter(orders__status="collected").exists()
    assert hers.filter(orders__status="accepted").exists()


def test_no_order_is_of_the_other_territory_s_shop(created):
    for order in Order.objects.select_related("purchase", "shop"):
        assert order.shop.territory_id == order.purchase.territory_id


def test_something_can_be_collected_today_or_tomorrow(created):
    assert Slot.objects.bookable(NOW).filter(start__lt=NOW + timedelta(days=2)).exists()


def test_one_login_each_works(created, rf):
    for _role, email in demo_logins():
        assert authenticate(rf.post("/"), email=email, password=PASSWORD)


def test_the_desk_opens_with_the_code_that_the_demo_tells(client, created, settings):
    settings.DEMO_TOTP_SECRET = "HAUTVELUNEDEMOHAUTVELUNEDEMO2345"
    territory = Territory.objects.get(slug="haut-velune")
    seed_people(territory, territory_contents()[0]["people"])
    told = re.search(r"code (\d{6})", second_factor("association")).group(1)
    login = {"login": dict(demo_logins())["association"], "password": PASSWORD}
    assert client.post(reverse("account_login"), login).url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": told})
    assert client.get(reverse("shops:desk")).status_code == 200
    assert second_factor("shopper") == ""


def test_alice_has_somebody_in_her_team(created):
    team = ShopMember.objects.filter(shop__slug=BAKERY)
    assert sorted(team.values_list("role", flat=True)) == ["owner", "staff"]


def test_the_first_home_page_answers_on_any_host(created):
    site = Site.objects.get(is_default_site=True)
    assert Territory.objects.get(slug="haut-velune").site == site
    assert not Page.objects.filter(slug="home").exists()


@pytest.mark.parametrize(
    ("host", "here", "elsewhere"),
    [
        ("combe-bleue.localhost", "Savonnerie de la Rive", "Fournil"),
        ("localhost", "Fournil", "Savonnerie de la Rive"),
    ],
)
@pytest.mark.parametrize("address", ["/", "/commerces/", "/produits/"])
def test_a_territory_shows_nothing_of_the_other(created, client, address, host, here, elsewhere):
    page = client.get(address, headers={"host": host}).content.decode()
    assert elsewhere not in page
    if address == "/commerces/":
        assert here in page


def test_every_picture_is_there():
    assert [name for name in illustrations() if not picture_path(name).exists()] == []


def test_the_year_has_seasons_and_a_christmas_eve_of_its_own(created):
    bakery = Shop.objects.select_related("territory").get(slug=BAKERY)
    calendar = calendar_of(bakery)
    assert [f"{opens:%H}-{closes:%H}" for opens, closes in calendar.on(date(2025, 12, 24))] == [
        "06-16"
    ]
    assert calendar.season_on(date(2026, 7, 14)).name == "Juillet et août"
    assert calendar.on(date(2025, 12, 25)) == ()


def test_christmas_eve_has_places_for_all_that_is_made_for_it(created):
    bakery = Shop.objects.get(slug=BAKERY)
    eve = Slot.objects.for_shop(bakery).filter(day=date(2025, 12, 24))
    made = bakery.campaigns.get(last_day=date(2025, 12, 31)).lines.aggregate(n=Sum("quantity"))[
        "n"
    ]
    assert eve.filter(added=True).count() == 15
    assert eve.aggregate(n=Sum("capacity"))["n"] >= made


def test_products_have_options_and_orders_their_choices(created):
    with_options = Product.objects.exclude(own_options=[])
    kinds = {option.kind for product in with_options for option in options_of(product)}
    assert kinds == {"one", "some", "text"}
    assert with_options.count() >= 6
    assert Order.objects.exclude(lines__options=[]).exists()
    assert Order.objects.exclude(messages=None).exists()


def test_cheeses_are_sold_by_weight_and_what_is_ready_was_weighed(created):
    weighed = Line.objects.filter(portion_grams__isnull=False)
    done = weighed.filter(order__status__in=["ready", "collected"])
    assert weighed.exists()
    assert not done.filter(weighed_grams=None).exists()
    assert done.exclude(due_incl_tax=F("line_price_incl_tax")).exists()


def test_somebody_is_asked_about_an_order_of_today(created):
    assert LineAdjustment.objects.filter(consent="asked").count() == 1


def test_somebody_has_two_services_after_each_other(created):
    [order] = Order.objects.filter(shop__slug="l-etabli", lines__appointment__shift_minutes__gt=0)
    first, second = [line.appointment for line in order.lines.order_by("pk")]
    assert (first.start, first.resource_id) == (order.slot.start, second.resource_id)
    assert second.start == first.start + timedelta(minutes=first.minutes)


def test_three_shops_put_goods_aside(created):
    assert created["reservations"] == 8
    takers = Shop.objects.filter(pickup_point__takes_reservations=True)
    assert takers.count() == 3
    assert {one.shop for one in Reservation.objects.all()} == set(takers)
    states = set(Reservation.objects.values_list("state", "bought"))
    # Told of a day long ago, the demo's clock has ended what it kept then.
    assert {("came", True), ("came", False), ("not_came", None), ("cancelled", None)} < states
