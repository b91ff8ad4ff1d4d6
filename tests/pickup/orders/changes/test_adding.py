"""More products for an order that is placed, until the cut-off."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused, TooLate, TransitionRefused
from pickup.orders.changes.adding import add_products
from pickup.orders.changes.changing import change_quantities
from pickup.orders.changes.moving import move_by_shop
from pickup.orders.lines.adjusting import propose_substitute
from pickup.orders.making.planning import make_per_day
from pickup.orders.placing.basket import add_to_basket
from pickup.orders.placing.order_book import Wish, WishRefused
from pickup.orders.transitions import cancel_by_shop, mark_ready
from shops.catalogue.services import set_price
from shops.catalogue.terms import Terms, set_terms
from shops.models import Shop
from tests.factories import (
    make_basket,
    make_option,
    make_order,
    make_product,
    make_service,
    make_slot,
    place,
)

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def order(bread):
    return make_order(bread, quantity=2)


@pytest.fixture
def brioche(bakery):
    return make_product(bakery, "Brioche", price=Decimal("6.00"))


def add(order, product, quantity=1, *, key=None, now=None, **picked):
    wish = Wish(product.pk, quantity, {name: [value] for name, value in picked.items()})
    add_products(order=order, wishes=[wish], key=key or uuid4(), now=now)
    order.refresh_from_db()


def record(product):
    return StockRecord.objects.get(product=product)


def lines_of(order):
    return list(order.lines.order_by("pk"))


def columns(line):
    apart = {"id", "order_id"}
    return {
        field.attname: getattr(line, field.attname)
        for field in line._meta.concrete_fields
        if field.attname not in apart
    }


def test_it_is_taken_and_the_contract_is_anew(order, brioche):
    add(order, brioche, 3)
    assert record(brioche).num_allocated == 3
    assert [line.title for line in lines_of(order)] == ["Pain de campagne", "Brioche"]
    assert (
        order.total_incl_tax == order.due_incl_tax == sum(x.due_incl_tax for x in lines_of(order))
    )
    assert [line["quantity"] for line in order.legal_snapshot["lines"]] == [2, 3]
    assert order.work == order.slot.work_booked == 5
    assert not list(broken_invariants())


@pytest.mark.parametrize(
    "facts",
    [
        {"withdrawal_regime": "normal"},
        {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True},
        {"allergens": ["milk"], "ingredients": "Lait"},
    ],
)
def test_it_is_written_as_placing_would_have_written_it(bread, bakery, territory, facts):
    other = make_product(bakery, "Autre", **facts)
    slot = make_slot(bakery)
    make_option(other, values=[("Tranché", "0.50")])
    key, [value] = other.own_options[0]["key"], other.own_options[0]["values"]
    basket = make_basket({bread: 1}, slots={bakery: slot})
    add_to_basket(basket=basket, product=other, quantity=2, picked={key: [value["key"]]})
    at_once = place(basket, territory).orders.get()
    later = make_order(bread, slot=slot)
    add(later, other, 2, **{key: value["key"]})
    assert [columns(a) for a in lines_of(later)] == [columns(b) for b in lines_of(at_once)]
    assert later.legal_snapshot == at_once.legal_snapshot
    assert (later.work, later.total_excl_tax) == (at_once.work, at_once.total_excl_tax)


def test_what_asks_for_more_work_since_is_another_line(order, bread):
    set_terms(product=bread, terms=Terms(), preparation_weight=3)
    add(order, bread)
    assert [line.unit_work for line in lines_of(order)] == [1, 3]
    assert order.work == order.slot.work_booked == 5
    assert not list(broken_invariants())


def test_while_a_line_is_asked_about_nothing_is_added(order, bread, brioche, alice):
    loaves = order.lines.get()
    facts = {"order": order, "line_id": loaves.pk, "product": brioche, "quantity": 2, "by": alice}
    propose_substitute(**facts)
    with pytest.raises(TransitionRefused, match="question"):
        add(order, bread)
    assert not list(broken_invariants())


def test_more_of_the_same_is_one_line(order, bread):
    add(order, bread, 3)
    [line] = lines_of(order)
    assert (line.quantity, line.due_quantity, order.legal_snapshot["lines"][0]["quantity"]) == (
        5,
    ) * 3
    assert not list(broken_invariants())


def test_what_is_chosen_otherwise_is_another_line(order, bread):
    make_option(bread)
    option = bread.own_options[0]
    for value in option["values"]:
        add(order, bread, **{option["key"]: value["key"]})
    add(order, bread, **{option["key"]: option["values"][0]["key"]})
    assert [line.quantity for line in lines_of(order)] == [2, 2, 1]


def test_what_was_agreed_at_another_price_stays(order, bread):
    before = lines_of(order)[0].unit_price_incl_tax
    set_price(product=bread, price=before + 1)
    add(order, bread)
    assert [line.unit_price_incl_tax for line in lines_of(order)] == [before, before + 1]
    change_quantities(order=order, quantities={lines_of(order)[1].pk: 2})
    order.refresh_from_db()
    assert order.total_incl_tax == before * 2 + (before + 1) * 2


def test_the_same_key_adds_once(order, brioche):
    key = uuid4()
    add(order, brioche, key=key)
    add(order, brioche, key=key)
    assert record(brioche).num_allocated == 1
    assert OutboxMessage.objects.filter(kind="order_changed").count() == 2


def test_another_order_s_key_adds_nothing(order, brioche):
    key = uuid4()
    add(make_order(brioche), brioche, key=key)
    with pytest.raises(TransitionRefused):
        add(order, brioche, key=key)


def test_both_sides_are_told_what_it_holds_now(order, brioche):
    add(order, brioche, 3)
    told = OutboxMessage.objects.filter(kind="order_changed")
    assert told.count() == 2
    assert all("3 × Brioche" in message.text for message in told)


def test_a_refusal_names_every_reason_and_takes_nothing(order, brioche, bakery):
    rolls = make_product(bakery, "Petits pains", available=1)
    wishes = [Wish(brioche.pk, 11), Wish(rolls.pk, 2)]
    with pytest.raises(PlacementRefused) as refused:
        add_products(order=order, wishes=wishes, key=uuid4())
    assert [problem.line.product for problem in refused.value.problems] == [brioche, rolls]
    assert (record(brioche).num_allocated, record(rolls).num_allocated) == (0, 0)
    assert not OutboxMessage.objects.filter(kind="order_changed").exists()


def test_what_was_refused_can_be_sent_again_with_its_key(order, brioche):
    key = uuid4()
    with pytest.raises(PlacementRefused):
        add(order, brioche, 11, key=key)
    add(order, brioche, 10, key=key)
    assert record(brioche).num_allocated == 10


def test_a_day_s_quantity_is_taken(order, brioche):
    make_per_day(product=brioche, quantity=2)
    add(order, brioche, 2)
    assert lines_of(order)[1].quota.taken == 2
    with pytest.raises(PlacementRefused):
        add(order, brioche)
    assert not list(broken_invariants())


def test_the_slot_s_work_is_the_most_there_is(bread, brioche, bakery):
    order = make_order(bread, slot=make_slot(bakery, work_capacity=3))
    set_terms(product=brioche, terms=Terms(), preparation_weight=2)
    with pytest.raises(PlacementRefused):
        add(order, brioche, 2)
    add(order, brioche)
    assert (order.work, order.slot.work_booked) == (3, 3)


def test_what_is_not_made_that_day_cannot_be_added(order, brioche):
    other = (order.slot.day.weekday() + 1) % 7
    set_terms(product=brioche, terms=Terms(weekdays=str(other)), preparation_weight=1)
    with pytest.raises(PlacementRefused):
        add(order, brioche)


def test_an_earlier_cutoff_of_its_own_holds_for_it_alone(bread, brioche, bakery):
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    order = make_order(bread, slot=make_slot(bakery, start))
    told = order.cancel_until
    set_terms(product=brioche, terms=Terms(lead_time_minutes=24 * 60), preparation_weight=1)
    add(order, brioche, now=start - timedelta(hours=25))
    assert order.cancel_until == told
    with pytest.raises(PlacementRefused):
        add(order, brioche, now=start - timedelta(hours=23))


def test_a_service_takes_its_chair_and_more_of_it_another(order, bakery):
    cut = make_service(bakery, n=2)
    add(order, cut)
    add(order, cut)
    [_bread, line] = lines_of(order)
    assert (line.quantity, line.appointment.units) == (2, 2)
    assert not list(broken_invariants())
    with pytest.raises(PlacementRefused):
        add(order, cut)


def test_a_service_for_more_than_the_shop_is_open_is_refused(order, bakery):
    with pytest.raises(PlacementRefused):
        add(order, make_service(bakery, minutes=90))


def test_a_screen_opened_before_gives_all_of_it_back(order, brioche, alice):
    before = type(order).objects.with_details().get(pk=order.pk)
    add(order, brioche)
    cancel_by_shop(order=before, by=alice)
    assert not list(broken_invariants())


def test_a_screen_opened_before_moves_all_of_it(order, brioche, alice):
    before = type(order).objects.with_details().get(pk=order.pk)
    add(order, brioche)
    goal = make_slot(order.shop, order.slot.start + timedelta(hours=1))
    move_by_shop(order=before, slot=goal, by=alice)
    assert not list(broken_invariants())


def test_a_right_of_withdrawal_brings_its_notice(order, bakery):
    assert not order.legal_snapshot["withdrawal_notice"]
    add(order, make_product(bakery, "Bol", withdrawal_regime="normal"))
    assert order.legal_snapshot["withdrawal_notice"]


def test_another_shop_s_products_are_refused(order, dairy):
    with pytest.raises(WishRefused):
        add(order, make_product(dairy, "Tome"))


def test_a_shop_that_sells_no_more_adds_nothing(order, brioche, bakery):
    Shop.objects.filter(pk=bakery.pk).update(mode="showcase")
    with pytest.raises(WishRefused):
        add(order, brioche)


@pytest.mark.parametrize("quantity", [0, -1, 199])
def test_a_line_holds_no_more_than_a_basket_s(order, bread, quantity):
    with pytest.raises(WishRefused):
        add(order, bread, quantity)


def test_after_the_cutoff_one_telephones(order, brioche):
    with pytest.raises(TooLate):
        add(order, brioche, now=order.cancel_until)


def test_what_the_shop_has_prepared_stays(order, brioche, alice):
    mark_ready(order=order, by=alice)
    with pytest.raises(TransitionRefused):
        add(order, brioche)
