"""A hand-over that was a wrong tap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TooLate, TransitionRefused
from pickup.orders.counter.undo import undo_handover
from pickup.orders.making.planning import make_per_day
from pickup.orders.sales import with_last_sale
from pickup.orders.transitions import collect_order, mark_ready
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread, quantity=3)


@pytest.fixture
def handed_over(order, alice):
    collect_order(order=order, by=alice)
    return order


def test_undoing_brings_units_and_order_back_as_they_were(handed_over, alice, bread):
    undo_handover(order=handed_over, by=alice)
    record = bread.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated) == (10, 3)
    assert handed_over.status == "accepted"
    assert not list(broken_invariants())


def test_an_order_that_was_ready_is_ready_again(order, alice):
    mark_ready(order=order, by=alice)
    collect_order(order=order, by=alice)
    undo_handover(order=order, by=alice)
    assert order.status == "ready"


def test_it_can_be_handed_over_again_and_leaves_the_stock_once(handed_over, alice, bread):
    undo_handover(order=handed_over, by=alice)
    collect_order(order=handed_over, by=alice)
    assert bread.stockrecords.get().num_in_stock == 7


def test_five_minutes_count_to_the_second(handed_over, alice):
    at = handed_over.transitions.last().at
    with pytest.raises(TooLate):
        undo_handover(order=handed_over, by=alice, now=at + timedelta(minutes=5, seconds=1))
    undo_handover(order=handed_over, by=alice, now=at + timedelta(minutes=5))


def test_what_was_not_handed_over_cannot_be_undone(order, alice):
    with pytest.raises(TransitionRefused):
        undo_handover(order=order, by=alice)


def test_a_second_undo_is_refused_and_gives_nothing_back(handed_over, alice, bread):
    undo_handover(order=handed_over, by=alice)
    with pytest.raises(TransitionRefused):
        undo_handover(order=handed_over, by=alice)
    assert bread.stockrecords.get().num_in_stock == 10


def test_a_code_that_went_to_another_order_refuses_it(handed_over, alice, bread):
    make_order(bread, draw_code=lambda: handed_over.code)
    with pytest.raises(TransitionRefused, match="code"):
        undo_handover(order=handed_over, by=alice)
    assert bread.stockrecords.get().num_in_stock == 7


def test_what_is_made_on_order_has_no_stock_to_come_back(bakery, alice):
    cake = make_product(bakery, "Gâteau", available=None)
    order = make_order(cake, quantity=2)
    collect_order(order=order, by=alice)
    undo_handover(order=order, by=alice)
    record = cake.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated) == (None, 2)


def test_a_hand_over_that_was_undone_is_no_sale(handed_over, alice, bakery):
    shops = type(bakery).objects.filter(pk=bakery.pk)
    assert with_last_sale(shops).get().last_collected_at
    undo_handover(order=handed_over, by=alice)
    assert with_last_sale(shops).get().last_collected_at is None


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def test_the_board_offers_to_undo_a_hand_over_of_this_moment(counter, handed_over):
    url = f"/pro/le-fournil/commandes/{handed_over.number}/reprendre/"
    assert f'action="{url}"' in counter.get("/pro/le-fournil/").text
    page = counter.get(f"/pro/le-fournil/commandes/{handed_over.number}/").text
    assert f'action="{url}"' in page
    counter.post(url)
    handed_over.refresh_from_db()
    assert handed_over.status == "accepted"


def test_after_five_minutes_the_screen_stops_offering_it(counter, handed_over, bakery):
    url = f"/pro/le-fournil/jour/{timezone.localdate(timezone=bakery.zone)}/liste/"
    before = counter.get(url)
    handed_over.transitions.update(at=timezone.now() - timedelta(minutes=6))
    after = counter.get(url, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "reprendre" not in after.text


def test_undone_it_takes_of_its_day_what_is_made_so_many_a_day_since(handed_over, bread, alice):
    make_per_day(product=bread, quantity=4)
    undo_handover(order=handed_over, by=alice)
    assert handed_over.lines.get().quota.left == 1
    assert not list(broken_invariants())
