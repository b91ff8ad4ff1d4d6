"""What the shop reads of withdrawals: on the board, on the order, in its list; its two ticks."""

import pytest
from django.urls import reverse

from pickup.orders.counter.board import board_of, state_of
from pickup.withdrawals.models import Withdrawal
from tests.factories import make_order, make_slot
from tests.pickup.withdrawals.conftest import hand_over, line_of, take_back

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def listed(bakery):
    return reverse("pickup:pro_withdrawals", args=[bakery.slug])


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def brought_back(order, honey):
    hand_over(order)
    return take_back(order, line_of(order, honey))


def tick(counter, withdrawal, **form):
    address = reverse("pickup:pro_withdrawal", args=["le-fournil", withdrawal.pk])
    return counter.post(address, form)


def test_the_list_says_who_what_and_until_when(counter, listed, brought_back):
    page = text(counter.get(listed))
    assert "Dora Lemaire" in page
    assert "2 Miel de sapin" in page
    assert "À rembourser au plus tard le" in page
    assert "€" not in page.split("<main")[1].split("</main>")[0]


def test_before_collection_nothing_is_to_be_refunded(counter, listed, honey_order):
    take_back(honey_order)
    page = text(counter.get(listed))
    assert "rien n’est à rembourser" in page
    assert 'value="refunded"' not in page


def test_the_ticks_keep_their_days_and_can_be_taken_back(counter, listed, brought_back):
    tick(counter, brought_back, what="returned")
    tick(counter, brought_back, what="refunded")
    brought_back.refresh_from_db()
    assert brought_back.returned_on
    assert brought_back.is_settled
    tick(counter, brought_back, what="refunded", undo="1")
    brought_back.refresh_from_db()
    assert not brought_back.is_settled


@pytest.mark.parametrize("form", [{}, {"what": "paid"}, {"what": "\0"}])
def test_another_tick_is_none(counter, brought_back, form):
    assert tick(counter, brought_back, **form).status_code == 404


def test_what_was_not_collected_is_not_ticked(counter, honey_order):
    assert tick(counter, take_back(honey_order), what="refunded").status_code == 404


def test_another_shop_s_people_find_nothing(client, charlie, listed, brought_back):
    client.force_login(charlie)
    assert client.get(listed).status_code == 404
    assert tick(client, brought_back, what="refunded").status_code == 404
    mine = reverse("pickup:pro_withdrawal", args=["buron", brought_back.pk])
    assert client.post(mine, {"what": "refunded"}).status_code == 404


def test_the_soonest_due_stands_first_and_what_is_done_last(bakery, honey, alice):
    made = []
    for _ in range(3):
        order = make_order(honey, slot=make_slot(bakery))
        hand_over(order)
        made.append(take_back(order))
    Withdrawal.objects.filter(pk=made[0].pk).update(refunded_on=made[0].at.date())
    assert list(Withdrawal.objects.for_shop(bakery).by_urgency()) == [made[2], made[1], made[0]]


def test_the_list_costs_the_same_whatever_its_length(
    counter, listed, bakery, honey, django_assert_max_num_queries
):
    for _ in range(4):
        order = make_order(honey, slot=make_slot(bakery))
        hand_over(order)
        take_back(order)
    counter.get(listed)
    with django_assert_max_num_queries(9):
        counter.get(listed)


def test_the_board_strikes_what_is_gone_and_expects_less(counter, bakery, order, honey):
    day = order.slot.start.astimezone(bakery.zone).date()
    before = state_of(bakery, day=day)
    take_back(order, line_of(order, honey))
    order.refresh_from_db()
    assert state_of(bakery, day=day) != before
    assert board_of(bakery, day=day).expected == order.due_incl_tax
    page = text(counter.get(reverse("pickup:pro_day", args=[bakery.slug, day.isoformat()])))
    assert "<s>2 Miel de sapin</s>" in page


def test_today_says_how_many_are_to_be_refunded(counter, bakery, brought_back, listed):
    page = text(counter.get(reverse("pickup:pro_today", args=[bakery.slug])))
    assert listed in page
    assert "1 à rembourser" in page


def test_the_order_shows_its_withdrawals(counter, bakery, order, brought_back):
    page = text(counter.get(reverse("pickup:pro_order", args=[bakery.slug, order.number])))
    assert "À rembourser au plus tard le" in page


def test_the_desk_sees_how_many_each_shop_got(client, agnes, brought_back):
    client.force_login(agnes)
    assert "<dt>Rétractations</dt><dd>1</dd>" in text(client.get(reverse("pickup:desk_shops")))
