"""Goods sold by weight that were never weighed: nobody is called for them, nobody pays a guess."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import Unsettled
from pickup.orders.counter.absence import collect_late, mark_not_collected
from pickup.orders.counter.replays import hand_over
from pickup.orders.counter.undo import undo_handover
from pickup.orders.lines.adjusting import weigh_line
from pickup.orders.links import token_of
from pickup.orders.models import HandOver
from pickup.orders.transitions import collect_order, mark_ready
from tests.factories import make_order, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("base")]


@pytest.fixture
def order(bakery):
    """A piece of 480 g for 12 EUR, at most 13.20 EUR."""
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    return make_order(make_product(bakery, "Tome", price=Decimal("12.00"), **weighed))


@pytest.fixture
def line(order):
    return order.lines.get()


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def act(counter, order):
    screen = f"/pro/{order.shop.slug}/commandes/{order.number}/"
    return lambda end, data=None, **how: counter.post(f"{screen}{end}/", data or {}, **how)


def state_of(order):
    order.refresh_from_db()
    return order.status


def test_an_order_is_not_called_ready_before_it_is_weighed(order, line, alice):
    with pytest.raises(Unsettled, match="Tome"):
        mark_ready(order=order, by=alice)
    assert state_of(order) == "accepted"
    assert not OutboxMessage.objects.filter(kind="order_ready").exists()
    weigh_line(order=order, line_id=line.pk, grams=434, by=alice)
    mark_ready(order=order, by=alice)
    assert state_of(order) == "ready"


def test_the_counter_is_led_from_ready_to_the_scales(act, order):
    page = act("prete", follow=True)
    assert page.redirect_chain[-1][0] == f"/pro/{order.shop.slug}/commandes/{order.number}/"
    assert "À peser d’abord\u00a0: Tome." in page.text
    assert "Poids pesé" in page.text


def test_handing_over_asks_for_the_weight_first(act, order):
    page = act("remise", follow=True).text
    assert "À peser d’abord\u00a0: Tome." in page
    assert "Remettre au prix annoncé\u00a0: 12,00" in page
    assert state_of(order) == "accepted"


def test_without_scales_one_tap_hands_over_at_the_announced_price(act, order, line):
    act("remise", {"at_estimate": "1"})
    assert (state_of(order), order.due_is_estimate) == ("collected", False)
    [step] = line.adjustments.all()
    assert (step.kind, step.to_price, step.by.email) == (
        *("unweighed", Decimal("12.00"), "alice@example.org"),
    )


def test_what_went_unweighed_is_said_so_to_both_sides(act, order, client):
    act("remise", {"at_estimate": "1"})
    page = client.get(f"/pro/{order.shop.slug}/commandes/{order.number}/").text
    assert "remis sans être pesé, au prix annoncé\u00a0: 12,00\u202f€" in page
    theirs = client.get(f"/retrait/{token_of(order.purchase)}/").text
    for words in (page, theirs):
        assert "non pesé, au prix annoncé" in words
        assert "environ" not in words


def test_undone_it_is_to_be_weighed_again(order, alice):
    collect_order(order=order, by=alice, at_estimate=True)
    undo_handover(order=order, by=alice)
    assert order.due_is_estimate
    with pytest.raises(Unsettled):
        collect_order(order=order, by=alice)


def test_what_is_weighed_already_goes_at_its_weight(order, line, alice):
    weigh_line(order=order, line_id=line.pk, grams=434, by=alice)
    collect_order(order=order, by=alice, at_estimate=True)
    assert [step.kind for step in line.adjustments.all()] == ["weight"]
    assert order.due_incl_tax == Decimal("10.85")


def test_a_hand_over_without_a_network_has_happened_and_is_not_lost(act, order, line):
    sent = {"nonce": str(uuid4()), "happened": "1"}
    for _ in range(2):
        answer = act("remise", sent, headers={"Accept": "application/json"})
        assert answer.json() == {"refusal": ""}
    assert state_of(order) == "collected"
    assert line.adjustments.get().kind == "unweighed"


def test_a_tap_that_was_told_to_weigh_is_not_used_up(order, line, alice):
    nonce = uuid4()
    with pytest.raises(Unsettled):
        hand_over(order=order, by=alice, nonce=nonce)
    assert not HandOver.objects.exists()
    hand_over(order=order, by=alice, nonce=nonce, at_estimate=True)
    assert state_of(order) == "collected"


def test_who_comes_late_pays_what_was_announced(order, line, alice):
    over = order.slot.end + timedelta(minutes=1)
    mark_not_collected(order=order, by=alice, now=over)
    collect_late(order=order, by=alice, now=over)
    assert line.adjustments.get().kind == "unweighed"
    assert not order.due_is_estimate


def test_what_went_unweighed_without_a_word_is_found(order, line, alice):
    collect_order(order=order, by=alice, at_estimate=True)
    steps = line.adjustments.all()
    kept = list(steps)
    steps.delete()
    assert "handed over unweighed" in " ".join(broken_invariants())
    steps.bulk_create(kept)


def test_orders_of_before_get_their_row(order, line, alice):
    from importlib import import_module

    from django.apps import apps

    at = timezone.now()
    collect_order(order=order, by=alice, at_estimate=True, now=at)
    line.adjustments.all().delete()
    migration = import_module("pickup.orders.migrations.0013_handed_over_unweighed")
    migration.note_what_was_never_weighed(apps, None)
    step = line.adjustments.get()
    assert (step.kind, step.asked_at, step.to_price) == ("unweighed", at, Decimal("12.00"))
