"""« Barbe (20 min), à 10 h 40 »: a service that follows another one is told with its own hour."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from pickup.orders.changes.moving import move_by_shop
from pickup.orders.links import token_of
from tests.factories import make_basket, make_order, make_service, make_slot, place

pytestmark = pytest.mark.django_db
TOLD = "Barbe (20\u00a0min), à 10\u00a0h\u00a040"


def text(response):
    """Return a page's words as they are read, without tags."""
    return re.sub("<[^>]*>", "", response.content.decode())


@pytest.fixture
def ten(bakery):
    """Ten o'clock of tomorrow, on the shop's walls; it closes at noon."""
    day = timezone.now().astimezone(bakery.zone).date() + timedelta(days=1)
    start = datetime(day.year, day.month, day.day, 10, tzinfo=bakery.zone)
    soon = timezone.now() + timedelta(minutes=5)
    return make_slot(bakery, start, open_until=start + timedelta(hours=2), cutoff=soon)


@pytest.fixture
def cut(bakery):
    return make_service(bakery, "Coupe", minutes=40)


@pytest.fixture
def beard(bakery):
    return make_service(bakery, "Barbe", minutes=20)


@pytest.fixture
def order(bakery, territory, cut, beard, ten):
    return place(make_basket({cut: 1, beard: 1}, {bakery: ten}), territory).orders.get()


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def mails(kind, **facts):
    messages = OutboxMessage.objects.filter(kind=kind, **facts)
    return [f"{one.text} {one.html}" for one in messages]


def test_the_basket_says_how_long_after_the_time_it_begins(client, put, cut, beard, ten):
    put(cut)
    put(beard)
    page = text(client.get("/panier/"))
    assert page.count("Commence 40\u00a0min après l’heure choisie.") == 1


def test_the_recap_tells_its_hour(client, put, bakery, cut, beard, ten):
    put(cut)
    put(beard)
    client.post("/panier/continuer/", {f"slot-{bakery.pk}": ten.pk})
    assert "Barbe, à 10\u00a0h\u00a040" in text(client.get("/commande/"))


def test_the_shopper_s_page_and_both_mails_tell_it(client, order):
    assert TOLD in text(client.get(f"/retrait/{token_of(order.purchase)}/"))
    told = mails("order_placed")
    assert len(told) == 2
    assert all(mail.count(TOLD) == 2 for mail in told)


@pytest.mark.parametrize(
    "page", ["jour/{day}/", "jour/{day}/feuille/", "{order}", "{order}ticket/"]
)
def test_the_counter_s_pages_tell_it(counter, order, page):
    one = f"commandes/{order.number}/"
    url = "/pro/le-fournil/" + page.format(day=order.slot.day, order=one)
    assert TOLD in text(counter.get(url))


def test_a_day_of_many_tells_them_at_no_query_more(
    counter, bakery, territory, cut, beard, order, django_assert_num_queries
):
    url = f"/pro/le-fournil/jour/{order.slot.day}/feuille/"
    counter.get(url)
    with CaptureQueriesContext(connection) as of_one:
        counter.get(url)
    noon = make_slot(bakery, order.slot.start + timedelta(hours=2))
    place(make_basket({cut: 1, beard: 1}, {bakery: noon}), territory)
    with django_assert_num_queries(len(of_one)):
        assert text(counter.get(url)).count("Barbe (20\u00a0min), à") == 2


def test_moved_the_mail_tells_the_new_hour(order, bakery, alice):
    later = order.slot.start + timedelta(minutes=30)
    goal = make_slot(bakery, later, open_until=later + timedelta(hours=1))
    move_by_shop(order=order, slot=goal, by=alice)
    [mail] = mails("order_moved")
    assert "à 11\u00a0h\u00a010" in mail


def test_what_is_to_be_added_tells_it_before_it_binds(client, cut, beard, ten):
    order = make_order(cut, slot=ten)
    url = f"/retrait/{token_of(order.purchase)}/{order.number}/ajouter/"
    recap = text(client.post(url, {f"q-{beard.pk}": "1"}))
    assert "Barbe, à 10\u00a0h\u00a040" in recap
