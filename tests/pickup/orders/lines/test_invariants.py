"""The nightly check finds lines that are not what was settled."""

from decimal import Decimal

import pytest

from marketplace.operations.audit import broken_invariants
from pickup.orders.lines.adjusting import propose_substitute, report_shortage
from pickup.orders.lines.settling import answer
from pickup.orders.making.planning import make_per_day
from tests.factories import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread):
    return make_order(bread, quantity=3)


@pytest.fixture
def question(order, alice):
    return report_shortage(order=order, line_id=order.lines.get().pk, quantity=1, by=alice)


def faults():
    return " ".join(broken_invariants())


def test_a_line_changed_behind_its_adjustments_is_found(order):
    order.lines.update(due_incl_tax=Decimal("1.00"))
    assert "is not what was settled last" in faults()
    assert "asks for another sum" in faults()


def test_a_line_that_forgot_what_was_agreed_is_found(order, question):
    answer(order=order, adjustment=question, agreed=True)
    order.lines.update(due_quantity=3)
    assert "is not what was settled last" in faults()
    assert "units aside" in faults()


def test_a_question_that_its_line_does_not_know_is_found(order, question):
    order.lines.update(awaits_answer=False)
    assert "disagree" in faults()


def test_a_substitute_kept_for_nobody_is_found(order, question, bread):
    bread.stockrecords.update(num_allocated=2)
    assert "units aside" in faults()


def test_a_substitute_that_takes_nothing_of_its_day_is_found(order, bakery, alice):
    tart = make_product(bakery, "Tarte", available=None)
    make_per_day(product=tart, quantity=2)
    line = order.lines.get()
    kept = propose_substitute(order=order, line_id=line.pk, product=tart, quantity=1, by=alice)
    assert not faults()
    type(kept).objects.update(quota=None)
    assert "orders hold 0" in faults()
    assert f"Line {line.pk} takes nothing of what is made on its day" in faults()
