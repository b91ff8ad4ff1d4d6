"""The screen of the day stands open all day: it asks whether it still holds."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pickup.orders.lines.adjusting import weigh_line
from pickup.orders.privacy import erase_purchase
from pickup.orders.transitions import cancel_by_shop, collect_order, mark_ready
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon(bakery):
    """A slot of today, where the shop is."""
    start = timezone.now().astimezone(bakery.zone).replace(hour=12, minute=0, second=0)
    cutoff = timezone.now() + timedelta(minutes=5)
    return factories.make_slot(bakery, start.replace(microsecond=0), cutoff=cutoff)


@pytest.fixture
def order(bread, noon):
    return factories.make_order(bread, slot=noon)


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def address(shop, days=0):
    day = timezone.now().astimezone(shop.zone).date() + timedelta(days=days)
    return f"/pro/{shop.slug}/jour/{day}/liste/"


def poll(client, shop, etag=""):
    return client.get(address(shop), headers={"If-None-Match": etag})


def look(client):
    """Open the screen, for the second time: the first brings the cookie that forms go with."""
    client.get("/pro/le-fournil/")
    return client.get("/pro/le-fournil/").context["etag"]


@pytest.fixture
def etag(counter, bakery, order):
    return look(counter)


def test_an_unchanged_screen_costs_four_queries(
    counter, bakery, etag, settings, django_assert_max_num_queries
):
    settings.PAGE_CACHE = True  # the territory is known from a moment ago, as in production
    poll(counter, bakery, etag)
    with django_assert_max_num_queries(4):
        answer = poll(counter, bakery, etag)
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_new_order_comes_by_itself(counter, bakery, bread, noon, etag):
    factories.make_order(bread, slot=noon)
    answer = poll(counter, bakery, etag)
    assert answer.status_code == 200
    assert answer.text.count("Remettre à Dora Lemaire") == 2
    assert "<b>2</b>commandes" in answer.text
    assert poll(counter, bakery, answer["ETag"]).status_code == 304


@pytest.fixture
def piece(bakery, noon):
    """A piece of cheese of 480 g, to be weighed, beside the loaf of 4.80 EUR."""
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    tome = factories.make_product(bakery, "Tome", price=Decimal("12.00"), **weighed)
    return factories.make_order(tome, slot=noon)


def test_what_is_not_weighed_is_an_estimate_until_the_scales_speak(
    counter, bakery, alice, piece, etag
):
    page = poll(counter, bakery).text
    assert "environ 12,00\u202f€" in page
    assert "<b>environ 16,80\u202f€</b>attendus" in page
    etag = look(counter)
    weigh_line(order=piece, line_id=piece.lines.get().pk, grams=480, by=alice)
    assert "environ" not in poll(counter, bakery, etag).text


def move_the_slot(order, alice):
    type(order.slot).objects.filter(pk=order.slot_id).update(capacity=9)


@pytest.mark.parametrize(
    "change",
    [
        lambda order, alice: mark_ready(order=order, by=alice),
        lambda order, alice: collect_order(order=order, by=alice),
        lambda order, alice: cancel_by_shop(order=order, by=alice),
        lambda order, alice: erase_purchase(purchase=order.purchase),
        move_the_slot,
    ],
    ids=["ready", "collected", "cancelled", "erased", "room"],
)
def test_whatever_the_screen_shows_is_followed(counter, bakery, alice, order, etag, change):
    change(order, alice)
    assert poll(counter, bakery, etag).status_code == 200


def test_an_order_nobody_came_for_is_followed_too(counter, bakery, alice, order):
    slots = type(order.slot).objects.filter(pk=order.slot_id)
    start = timezone.now() - timedelta(days=2)
    slots.update(start=start, day=start.date())
    etag = look(counter)
    assert poll(counter, bakery, etag).status_code == 304
    collect_order(order=order, by=alice)
    assert poll(counter, bakery, etag).status_code == 200


def test_other_shops_and_days_leave_the_screen_alone(counter, bakery, bread, cheese, etag):
    factories.make_order(cheese)
    factories.make_order(bread, slot=factories.make_slot(bakery, in_days(2)))
    assert poll(counter, bakery, etag).status_code == 304


def in_days(days):
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)


def test_a_screen_is_nobody_else_s(client, bakery, bob, charlie, etag):
    client.force_login(bob)
    answer = poll(client, bakery, etag)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert "Cookie" in answer["Vary"]
    client.force_login(charlie)
    assert poll(client, bakery, etag).status_code == 404


def test_nothing_between_keeps_it(counter, bakery, etag):
    for answer in (
        poll(counter, bakery),
        poll(counter, bakery, etag),
        counter.get("/pro/le-fournil/"),
    ):
        assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_another_language_is_another_screen(counter, bakery, etag):
    answer = counter.get(f"/en{address(bakery)}", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "Hand over to Dora Lemaire" in answer.text


def test_a_new_login_renews_what_the_forms_carry(counter, bakery, etag):
    counter.cookies["csrftoken"] = "a" * 32
    assert poll(counter, bakery, etag).status_code == 200


def test_a_screen_left_open_overnight_is_led_to_the_new_day(counter, bakery):
    assert counter.get(address(bakery, days=-1))["HX-Redirect"] == "/pro/le-fournil/"


def test_a_day_that_is_over_is_not_asked_about(counter, bakery):
    past = counter.get(address(bakery, days=-1).removesuffix("liste/"))
    assert "hx-get" not in past.text
    assert "hx-get" in counter.get(address(bakery, days=1).removesuffix("liste/")).text


def test_a_session_that_ended_gives_no_tag(client, bakery, order, alice):
    answer = client.get(address(bakery), follow=True)
    assert answer.status_code == 200
    assert "ETag" not in answer


def test_what_is_handed_over_makes_room_for_who_still_comes(counter, bread, alice, order):
    for name in ("Hélène Roche", "Victor Hugon"):
        collect_order(order=factories.make_order(bread, slot=order.slot, name=name), by=alice)
    day = order.slot.day
    page = counter.get(f"/pro/le-fournil/jour/{day}/").text
    assert page.count("remise par erreur") == 1
    assert "1 autre remise peut encore être annulée" in page
    waiting, handed_over = page.split("2 commandes retirées")
    assert f'id="order-{order.number}"' in waiting
    assert handed_over.count("is-collected") == 2


def test_the_last_hand_over_is_on_top_though_its_order_is_older(
    counter, bakery, bread, alice, order
):
    collect_order(order=factories.make_order(bread, slot=order.slot, name="Victor"), by=alice)
    collect_order(order=order, by=alice)
    assert "Dora Lemaire\u00a0: remise par erreur" in counter.get("/pro/le-fournil/").text
    assert "Dora Lemaire\u00a0: remise par erreur" in poll(counter, bakery).text


def test_the_list_tells_no_whole_telephone_number(counter, bread, noon):
    order = factories.make_order(bread, slot=noon, name="Noé Roche", phone="+33639985678")
    page = counter.get("/pro/le-fournil/").text
    assert f'data-find="Noé Roche " data-number="{order.number}" data-phone="5678"' in page
    assert "3998" not in page


def test_without_scripts_there_is_no_field_to_look_for_a_name(counter, bakery, order):
    assert '<div class="field" id="find-order" hidden>' in counter.get("/pro/le-fournil/").text
    assert "find-order" not in counter.get(address(bakery, days=-1).removesuffix("liste/")).text
