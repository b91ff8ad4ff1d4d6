"""Another time for an order that was placed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.accounts.person import person_of
from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import SlotUnavailable, TooLate, TransitionRefused
from pickup.orders.changes.moving import move_by_shop, move_by_shopper, slots_for_move
from pickup.orders.lines.adjusting import (
    propose_substitute,
    report_shortage,
    take_question_back,
)
from pickup.orders.lines.settling import answer
from pickup.orders.links import token_of
from pickup.orders.models import LineAdjustment
from pickup.orders.privacy import erase, export
from pickup.orders.transitions import cancel_by_shop, cancel_by_shopper
from shops.catalogue.terms import Terms, set_terms
from tests.factories import make_basket, make_order, make_product, make_slot, place

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def order(bread):
    return make_order(bread)


@pytest.fixture
def later(bakery):
    return make_slot(bakery, start=NOW + timedelta(days=2))


def fresh(order):
    return type(order).objects.select_related("slot").get(pk=order.pk)


def told():
    return OutboxMessage.objects.get(kind="order_moved")


def test_a_moved_order_holds_its_new_place_and_gives_back_the_old_one(order, later, alice):
    former = order.slot
    move_by_shop(order=order, slot=later, by=alice)
    for slot in (former, later):
        slot.refresh_from_db()
    assert (former.booked, later.booked) == (0, 1)
    assert fresh(order).slot == later
    assert not list(broken_invariants())


def test_an_order_takes_along_the_work_that_it_was_booked_with(order, bread, later, alice):
    set_terms(product=bread, terms=Terms(), preparation_weight=9)
    type(later).objects.filter(pk=later.pk).update(work_capacity=1)
    assert later in slots_for_move(order, by_shop=False)
    move_by_shop(order=order, slot=later, by=alice)
    later.refresh_from_db()
    assert later.work_booked == 1
    assert not list(broken_invariants())


def test_what_is_taken_out_binds_to_no_day(bread, bakery, territory, later, alice):
    brioche, slot = make_product(bakery, "Brioche"), make_slot(bakery)
    set_terms(product=brioche, terms=Terms(dates=[slot.day.isoformat()]), preparation_weight=1)
    basket = make_basket({bread: 1, brioche: 1}, slots={bakery: slot})
    order = place(basket, territory).orders.get()
    assert later not in slots_for_move(order, by_shop=False)
    brioches = order.lines.get(product=brioche)
    report_shortage(order=order, line_id=brioches.pk, quantity=0, by=alice)
    assert later in slots_for_move(order, by_shop=False)


def test_the_shopper_is_told_where_from_and_why(order, later, alice):
    move_by_shop(order=order, slot=later, by=alice, reason="Le four est en panne.")
    assert told().recipient == order.purchase.email
    assert "Le four est en panne." in told().text
    assert "au lieu du" in told().text.replace("\u00a0", " ")


def test_the_shop_is_told_when_the_shopper_moves(order, later, bakery):
    move_by_shopper(order=order, slot=later, by=None)
    assert told().recipient == bakery.email
    assert fresh(order).cancel_until == later.cutoff


def test_an_order_may_go_to_and_fro_and_each_move_is_told(order, later, alice):
    former = order.slot
    for slot in (later, former, later):
        move_by_shop(order=order, slot=slot, by=alice)
    assert OutboxMessage.objects.filter(kind="order_moved").count() == 3
    assert order.moves.count() == 3


def test_a_shop_s_move_takes_nothing_from_the_right_to_cancel(bread, bakery, alice):
    order = make_order(bread, slot=make_slot(bakery, start=NOW + timedelta(days=5)))
    sooner = make_slot(bakery, start=NOW + timedelta(hours=3))
    move_by_shop(order=order, slot=sooner, by=alice)
    assert fresh(order).cancel_until == sooner.start


def test_after_the_cut_off_the_shopper_telephones(order, later):
    with pytest.raises(TooLate):
        move_by_shopper(order=order, slot=later, by=None, now=order.cancel_until)


def test_the_shop_minds_no_cut_off_of_its_own(order, bakery, alice):
    soon = make_slot(bakery, start=NOW + timedelta(hours=1), cutoff=NOW - timedelta(hours=1))
    assert soon in slots_for_move(order, by_shop=True)
    assert soon not in slots_for_move(order, by_shop=False)
    move_by_shop(order=order, slot=soon, by=alice)
    assert fresh(order).slot == soon


@pytest.mark.parametrize(
    "slot",
    [
        {"capacity": 1, "booked": 1},
        {"closed": True},
        {"start": NOW - timedelta(hours=1), "cutoff": NOW - timedelta(hours=3)},
    ],
)
def test_a_slot_without_a_place_is_refused_and_nothing_changes(order, bakery, alice, slot):
    full = make_slot(bakery, **{"start": NOW + timedelta(days=3)} | slot)
    with pytest.raises(SlotUnavailable):
        move_by_shop(order=order, slot=full, by=alice)
    assert fresh(order).slot != full
    assert not order.moves.exists()


def test_another_shop_s_slot_is_none_of_its_slots(order, dairy, alice):
    with pytest.raises(SlotUnavailable):
        move_by_shop(order=order, slot=make_slot(dairy), by=alice)


def test_an_order_that_is_over_is_not_moved(order, later, alice):
    cancel_by_shopper(order=fresh(order))
    with pytest.raises(TransitionRefused):
        move_by_shop(order=order, slot=later, by=alice)


def test_of_two_who_move_the_same_order_one_is_told_to_look_again(order, later, bakery, alice):
    seen = fresh(order)
    move_by_shop(order=order, slot=later, by=alice)
    other = make_slot(bakery, start=NOW + timedelta(days=4))
    with pytest.raises(TransitionRefused):
        move_by_shopper(order=seen, slot=other, by=None)


def test_who_cancels_what_was_moved_meanwhile_gives_back_the_right_place(order, later, alice):
    seen = fresh(order)
    move_by_shop(order=order, slot=later, by=alice)
    cancel_by_shop(order=seen, by=alice)
    later.refresh_from_db()
    assert later.booked == 0
    assert not list(broken_invariants())


def test_the_shop_moves_an_order_on_its_screen(client, order, later, alice):
    client.force_login(alice)
    screen = f"/pro/{order.shop.slug}/commandes/{order.number}/horaire/"
    assert f'value="{later.pk}"' in client.get(screen).text
    refused = client.post(screen, {"slot": "", "reason": "Pardon"})
    assert refused.status_code == 422
    assert "Pardon" in refused.text
    page = client.post(screen, {"slot": later.pk, "reason": "Pardon"}, follow=True)
    assert "Commande déplacée" in page.text
    assert fresh(order).slot == later


def test_the_shopper_moves_an_order_by_the_link(client, order, later):
    screen = f"/retrait/{token_of(order.purchase)}/{order.number}/horaire/"
    assert f'value="{later.pk}"' in client.get(screen).text
    page = client.post(screen, {"slot": later.pk}, follow=True)
    assert "le commerce est prévenu" in page.text
    assert fresh(order).slot == later


@pytest.mark.parametrize("by_shop", [True, False])
def test_all_days_can_be_had_the_next_times_at_once_the_others_by_day(
    client, order, bakery, alice, by_shop
):
    starts = [NOW + timedelta(days=2 + number // 3, hours=number % 3) for number in range(30)]
    slots = [make_slot(bakery, start=start) for start in starts]
    client.force_login(alice)
    home = (
        f"/pro/{order.shop.slug}/commandes" if by_shop else f"/retrait/{token_of(order.purchase)}"
    )
    at_once, by_day = client.get(f"{home}/{order.number}/horaire/").text.split("Autres jours")
    shown = [[f'value="{slot.pk}"' in part for slot in slots] for part in (at_once, by_day)]
    assert shown == [[True] * 8 + [False] * 22, [False] * 8 + [True] * 22]


def test_who_moved_an_order_can_read_it_in_their_data_and_is_forgotten(order, later, alice):
    move_by_shop(order=order, slot=later, by=alice)
    moved = export(person_of(alice))["orders given another time"]
    assert [one["order__number"] for one in moved] == [order.number]
    erase(person_of(alice), NOW)
    assert order.moves.get().by is None


@pytest.fixture
def proposed(order, bakery, alice):
    """The shop asks about a loaf that one orders three days ahead; it has one."""
    rye = make_product(bakery, "Seigle")
    set_terms(product=rye, terms=Terms(lead_time_minutes=3 * 24 * 60), preparation_weight=1)
    line = order.lines.get()
    facts = {"line_id": line.pk, "product": rye, "quantity": 1, "by": alice}
    propose_substitute(order=order, **facts)
    return with_details(order)


def with_details(order):
    return type(order).objects.with_details().get(pk=order.pk)


def test_a_substitute_that_lies_there_needs_no_notice(proposed, later):
    assert slots_for_move(proposed, by_shop=False) == [later]


def test_a_substitute_does_not_shorten_the_time_to_cancel(proposed, later):
    move_by_shopper(order=proposed, slot=later, by=None)
    take_question_back(order=with_details(proposed), line_id=proposed.lines.get().pk)
    assert with_details(proposed).cancel_until == later.cutoff


def test_a_substitute_that_was_agreed_to_needs_no_notice_either(proposed, later):
    question = LineAdjustment.objects.get(consent="asked")
    answer(order=proposed, adjustment=question, agreed=True)
    assert slots_for_move(with_details(proposed), by_shop=False) == [later]
