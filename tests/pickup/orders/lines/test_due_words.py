"""What messages say of an order as it is by now."""

from decimal import Decimal

import pytest

from pickup.orders.lines.adjusting import propose_substitute, weigh_line
from pickup.orders.lines.due_words import due_facts
from pickup.orders.lines.settling import answer
from pickup.orders.transitions import cancel_by_shopper
from tests.factories import make_basket, make_option, make_order, make_product, make_slot, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def tome(bakery):
    """A piece of 480 g for 12 EUR: at most 13.20 EUR."""
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    return make_product(bakery, "Tome", price=Decimal("12.00"), **weighed)


@pytest.fixture
def order(bakery, bread, tome, territory):
    """A loaf at 4.80 and a piece of cheese."""
    basket = make_basket({bread: 1, tome: 1}, {bakery: make_slot(bakery)})
    return place(basket, territory).orders.get()


def test_before_the_scales_have_spoken_the_maximum_is_told(order):
    assert due_facts(order)["at_most"] == "18,00\u202f€"


def test_once_it_is_weighed_the_price_is_exact(order, tome, alice):
    piece = order.lines.get(product=tome)
    weigh_line(order=order, line_id=piece.pk, grams=434, by=alice)
    assert due_facts(order)["at_most"] == ""
    assert due_facts(order)["total"] == "15,65\u202f€"


def test_of_what_is_cancelled_nothing_is_to_be_weighed(order):
    cancel_by_shopper(order=order)
    assert due_facts(order)["at_most"] == ""


def test_options_are_told_while_the_line_is_what_was_ordered(bread, bakery, alice):
    option = make_option(bread, "Pain", ["Tranché", "Entier"])
    order = make_order(bread, picked={option.key: [option.values[0].key]})
    [line] = due_facts(order)["lines"]
    assert line["options"] == ["Pain\u00a0: Tranché"]
    rye, pk = make_product(bakery, "Pain de seigle"), order.lines.get().pk
    facts = {"order": order, "line_id": pk, "product": rye, "quantity": 1, "by": alice}
    answer(order=order, adjustment=propose_substitute(**facts), agreed=True)
    [line] = due_facts(order)["lines"]
    assert (line["title"], line["options"]) == ("Pain de seigle", [])
