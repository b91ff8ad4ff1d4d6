"""An order prepared line by line."""

import pytest

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders.counter.board import board_of, state_of
from pickup.orders.lines.preparation import set_line_prepared
from pickup.orders.transitions import cancel_by_shop, mark_ready
from tests.factories import make_basket, make_product, make_slot, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread, bakery, territory):
    brioche, rye = make_product(bakery, "Brioche"), make_product(bakery, "Pain de seigle")
    basket = make_basket({bread: 1, brioche: 2, rye: 1}, {bakery: make_slot(bakery)})
    return place(basket, territory).orders.get()


def tick(order, index, prepared=True):
    line = order.lines.order_by("pk")[index]
    set_line_prepared(order=order, line_id=line.pk, prepared=prepared)


def day_of(order):
    return order.slot.start.astimezone(order.shop.zone).date()


def test_each_line_is_ticked_and_the_order_says_how_many(order):
    tick(order, 0)
    tick(order, 2)
    assert order.progress == (2, 3)
    assert order.progress.is_part
    assert not list(broken_invariants())


def test_a_tick_is_taken_back(order):
    tick(order, 0)
    tick(order, 0, prepared=False)
    assert order.progress == (0, 3)


def test_calling_it_ready_ticks_every_line(order, alice):
    tick(order, 1)
    mark_ready(order=order, by=alice)
    assert order.progress.is_whole


def test_what_was_announced_as_ready_stays_ready(order, alice):
    mark_ready(order=order, by=alice)
    with pytest.raises(TransitionRefused):
        tick(order, 0, prepared=False)


def test_an_order_that_is_over_is_not_ticked(order, alice):
    cancel_by_shop(order=order, by=alice)
    with pytest.raises(TransitionRefused):
        tick(order, 0)


def test_the_board_shows_the_part_and_notices_each_tick(order, bakery):
    before = state_of(bakery, day=day_of(order))
    tick(order, 0)
    assert state_of(bakery, day=day_of(order)) != before
    [shown] = board_of(bakery, day=day_of(order)).groups[0].orders
    assert shown.progress == (1, 3)


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def address(order, *, end=""):
    return f"/pro/{order.shop.slug}/commandes/{order.number}/{end}"


def test_a_tap_ticks_the_line_on_the_screen(counter, order):
    line = order.lines.first()
    page = counter.post(address(order, end=f"lignes/{line.pk}/preparee/"), {"prepared": "1"})
    assert page["Location"].endswith(f"#line-{line.pk}")
    assert "1 sur 3 prêt" in counter.get(address(order)).text
    assert "Tout est prêt" in counter.get(address(order)).text


def test_the_board_says_how_far_an_order_is(counter, order):
    tick(order, 0)
    page = counter.get(f"/pro/{order.shop.slug}/jour/{day_of(order)}/").text
    assert "1 sur 3 prêt" in page


def test_another_order_s_line_is_not_found(counter, order, bread):
    other = order.lines.first().pk + 999
    assert counter.post(address(order, end=f"lignes/{other}/preparee/")).status_code == 404
