"""Answers about a line that meet each other, a hand-over, or the last units of a substitute."""

from decimal import Decimal
from functools import partial

import pytest

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders.lines import settling
from pickup.orders.lines.adjusting import propose_substitute, report_shortage
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.settling import answer
from pickup.orders.transitions import collect_order
from shops.exceptions import OutOfStock
from tests.factories import make_member, make_order, make_product, make_slot
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS = rounds(20)


def seen(order):
    return type(order).objects.select_related("slot", "shop", "purchase").get(pk=order.pk)


def roomy(shop):
    return make_slot(shop, capacity=100)


def asked(shop, alice):
    """Place an order of three loaves of which one is there, and ask."""
    order = make_order(make_product(shop), quantity=3, slot=roomy(shop))
    line = order.lines.get()
    return order, report_shortage(order=order, line_id=line.pk, quantity=1, by=alice)


def answers(order, question):
    """Agree and refuse, each on its own copy of what was read before."""
    copies = [LineAdjustment.objects.get(pk=question.pk) for _ in range(2)]
    return [
        partial(answer, order=seen(order), adjustment=copy, agreed=agreed)
        for copy, agreed in zip(copies, (True, False), strict=True)
    ]


def test_agree_against_refuse_one_counts(shops, monkeypatch):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        order, question = asked(shops[0], alice)
        with meeting_at(monkeypatch, "pickup.orders.lines.settling.lock_in_preparation", 2):
            results = run_together(answers(order, question))
        assert sum(isinstance(one, TransitionRefused) for one in results) == 1, results
        question.refresh_from_db()
        due = order.lines.get().due_quantity
        assert due == (1 if question.consent == "agreed" else 0)
        assert not list(broken_invariants())


def test_control_without_lock_and_guard_both_count(shops, monkeypatch):
    """Who agrees after the other refused then gets units of an order that is over."""
    alice = make_member(shops[0])

    def unguarded(adjustment, *, agreed, now, **_facts):
        consent = "agreed" if agreed else "refused"
        LineAdjustment.objects.filter(pk=adjustment.pk).update(consent=consent, answered_at=now)

    monkeypatch.setattr(settling, "_settle", unguarded)
    monkeypatch.setattr(settling, "lock_in_preparation", lambda order: None)
    for _ in range(ROUNDS):
        order, question = asked(shops[0], alice)
        with meeting_at(monkeypatch, "pickup.orders.lines.settling.lock_in_preparation", 2):
            results = run_together(answers(order, question))
        assert not any(isinstance(one, TransitionRefused) for one in results), results
        if list(broken_invariants()):
            return
    pytest.fail("two answers counted, and the books were right each time")


def test_agreeing_against_the_hand_over_takes_each_unit_once(shops, monkeypatch):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        order, question = asked(shops[0], alice)
        jobs = [
            partial(answer, order=seen(order), adjustment=question, agreed=True),
            partial(collect_order, order=seen(order), by=alice),
        ]
        results = run_together(jobs)
        assert results[0] is None, results
        assert results[1] is None or isinstance(results[1], TransitionRefused), results
        record = order.lines.get().stockrecord
        assert record.num_in_stock == record.num_allocated == (0 if results[1] is None else 1)
        assert not list(broken_invariants())


def test_the_last_unit_of_a_substitute_is_kept_for_one(shops, monkeypatch):
    alice = make_member(shops[0])
    for _ in range(ROUNDS):
        rye = make_product(shops[0], "Seigle", price=Decimal("4.00"), available=1)
        orders = [make_order(make_product(shops[0]), slot=roomy(shops[0])) for _ in range(3)]
        jobs = [
            partial(
                propose_substitute,
                order=seen(order),
                line_id=order.lines.get().pk,
                product=rye,
                quantity=1,
                by=alice,
            )
            for order in orders
        ]
        results = run_together(jobs)
        assert sum(isinstance(one, LineAdjustment) for one in results) == 1, results
        assert sum(isinstance(one, OutOfStock) for one in results) == 2, results
        assert not list(broken_invariants())
