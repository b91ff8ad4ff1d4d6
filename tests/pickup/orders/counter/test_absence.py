"""Somebody who does not come, comes late, or sends somebody else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TooSoon, TransitionRefused
from pickup.orders.counter.absence import (
    collect_late,
    kept_until,
    mark_not_collected,
    times_not_collected,
)
from pickup.orders.counter.handover import order_by_code
from pickup.orders.counter.undo import undo_handover
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from pickup.orders.privacy import erase_purchase
from pickup.orders.reminders import look_after_late_orders, remind_of_tomorrow
from pickup.orders.transitions import mark_ready
from shops.catalogue.services import set_available
from tests.factories import make_order, make_product, make_slot

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def at(days, hour, minute=0):
    """Return a wall time of some day from now on, where the shops are."""
    day = timezone.now().astimezone(PARIS).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


@pytest.fixture
def slot(bakery):
    """Two days from now, from 10 to 11; the shop is open from 9 to 12 and from 14 to 19."""
    return make_slot(bakery, at(2, 10))


@pytest.fixture
def order(bread, slot):
    return make_order(bread, quantity=3, slot=slot)


@pytest.fixture
def long_placed(order):
    """The order, placed long enough ago to be reminded of on the eve, at whatever hour it is."""
    order.date_placed = at(-1, 12)
    order.save(update_fields=["date_placed"])
    return order


@pytest.fixture
def missed(order, alice):
    mark_not_collected(order=order, by=alice, now=at(2, 11))
    return order


def seen(order):
    order.refresh_from_db()
    return order


def told(kind):
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk"))


@pytest.mark.parametrize("planned", [1, 0])
def test_who_comes_late_gets_what_was_made_whatever_is_planned_by_now(bread, slot, alice, planned):
    make_per_day(product=bread, quantity=3)
    order = make_order(bread, quantity=3, slot=slot)
    make_per_day(product=bread, quantity=planned)
    mark_not_collected(order=order, by=alice, now=at(2, 11))
    collect_late(order=order, by=alice, now=at(3, 10))
    assert order.status == "collected"
    assert not list(broken_invariants())


# --- Given up by hand --------------------------------------------------------------------------


def test_stock_and_place_are_free_again(missed, bread):
    missed.slot.refresh_from_db()
    assert (bread.stockrecords.get().num_allocated, missed.slot.booked) == (0, 0)
    assert not list(broken_invariants())


def test_the_shopper_reads_no_reproach(missed):
    [message] = told("order_no_show")
    assert "Cela arrive." in message.text
    assert "vous n’avez rien à payer" in message.html


def test_before_the_slot_is_over_somebody_may_still_come(order, alice):
    with pytest.raises(TooSoon):
        mark_not_collected(order=order, by=alice, now=at(2, 10, 59))


def test_it_is_given_up_once(missed, alice):
    with pytest.raises(TransitionRefused):
        mark_not_collected(order=missed, by=alice, now=at(2, 12))
    assert len(told("order_no_show")) == 1


# --- Given up by the clock ---------------------------------------------------------------------


def test_goods_are_kept_for_opening_hours_not_for_days(order):
    order.slot.point.keeps_for_hours = 8
    # One hour until noon, five in the afternoon, two the next morning.
    assert kept_until(order) == at(3, 11)


def test_the_clock_gives_up_when_the_hours_are_over(order, bakery):
    bakery.pickup_point.__class__.objects.update(keeps_for_hours=8)
    look_after_late_orders(now=at(3, 10, 59))
    order.refresh_from_db()
    assert order.status == "accepted"
    look_after_late_orders(now=at(3, 11))
    order.refresh_from_db()
    assert (order.status, order.transitions.last().by) == ("no_show", None)


def test_two_hours_after_the_slot_one_message_says_that_it_waits(order):
    look_after_late_orders(now=at(2, 12, 59))
    assert not told("order_waiting")
    for minutes in (0, 15, 30):
        look_after_late_orders(now=at(2, 13, minutes))
    [message] = told("order_waiting")
    assert "vous attend encore chez Le Fournil" in message.subject
    assert order.spaced_code in message.text


def test_what_was_told_stands_whatever_the_shop_changes_since(order, bakery):
    look_after_late_orders(now=at(2, 13))
    told_until = seen(order).kept_until
    type(bakery.pickup_point).objects.update(keeps_for_hours=1)
    look_after_late_orders(now=told_until - timedelta(minutes=1))
    assert seen(order).status == "accepted"
    look_after_late_orders(now=told_until)
    assert seen(order).status == "no_show"


def test_a_telephone_gets_it_as_a_text_message(bread, slot):
    order = make_order(bread, slot=slot, email="", phone="+33639980405")
    look_after_late_orders(now=at(2, 13))
    [message] = told("order_waiting")
    assert (message.channel, message.recipient) == ("sms", "+33639980405")
    assert order.spaced_code in message.text


# --- Coming late -------------------------------------------------------------------------------


def test_who_comes_late_is_served_from_what_is_left(missed, alice, bread):
    collect_late(order=missed, by=alice, now=at(3, 10))
    record = bread.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated) == (7, 0)
    assert missed.status == "collected"
    assert not list(broken_invariants())


def test_who_comes_late_finds_nothing_where_it_is_sold(missed, alice, bread):
    set_available(product=bread, available=2)
    with pytest.raises(TransitionRefused, match="stock"):
        collect_late(order=missed, by=alice, now=at(3, 10))
    missed.refresh_from_db()
    assert missed.status == "no_show"
    assert not list(broken_invariants())


def test_a_late_hand_over_can_be_undone_too(missed, alice, bread):
    collect_late(order=missed, by=alice, now=at(3, 10))
    undo_handover(order=missed, by=alice, now=at(3, 10, 2))
    record = bread.stockrecords.get()
    assert (missed.status, record.num_in_stock, record.num_allocated) == ("no_show", 10, 0)
    assert not list(broken_invariants())


def test_the_code_of_who_comes_late_still_opens_the_order(missed, bakery, alice):
    assert order_by_code(shop=bakery, typed=missed.code, by=alice) == missed


def test_another_open_order_with_the_code_comes_first(missed, bread, bakery, alice):
    other = make_order(bread, draw_code=lambda: missed.code)
    assert order_by_code(shop=bakery, typed=missed.code, by=alice) == other


# --- How often ---------------------------------------------------------------------------------


@pytest.fixture
def again(missed, bread, slot):
    return make_order(bread, slot=slot, email="DORA@example.org")


def test_a_shop_sees_what_was_not_collected_at_its_counter(again):
    assert times_not_collected(again, now=at(3, 9)) == 1


def test_another_shop_does_not(again, cheese):
    assert times_not_collected(make_order(cheese), now=at(3, 9)) == 0


def test_after_a_year_it_is_forgotten(again):
    assert times_not_collected(again, now=at(2 + 366, 10)) == 0


def test_what_was_erased_does_not_count(again, missed, bread, slot):
    erase_purchase(purchase=missed.purchase)
    assert times_not_collected(again, now=at(3, 9)) == 0
    erase_purchase(purchase=again.purchase)
    again.purchase.refresh_from_db()
    assert times_not_collected(again, now=at(3, 9)) == 0


def test_the_same_telephone_is_the_same_person(bread, slot, alice):
    first, second = (
        make_order(bread, slot=slot, name=name, email="", phone="+33639980405")
        for name in ("Dora", "D. Lemaire")
    )
    mark_not_collected(order=first, by=alice, now=at(2, 11))
    assert times_not_collected(second, now=at(3, 9)) == 1


# --- The eve's reminder ------------------------------------------------------------------------


def test_the_eve_at_six_one_reminder_leaves(long_placed):
    remind_of_tomorrow(now=at(1, 17, 59))
    assert not told("order_reminder")
    for hour in (18, 19, 20):
        remind_of_tomorrow(now=at(1, hour, 5))
    [message] = told("order_reminder")
    assert message.subject.startswith("Demain chez Le Fournil")


def test_nobody_is_woken_at_night(long_placed):
    assert remind_of_tomorrow(now=at(1, 21)) == 0


def test_who_ordered_a_moment_ago_is_not_reminded(bread, bakery):
    order = make_order(bread, slot=make_slot(bakery, at(2, 9)))
    type(order).objects.update(date_placed=at(0, 20))
    assert remind_of_tomorrow(now=at(1, 18, 5)) == 0


def test_an_order_that_is_ready_is_reminded_of_too(long_placed, alice):
    mark_ready(order=long_placed, by=alice)
    assert remind_of_tomorrow(now=at(1, 18, 5)) == 1


def test_reminders_cost_the_same_for_many_shops(
    territory, long_placed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        remind_of_tomorrow(now=at(2, 18, 5))


# --- Somebody else comes -----------------------------------------------------------------------


@pytest.fixture
def page(order):
    return f"/retrait/{token_of(order.purchase)}/{order.number}/qui-vient/"


def test_the_shopper_names_who_comes(client, page, order, alice):
    assert "Qui vient chez Le Fournil" in client.get(page).text
    answer = client.post(page, {"name": " Paul   Mar "}, follow=True)
    assert "Paul Mar vient à votre place" in answer.text
    client.force_login(alice)
    for screen in (f"jour/{at(2, 10):%Y-%m-%d}", f"commandes/{order.number}"):
        assert "Paul Mar vient à sa place" in client.get(f"/pro/le-fournil/{screen}/").text


def test_a_name_that_is_too_long_is_shown_again(client, page):
    answer = client.post(page, {"name": "x" * 101})
    assert answer.status_code == 422
    assert "x" * 101 in answer.text


def test_nobody_need_come_for_an_order_that_is_over(client, page, missed):
    assert "terminée" in client.post(page, {"name": "Paul"}, follow=True).text


def test_who_comes_is_erased_with_the_person(client, page, order):
    client.post(page, {"name": "Paul"})
    erase_purchase(purchase=order.purchase)
    order.refresh_from_db()
    assert order.collected_by_name == ""


# --- At the counter ----------------------------------------------------------------------------


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def late(bread, bakery):
    """An order whose slot was yesterday."""
    order = make_order(bread, slot=make_slot(bakery))
    start = at(-1, 10)
    type(order.slot).objects.update(start=start, end=at(-1, 11), day=start.date())
    return order


def act(client, order, action):
    url = f"/pro/{order.shop.slug}/commandes/{order.number}/{action}/"
    return client.post(url, follow=True)


def test_a_tap_beside_handing_over_gives_nothing_up(counter, late):
    url = f"/pro/le-fournil/commandes/{late.number}/non-retiree/"
    for page in ("/pro/le-fournil/", f"/pro/le-fournil/commandes/{late.number}/"):
        assert f'href="{url}"' in counter.get(page).text
    assert "Dora Lemaire n’est pas passé·e\N{NO-BREAK SPACE}?" in counter.get(url).text
    late.refresh_from_db()
    assert late.status == "accepted"
    assert not told("order_no_show")


def test_confirmed_a_late_order_is_given_up_and_one_tap_hands_it_over_after_all(counter, late):
    page = act(counter, late, "non-retiree").text
    assert "remis en vente" in page
    assert "Non retirées, remises en vente" in page
    page = counter.get(f"/pro/le-fournil/commandes/{late.number}/").text
    assert "Remettre quand même" in page
    assert "Remise à Dora Lemaire" in act(counter, late, "remise-tardive").text


def test_what_is_sold_is_said_on_the_order_s_page(counter, late, bread):
    act(counter, late, "non-retiree")
    set_available(product=bread, available=0)
    assert "Corrigez d’abord le stock" in act(counter, late, "remise-tardive").text


def test_a_stock_to_correct_is_spoken_of_where_it_is_counted(counter, late, bread):
    act(counter, late, "non-retiree")
    page = f"/pro/le-fournil/commandes/{late.number}/"
    assert "corrigez-le d’abord" in counter.get(page).text
    make_per_day(product=bread, quantity=3)
    assert "corrigez-le d’abord" not in counter.get(page).text


def test_an_order_whose_time_is_to_come_is_not_given_up(counter, order):
    assert "non-retiree/" not in counter.get(f"/pro/le-fournil/commandes/{order.number}/").text
    assert "pas passé" in act(counter, order, "non-retiree").text


def test_the_order_s_page_says_how_often(counter, again):
    page = counter.get(f"/pro/le-fournil/commandes/{again.number}/").text
    assert "1 autre commande non retirée ici" in page


def test_what_was_made_on_order_is_handed_over_late(bakery, slot, alice):
    cake = make_product(bakery, "Gâteau", available=None)
    order = make_order(cake, slot=slot)
    mark_not_collected(order=order, by=alice, now=at(2, 11))
    collect_late(order=order, by=alice, now=at(3, 10))
    assert not list(broken_invariants())
