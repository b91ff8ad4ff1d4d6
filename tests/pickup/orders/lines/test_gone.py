"""What was handed over without a network has gone, whatever was still asked about it."""

from decimal import Decimal
from uuid import uuid4

import pytest

from pickup.exceptions import Unsettled
from pickup.orders.counter.undo import undo_handover
from pickup.orders.lines.adjusting import propose_substitute, report_shortage, weigh_line
from pickup.orders.lines.gone import say_gone
from pickup.orders.lines.settling import answer
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from pickup.orders.models import HandOver
from pickup.orders.transitions import collect_order, mark_ready
from shops.catalogue.quotas import quota_of_day
from tests.factories import make_order, make_product, make_service
from tests.pickup.orders.lines.conftest import stock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("base")]


@pytest.fixture
def order(bread):
    """Three loaves at 4.80."""
    return make_order(bread, quantity=3)


@pytest.fixture
def short(order, alice):
    facts = {"order": order, "line_id": order.lines.get().pk, "by": alice}
    return lambda **more: report_shortage(**facts | {"quantity": 1} | more)


@pytest.fixture
def instead(order, rye, alice):
    """Two rye loaves are proposed instead of three others."""
    facts = {"order": order, "line_id": order.lines.get().pk, "quantity": 2, "by": alice}
    return lambda product=rye, **more: propose_substitute(**facts, product=product, **more)


@pytest.fixture
def go(order, alice):
    """Hand over as a screen does that was cut off; the line as it went."""

    def go():
        collect_order(order=order, by=alice, happened=True)
        return order.lines.get()

    return go


@pytest.mark.parametrize(("sold_out", "left"), [(True, 0), (False, 7)])
def test_as_many_go_as_the_shop_said_it_has(order, short, go, bread, sold_out, left):
    short(sold_out=sold_out)
    line = go()
    assert (line.due_quantity, line.due_incl_tax) == (1, Decimal("4.80"))
    assert order.due_incl_tax == Decimal("4.80")
    assert stock(bread) == (left, 0)


def test_a_substitute_goes_out_of_its_own_stock(order, instead, go, rye, bread):
    instead()
    line = go()
    assert (line.due_title, line.due_incl_tax) == ("Pain de seigle", Decimal("11.00"))
    assert (stock(rye), stock(bread)) == ((2, 0), (0, 0))


def test_a_dearer_substitute_goes_at_the_price_that_was_agreed_on(instead, go):
    question = instead(price=Decimal("20.00"))
    assert go().due_incl_tax == Decimal("14.40")
    question.refresh_from_db()
    assert (question.consent, question.to_price) == ("dropped", Decimal("20.00"))


def test_a_substitute_stays_taken_of_its_day(order, instead, go, bakery):
    tart = make_product(bakery, "Tarte", available=None)
    make_per_day(product=tart, quantity=2)
    instead(tart)
    go()
    assert quota_of_day(record=tart.stockrecords.get(), day=order.slot.day).left == 0


def test_a_weight_above_the_maximum_goes_at_the_maximum(bakery, alice):
    """A piece of 480 g for 12 EUR, at most 13.20 EUR."""
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    order = make_order(make_product(bakery, "Tome", price=Decimal("12.00"), **weighed))
    facts = {"order": order, "line_id": order.lines.get().pk, "by": alice}
    weigh_line(**facts, grams=600, above="ask")
    collect_order(order=order, by=alice, happened=True)
    line = order.lines.get()
    assert (line.weighed_grams, line.due_incl_tax) == (600, Decimal("13.20"))


def test_a_service_gives_back_the_time_that_is_not_needed(bakery, alice):
    order = make_order(make_service(bakery, n=2), quantity=2)
    report_shortage(order=order, line_id=order.lines.get().pk, quantity=1, by=alice)
    collect_order(order=order, by=alice, happened=True)
    assert order.lines.get().appointment.units == 1


def test_undone_it_comes_back_as_it_went(order, short, go, bread, alice):
    short()
    go()
    undo_handover(order=order, by=alice)
    assert stock(bread) == (1, 1)


def test_a_screen_that_was_cut_off_reads_how_it_was_noted_each_time(client, order, short, alice):
    short()
    client.force_login(alice)
    address = f"/pro/le-fournil/commandes/{order.number}/"
    sent = {"nonce": str(uuid4()), "happened": "1"}
    for _ in range(2):
        answer = client.post(
            f"{address}remise/", sent, headers={"Accept": "application/json"}
        ).json()
        assert answer["refusal"] == ""
        assert "il n’en reste que 1 sur 3" in answer["note"]
    assert order.transitions.filter(to_status="collected").count() == 1
    assert "remis sans réponse" in client.get(address).text


def test_a_tap_that_reached_the_site_is_still_asked_to_settle_it_first(order, short, alice):
    short()
    with pytest.raises(Unsettled):
        collect_order(order=order, by=alice, at_estimate=True)
    assert not HandOver.objects.exists()


def test_the_link_of_the_question_leads_to_what_has_gone(client, order, short, go):
    question = short()
    go()
    home = f"/retrait/{token_of(order.purchase)}/"
    page = client.get(f"{home}{order.number}/question/{question.pk}/?reponse=agreed")
    assert "vous n’avez rien à répondre" in page.text
    assert "data-at-once" not in page.text
    assert "il n’en reste que" not in client.get(home).text


def test_what_was_ready_is_ready_whole_once_it_is_undone(order, short, go, alice):
    mark_ready(order=order, by=alice)
    short()
    go()
    undo_handover(order=order, by=alice)
    order = type(order).objects.with_details().get(pk=order.pk)
    assert order.status == "ready"
    assert order.progress.is_whole


def test_a_second_hand_over_says_nothing_of_the_first(order, short, go, alice):
    short(quantity=2)
    go()
    undo_handover(order=order, by=alice)
    answer(order=order, adjustment=short(), agreed=True)
    go()
    assert say_gone(order=order) == ""
