"""What to make: a day's totals, on screen, by mail, and whatever happens to the orders."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from pickup.exceptions import PickupError
from pickup.orders.changes.moving import move_by_shop
from pickup.orders.making.messages import send_lists
from pickup.orders.making.totals import to_make
from pickup.orders.models import BasketChoice
from pickup.orders.placing.basket import add_to_basket
from pickup.orders.states import OPEN_STATES
from pickup.orders.transitions import (
    cancel_by_shop,
    cancel_by_shopper,
    collect_order,
    mark_ready,
)
from pickup.slots.models import PickupPoint
from tests.factories import (
    make_basket,
    make_option,
    make_order,
    make_product,
    make_service,
    make_slot,
    place,
)

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
PARIS = ZoneInfo("Europe/Paris")
CHANGES = 200


def at(days, hour, minute=0):
    day = timezone.now().astimezone(PARIS).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


@pytest.fixture
def morning(bakery):
    return make_slot(bakery, at(1, 10))


@pytest.fixture
def evening(bakery):
    return make_slot(bakery, at(1, 17))


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def test_products_are_summed_with_the_slots_that_ask_for_them(bakery, bread, morning, evening):
    cake = make_product(bakery, "Tourte")
    make_order(bread, slot=morning, quantity=2)
    make_order(bread, slot=evening)
    make_order(cake, slot=evening)
    found = to_make(bakery, day=morning.day)
    assert [(item.title, item.units) for item in found.items] == [
        ("Pain de campagne", 3),
        ("Tourte", 1),
    ]
    assert found.orders == 3
    asked = [(time.start, units) for time, units in found.rows[0][1]]
    assert asked == [(morning.start, 2), (evening.start, 1)]


def test_options_are_counted_apart(bakery, bread, morning):
    make_order(bread, slot=morning)
    option = make_option(bread)
    basket = make_basket({}, slots={})

    picked = {option.key: [option.values[0].key]}
    add_to_basket(basket=basket, product=bread, quantity=2, picked=picked)
    BasketChoice.objects.create(basket=basket, shop=bakery, slot=morning)
    place(basket, bakery.territory)
    [item] = to_make(bakery, day=morning.day).items
    assert (item.units, item.chosen) == (3, [("Pain\u00a0: Tranché", 2), ("", 1)])


def test_only_open_orders_of_the_shop_and_the_day_count(bakery, bread, cheese, morning, alice):
    make_order(cheese)
    make_order(bread, slot=make_slot(bakery, at(2, 10)))
    collect_order(order=make_order(bread, slot=morning), by=alice)
    cancel_by_shop(order=make_order(bread, slot=morning), by=alice)
    mark_ready(order=make_order(bread, slot=morning), by=alice)
    assert [item.units for item in to_make(bakery, day=morning.day).items] == [1]


def test_a_service_that_follows_another_is_counted_at_its_own_hour(
    counter, bakery, territory, bread
):
    """At 10 h a cut of 40 minutes, then a beard of 20 on the same chair; bread for the slot."""
    slot = make_slot(bakery, at(1, 10), open_until=at(1, 12))
    cut = make_service(bakery, "Coupe", minutes=40)
    beard = make_service(bakery, "Barbe", minutes=20)
    place(make_basket({cut: 1, beard: 1, bread: 1}, {bakery: slot}), territory)
    found = to_make(bakery, day=slot.day)
    when = {
        item.title: [(time.start, time.end) for time, _n in times] for item, times in found.rows
    }
    assert when == {
        "Barbe (20\u00a0min)": [(at(1, 10, 40), at(1, 11))],
        "Coupe (40\u00a0min)": [(at(1, 10), at(1, 11))],
        "Pain de campagne": [(at(1, 10), at(1, 11))],
    }
    page = counter.get(f"/pro/le-fournil/a-preparer/{slot.day}/").text
    assert "10 h 40 – 11 h" in page.replace("\u00a0", " ")


def test_it_takes_two_queries(bakery, bread, morning, django_assert_num_queries):
    for _ in range(3):
        make_order(bread, slot=morning)
    with django_assert_num_queries(2):
        assert to_make(bakery, day=morning.day).rows


def counted_one_by_one(shop, day):
    """Count the slow way: order by order, line by line."""
    units = Counter()
    for order in Order.objects.filter(shop=shop):
        if order.slot.day == day and order.status in OPEN_STATES:
            for line in order.lines.all():
                units[line.title] += line.quantity
    return units


def test_it_is_what_the_lines_say_after_two_hundred_changes(bakery, alice):
    chance = Random(20261129)
    goods = [make_product(bakery, title, available=400) for title in ("Pain", "Tourte", "Brioche")]
    slots = [
        make_slot(bakery, at(days, hour), capacity=300) for days in (1, 2) for hour in (9, 15)
    ]
    orders = []

    def order():
        lines = {one: chance.randint(1, 3) for one in chance.sample(goods, 2)}
        basket = make_basket(lines, slots={bakery: chance.choice(slots)})
        orders.append(place(basket, bakery.territory).orders.get())

    def change():
        one = Order.objects.with_details().get(pk=chance.choice(orders).pk)
        ways = [
            lambda: mark_ready(order=one, by=alice),
            lambda: collect_order(order=one, by=alice),
            lambda: cancel_by_shop(order=one, by=alice),
            lambda: cancel_by_shopper(order=one),
            lambda: move_by_shop(order=one, slot=chance.choice(slots), by=alice),
        ]
        chance.choice(ways)()

    order()
    for _ in range(CHANGES):
        try:
            chance.choice((order, change, change))()
        except PickupError:
            continue  # an order that is over changes no more
    for day in {slot.day for slot in slots}:
        found = to_make(bakery, day=day)
        assert Counter({item.title: item.units for item in found.items}) == counted_one_by_one(
            bakery, day
        )
        assert found.items


# --- The message -------------------------------------------------------------------------------


@pytest.fixture
def at_six(bakery):
    """The bakery asks for its list on the eve at 18 h."""
    PickupPoint.objects.filter(shop=bakery).update(list_hour=18)


def told():
    return list(OutboxMessage.objects.filter(kind="to_make"))


def test_at_the_hour_one_mail_leaves(bakery, bread, morning, at_six):
    make_order(bread, slot=morning, quantity=3)
    assert send_lists(now=at(0, 17, 59)) == 0
    assert send_lists(now=at(0, 18, 1)) == 1
    assert send_lists(now=at(0, 19, 1)) == 0
    [message] = told()
    assert message.recipient == bakery.email
    assert "3 × Pain de campagne" in message.text
    assert f"/pro/le-fournil/a-preparer/{morning.day}/" in message.text
    assert "À préparer" in message.subject


def test_without_an_order_nothing_is_sent(bakery, at_six):
    assert send_lists(now=at(0, 18, 1)) == 0


def test_who_asked_for_nothing_gets_nothing(bread, morning):
    make_order(bread, slot=morning)
    assert send_lists(now=at(0, 18, 1)) == 0


def test_early_in_the_morning_it_is_the_list_of_the_same_day(bakery, bread, morning):
    PickupPoint.objects.filter(shop=bakery).update(list_hour=4)
    make_order(bread, slot=morning)
    assert send_lists(now=at(0, 4, 1)) == 0
    assert send_lists(now=at(1, 4, 1)) == 1


@pytest.mark.parametrize(
    ("phone", "channel"), [("06 39 98 00 12", "sms"), ("demander Alice", "email")]
)
def test_it_may_be_a_text_message(bakery, bread, morning, at_six, phone, channel):
    PickupPoint.objects.update(list_by_sms=True)
    type(bakery).objects.filter(pk=bakery.pk).update(phone=phone)
    make_order(bread, slot=morning, quantity=3)
    send_lists(now=at(0, 18, 1))
    [message] = told()
    assert message.channel == channel
    assert "3 " in message.text


def test_a_text_message_says_what_was_chosen(bakery, bread, morning, at_six):
    PickupPoint.objects.update(list_by_sms=True)
    type(bakery).objects.filter(pk=bakery.pk).update(phone="06 39 98 00 12")
    option = make_option(bread)
    for value, units in zip(option.values, (1, 2), strict=True):
        picked = {option.key: [value.key]}
        place(make_basket({bread: units}, {bakery: morning}, picked=picked), bakery.territory)
    send_lists(now=at(0, 18, 1))
    words = "3 Pain de campagne (2 Pain : Entier, 1 Pain : Tranché)"
    assert words in told()[0].text


# --- Screens -----------------------------------------------------------------------------------


def test_the_screen_shows_a_day_and_prints(counter, bakery, bread, morning):
    make_order(bread, slot=morning, quantity=3)
    page = counter.get("/pro/le-fournil/a-preparer/")
    assert page.context["found"].day == morning.day
    assert "Pain de campagne" in page.text
    assert "1 commande" in page.text


def test_a_day_without_orders_says_so(counter, bakery):
    assert "Rien à préparer" in counter.get("/pro/le-fournil/a-preparer/2026-01-01/").text


def test_the_first_of_a_month_is_said_as_people_do(counter, bakery):
    assert "Mardi 1er décembre" in counter.get("/pro/le-fournil/a-preparer/2026-12-01/").text


def test_any_day_with_something_to_make_is_two_taps_away(counter, bakery, bread, morning):
    far = make_slot(bakery, morning.start + timedelta(days=10))
    make_order(bread, slot=far)
    [day] = counter.get("/pro/le-fournil/a-preparer/").context["other_days"]
    assert (day.day, day.orders) == (far.day, 1)
    assert "Pain de campagne" in counter.get(day.url).text


def test_a_date_leads_to_what_to_make_then(counter, bakery):
    answer = counter.get("/pro/le-fournil/a-preparer/?jour=2026-12-24")
    assert answer["Location"] == "/pro/le-fournil/a-preparer/2026-12-24/"


@pytest.mark.parametrize("day", ["hier", "2026-13-01", "9999-12-31"])
def test_no_such_day_is_not_found(counter, bakery, day):
    assert counter.get(f"/pro/le-fournil/a-preparer/{day}/").status_code == 404


def test_the_hour_is_chosen_with_the_terms(counter, bakery):
    typed = {
        "acceptance": "automatic",
        "answer_within_minutes": "60",
        "keeps_for_hours": "16",
        "keeps_reservations_for_hours": "48",
        "list_hour": "18",
        "list_by_sms": "on",
    }
    url = "/pro/le-fournil/reglages-retrait/"
    assert counter.get(url).context["form"]["list_hour"].value() is None
    counter.post(url, typed)
    point = PickupPoint.objects.get(shop=bakery)
    assert (point.list_hour, point.list_by_sms) == (18, True)
    assert counter.post(url, typed | {"list_hour": "25"}).status_code == 422
    counter.post(url, typed | {"list_hour": ""})
    point.refresh_from_db()
    assert point.list_hour is None


def test_a_service_is_counted_once_an_hour_however_it_comes_to_it(bakery, territory):
    cut, colour = (make_service(bakery, title, minutes=60, n=2) for title in ("Coupe", "Couleur"))
    first, second = (make_slot(bakery, at(1, hour), open_until=at(1, 12)) for hour in (9, 10))
    place(make_basket({colour: 1, cut: 1}, {bakery: first}), territory)
    place(make_basket({cut: 1}, {bakery: second}), territory, email="autre@example.org")
    rows = to_make(bakery, day=first.day).rows
    [times] = [times for item, times in rows if item.title.startswith("Coupe")]
    assert [units for _time, units in times] == [2]
