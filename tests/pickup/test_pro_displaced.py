"""Orders that a closure comes over: moved or cancelled together, in the shop's space."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.orders.changes.together import slots_for_several
from pickup.orders.making.planning import make_per_day
from shops.catalogue.terms import Terms, set_terms
from tests.factories import make_order, make_product, make_slot

pytestmark = pytest.mark.django_db
HOURS = "/pro/le-fournil/horaires/"
LIST = f"{HOURS}commandes/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def free(bakery):
    """The one time that is free: two places, on a day that stays open."""
    bakery.pickup_point.patterns.create(weekday=0, starts="09:00", ends="10:00", capacity=2)
    return bakery.pickup_point


@pytest.fixture
def orders(counter, bakery, bread, free):
    """Three orders at an hour that the bakery's hours do not know."""
    slot = make_slot(bakery, timezone.now() + timedelta(days=3))
    made = [make_order(bread, slot=slot, name=name) for name in ("Anne", "Bruno", "Carla")]
    counter.post(f"{HOURS}pause/")
    return made


def monday(point):
    return point.slots.filter(closed=False, start__gt=timezone.now()).first()


def numbers(orders):
    return [order.number for order in orders]


def states(orders):
    for order in orders:
        order.refresh_from_db()
    return [order.status for order in orders]


def test_the_list_lets_several_or_all_be_ticked(counter, orders):
    page = counter.get(HOURS).text
    assert page.count('name="order"') == 3
    shown = counter.get(LIST, {"order": numbers(orders[:2])}).text
    assert "2 commandes à déplacer ou annuler" in shown.replace("\u00a0", " ")
    assert counter.get(LIST, {"all": 1}).text.count('name="order"') == 6


def test_as_many_as_fit_are_moved_and_told_and_the_others_said(counter, orders, free):
    page = counter.post(
        LIST,
        {"what": "move", "order": numbers(orders), "slot": monday(free).pk, "reason": "Foire"},
        follow=True,
    ).text
    assert "2 commandes sont déplacées" in page.replace("\u00a0", " ")
    assert "Carla" in page
    assert page.count('name="order"') == 1
    assert OutboxMessage.objects.filter(text__contains="Foire").exists()
    assert not list(broken_invariants())


def test_each_time_says_how_many_it_takes(counter, orders, free):
    assert "jusqu’à 2 commandes sur 3" in counter.get(LIST, {"all": 1}).text.replace("\u00a0", " ")


def test_what_is_not_made_on_a_day_is_not_moved_there_with_others(
    counter, orders, bakery, bread, free
):
    """Carla's tart is of Tuesdays alone; Anne and Bruno have bread of every day."""
    tart = make_product(bakery, "Tarte")
    orders[2].lines.update(product=tart, stockrecord=tart.stockrecords.get())
    bread.stockrecords.update(num_allocated=2)
    tart.stockrecords.update(num_allocated=1)
    set_terms(product=tart, terms=Terms(weekdays="1"), preparation_weight=1)
    bakery.pickup_point.slots.update(capacity=5)
    slot = monday(free)
    assert [one.takes for one in slots_for_several(orders) if one == slot] == [2]
    assert slots_for_several(orders[2:]) == []
    page = counter.post(LIST, {"what": "move", "all": 1, "slot": slot.pk}, follow=True).text
    assert "2 commandes sont déplacées" in page.replace("\u00a0", " ")
    assert "Carla" in page
    assert not list(broken_invariants())


def test_only_days_that_have_enough_left_take_an_order(orders, bread, free, bakery):
    make_per_day(product=bread, quantity=1)
    slot = monday(free)
    assert slot in slots_for_several(orders)
    make_order(bread, slot=slot)
    assert slot not in slots_for_several(orders)


@pytest.mark.parametrize("n", [1, 3])
def test_each_order_more_costs_one_query(orders, bakery, n, django_assert_num_queries):
    standing = type(orders[0]).objects.out_of_hours(shop=bakery).with_details()
    chosen = list(standing)[:n]
    with django_assert_num_queries(2 + n):
        slots_for_several(chosen)


def test_all_are_cancelled_with_a_word(counter, orders):
    page = counter.post(LIST, {"what": "cancel", "all": 1, "reason": "Deuil"}, follow=True).text
    assert "3 commandes sont annulées" in page.replace("\u00a0", " ")
    assert set(states(orders)) == {"cancelled_by_shop"}
    told = OutboxMessage.objects.filter(text__contains="Deuil")
    assert told.values("reference").distinct().count() == 3


def test_who_left_a_name_alone_is_left_to_the_shop(counter, orders):
    nobody = {"email": "", "phone": "", "name": "Georges", "taken_by_shop": True}
    type(orders[0].purchase).objects.filter(pk=orders[0].purchase_id).update(**nobody)
    page = counter.post(LIST, {"all": 1, "what": "cancel"}, follow=True).text
    assert "prévenez vous-même Georges" in page


def test_what_waits_for_an_answer_is_refused(counter, orders):
    waiting = orders[0]
    type(waiting).objects.filter(pk=waiting.pk).update(status="placed")
    counter.post(LIST, {"what": "cancel", "order": [waiting.number]})
    assert states([waiting]) == ["refused"]


def test_without_a_time_nothing_is_moved_and_the_word_is_kept(counter, orders):
    page = counter.post(LIST, {"what": "move", "order": numbers(orders), "reason": "Foire"})
    assert page.status_code == 422
    assert "Foire" in page.text


@pytest.mark.parametrize("given", [{}, {"order": ["ABC"]}])
def test_nothing_chosen_leads_back_to_the_list(counter, orders, given):
    assert counter.get(LIST, given).url == f"{HOURS}#out-of-hours"


def test_an_order_that_keeps_its_hour_is_not_touched(counter, bakery, bread, free, orders):
    kept = make_order(bread, slot=monday(free))
    counter.post(LIST, {"what": "cancel", "order": [kept.number]})
    assert states([kept]) == ["accepted"]


def test_who_moves_or_cancels_one_of_the_list_comes_back_to_it(counter, orders, free):
    one, other, _third = (f"/pro/le-fournil/commandes/{order.number}/" for order in orders)
    moved = counter.post(f"{one}horaire/?liste=1", {"slot": monday(free).pk})
    cancelled = counter.post(f"{other}annuler/?liste=1")
    assert moved.url == cancelled.url == f"{HOURS}#out-of-hours"


def test_a_closure_that_is_over_is_refused_beside_its_last_day(counter, bakery):
    day = timezone.localdate() - timedelta(days=9)
    page = counter.post(f"{HOURS}fermetures/", {"first_day": day, "last_day": day})
    assert page.status_code == 422
    assert 'id="id_last_day_error"' in page.text
    assert not bakery.closures.exists()


def test_a_closure_that_has_begun_is_noted(counter, bakery):
    first, last = (timezone.localdate() + timedelta(days=n) for n in (-2, 2))
    page = counter.post(
        f"{HOURS}fermetures/", {"first_day": first, "last_day": last}, follow=True
    ).text
    assert "plus personne ne commande pour ces jours" in page
