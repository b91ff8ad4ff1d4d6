"""A shop that says yes or no to each order, before a deadline."""

from datetime import datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TooLate, TransitionRefused
from pickup.orders.acceptance import accept_order, refuse_order
from pickup.orders.expiry import sweep_all, sweep_shop
from pickup.orders.links import token_of
from pickup.orders.transitions import (
    cancel_by_shop,
    cancel_by_shopper,
    collect_order,
    mark_ready,
)
from pickup.slots.models import PickupPoint
from pickup.slots.words import say_slot
from tests.factories import make_basket, make_category, make_order, make_slot, place

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def at(days, hour, minute=0):
    """Return a wall time of some day from now on, where the shops are."""
    day = timezone.now().astimezone(PARIS).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def manual(bakery):
    """The bakery answers each order within two hours of opening: 9 to 12, 14 to 19."""
    PickupPoint.objects.filter(shop=bakery).update(acceptance="manual")
    bakery.refresh_from_db()


@pytest.fixture
def slot(bakery):
    return make_slot(bakery, at(3, 10))


@pytest.fixture
def order(bread, slot):
    """Placed tomorrow at 18 h: two opening hours later is 10 h of the next day."""
    return make_order(bread, quantity=3, slot=slot, now=at(1, 18))


def told(kind):
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk"))


def free_again(order, bread):
    order.slot.refresh_from_db()
    return (bread.stockrecords.get().num_allocated, order.slot.booked) == (0, 0)


def test_it_waits_with_its_stock_and_its_place_held(order, bread):
    assert order.status == "placed"
    assert (bread.stockrecords.get().num_allocated, order.slot.booked) == (3, 1)
    assert not [fault for fault in broken_invariants() if "long past" not in fault]


def test_the_shop_has_opening_time_to_answer(order):
    assert order.answer_until == at(2, 10)


def test_the_answer_never_takes_longer_than_the_slot(bread, slot):
    order = make_order(bread, slot=slot, now=at(2, 19, 30))
    assert order.answer_until == at(3, 10)


def test_nobody_says_confirmed_before_the_shop_does(client, order):
    for message in told("order_placed"):
        assert "est confirmée" not in message.text + message.html
    page = client.get(f"/retrait/{token_of(order.purchase)}/merci/").text
    assert "En attente de confirmation" in page
    assert "Confirmée" not in page
    assert order.spaced_code not in page


def test_the_shop_is_told_until_when_to_answer(order):
    [message] = [one for one in told("order_placed") if one.key.endswith(":shop")]
    assert message.subject.startswith("À confirmer")
    assert "sans réponse, elle est refusée" in message.text


def test_yes_makes_the_order_agreed_and_tells_the_shopper(order, alice):
    accept_order(order=order, by=alice, now=at(1, 18, 30))
    [message] = told("order_accepted")
    assert order.status == "accepted"
    assert "Votre commande est confirmée" in message.text
    assert order.spaced_code in message.html
    collect_order(order=order, by=alice, now=at(3, 10))
    assert not list(broken_invariants())


def test_no_releases_and_shows_where_to_look(order, alice, bread):
    refuse_order(order=order, by=alice, reason="Le four est en panne.", now=at(1, 18, 30))
    [message] = told("order_refused")
    assert free_again(order, bread)
    assert "Le four est en panne." in message.text
    assert not list(broken_invariants())


def test_no_names_other_times_and_the_same_kind_of_goods_elsewhere(
    order, alice, bakery, bread, dairy, cheese
):
    free = make_slot(bakery, at(4, 10))
    kind = make_category()
    for product in (bread, cheese):
        product.categories.add(kind)
    refuse_order(order=order, by=alice, now=at(1, 18, 30))
    [message] = told("order_refused")
    assert say_slot(free, zone=bakery.zone, long=True) in message.text
    assert f"Chez {dairy}\u00a0: {cheese.title}" in message.text
    assert cheese.get_absolute_url() in message.text
    assert bread.get_absolute_url() not in message.text


def test_what_waits_is_neither_ready_nor_handed_over_nor_cancelled_by_the_shop(order, alice):
    for move in (mark_ready, collect_order, cancel_by_shop):
        with pytest.raises(TransitionRefused):
            move(order=order, by=alice)


def test_silence_is_no_to_the_second(order, bread, bakery):
    assert sweep_shop(bakery, now=at(2, 9, 59)) == 0
    assert sweep_shop(bakery, now=at(2, 10)) == 1
    order.refresh_from_db()
    assert (order.status, order.transitions.last().by) == ("refused", None)
    assert free_again(order, bread)
    to_shop, to_shopper = sorted(told("order_refused"), key=attrgetter("key"))
    assert "n’a pas pu répondre à temps" in to_shopper.text
    assert to_shop.recipient == bakery.email
    assert "Personne n’a répondu à temps" in to_shop.text


def test_yes_comes_too_late_after_the_deadline(order, alice):
    with pytest.raises(TooLate):
        accept_order(order=order, by=alice, now=at(2, 10))


def test_a_slot_that_began_without_an_answer_is_a_no(order):
    type(order).objects.update(answer_until=at(5, 10))
    assert sweep_all(now=at(3, 10)) == 1


def test_a_purchase_waits_shop_by_shop(territory, bakery, dairy, bread, cheese, slot):
    slots = {bakery: slot, dairy: make_slot(dairy, at(3, 10))}
    purchase = place(make_basket({bread: 1, cheese: 1}, slots=slots), territory)
    states = dict(purchase.orders.values_list("shop__name", "status"))
    assert states == {bakery.name: "placed", dairy.name: "accepted"}


def test_the_shopper_may_cancel_while_waiting_even_past_the_cutoff(order, bread):
    cancel_by_shopper(order=order, now=order.cancel_until + timedelta(minutes=1))
    assert free_again(order, bread)


def test_once_accepted_the_cutoff_holds_for_who_looked_before(order, alice):
    stale = type(order).objects.get(pk=order.pk)
    accept_order(order=order, by=alice, now=at(1, 18, 30))
    with pytest.raises(TransitionRefused):
        cancel_by_shopper(order=stale, now=order.cancel_until + timedelta(minutes=1))


# --- Screens -----------------------------------------------------------------------------------


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def waiting(bread, slot):
    return make_order(bread, slot=slot)


def url(order, action=""):
    return f"/pro/le-fournil/commandes/{order.number}/" + (f"{action}/" if action else "")


def test_the_board_asks_and_one_tap_accepts(counter, waiting):
    page = counter.get("/pro/le-fournil/").text
    assert "En attente de votre réponse" in page
    assert "Acceptée" in counter.post(url(waiting, "accepter"), follow=True).text
    waiting.refresh_from_db()
    assert waiting.status == "accepted"


def test_refusing_asks_for_a_word(counter, waiting):
    assert "Un mot à la personne" in counter.get(url(waiting, "refuser")).text
    counter.post(url(waiting, "refuser"), {"reason": "Plus\0 de farine"})
    assert "Plus de farine" in told("order_refused")[0].text


def test_the_board_ends_what_nobody_answered_without_any_worker(counter, waiting, bread):
    type(waiting).objects.update(answer_until=timezone.now() - timedelta(seconds=1))
    assert "En attente de votre réponse" not in counter.get("/pro/le-fournil/").text
    assert free_again(waiting, bread)


def test_a_screen_that_stands_open_follows_an_answer_and_a_deadline(counter, waiting, bakery):
    board = f"/pro/le-fournil/jour/{timezone.localdate(timezone=bakery.zone)}/liste/"
    first = counter.get(board)
    type(waiting).objects.update(answer_until=timezone.now() - timedelta(seconds=1))
    second = counter.get(board, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "accepter/" not in second.text


def test_the_shopper_s_page_ends_it_too(client, waiting):
    type(waiting).objects.update(answer_until=timezone.now() - timedelta(seconds=1))
    page = client.get(f"/retrait/{token_of(waiting.purchase)}/").text
    assert "Refusée par le commerce" in page
    assert "Commander à nouveau" in page
