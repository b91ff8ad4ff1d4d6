"""Orders told on the telephone or at the counter: the same goods, the same places."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import BasketUnusable, PlacementRefused
from pickup.orders.conversation import can_write
from pickup.orders.making.planning import make_per_day
from pickup.orders.models import Purchase
from pickup.orders.placing.order_book import (
    Wish,
    WishRefused,
    goods_of,
    next_slot,
    slots_to_take,
    take_order,
)
from pickup.orders.placing.placement import Contact
from pickup.orders.placing.taken import Taken
from pickup.orders.transitions import cancel_by_shop, collect_order, mark_ready
from pickup.slots.models import PickupPoint
from shops.catalogue.quotas import plan_day, quota_of_day
from shops.catalogue.terms import Terms, say_sold_out, set_terms
from tests.factories import make_option, make_order, make_product, make_slot

pytestmark = pytest.mark.django_db
Basket = get_model("basket", "Basket")


@pytest.fixture
def slot(bakery):
    return make_slot(bakery)


@pytest.fixture
def take(bakery, bread, slot, alice):
    """Type in an order of one loaf for Mme Roche, who is on the telephone, unless told."""

    def take(wishes=None, *, name="Mme Roche", email="", phone="", key=None, **fields):
        return take_order(
            shop=bakery,
            wishes=wishes or [Wish(bread.pk, 1)],
            slot=fields.pop("slot", slot),
            contact=Contact(name, email, phone),
            taken=Taken(fields.pop("source", "telephone"), alice, key or uuid4()),
            **fields,
        )

    return take


def told():
    return list(OutboxMessage.objects.values_list("kind", "channel", "recipient"))


def test_it_is_an_order_like_any_other_with_who_typed_it(take, bread, slot, alice):
    order = take([Wish(bread.pk, 3)], note="Bien cuit")
    slot.refresh_from_db()
    assert (order.status, order.source, order.placed_by) == ("accepted", "telephone", alice)
    assert (order.purchase.name, order.purchase.user) == ("Mme Roche", None)
    assert order.note == "Bien cuit"
    assert (bread.stockrecords.get().num_allocated, slot.booked) == (3, 1)
    assert [step.by for step in order.transitions.all()] == [alice, alice]
    assert not list(broken_invariants())


def test_a_name_alone_is_enough_and_nobody_is_written_to(take, alice):
    order = take()
    mark_ready(order=order, by=alice)
    collect_order(order=order, by=alice)
    assert told() == []
    assert not can_write(order)


def test_a_cancelled_one_tells_the_shop_alone(take, alice, bakery):
    cancel_by_shop(order=take(), by=alice)
    assert told() == [("order_cancelled", "email", bakery.email)]


def test_who_leaves_a_number_gets_the_usual_message_and_the_shop_none(take):
    take(phone="+33639980405")
    assert told() == [("order_placed", "sms", "+33639980405")]


def test_who_leaves_an_address_gets_the_whole_contract(take, bakery):
    take(email="roche@example.org")
    [message] = OutboxMessage.objects.all()
    assert message.recipient == "roche@example.org"
    assert bakery.legal_name in message.text


def test_the_shop_is_told_of_what_the_association_typed(take, bakery):
    take(source="association")
    assert told() == [("order_placed", "email", bakery.email)]


def test_neither_answers_nor_confirmations_are_waited_for(take, bakery):
    PickupPoint.objects.filter(shop=bakery).update(
        acceptance="manual", guests_confirm_by_mail=True
    )
    order = take(phone="+33639980405")
    assert (order.status, order.answer_until, order.hold_expires_at) == ("accepted", None, None)


def test_a_shop_minds_no_cutoff_of_its_own_but_no_slot_that_began(take, bakery, bread):
    now = timezone.now()
    soon = make_slot(bakery, now + timedelta(minutes=20), cutoff=now - timedelta(hours=1))
    assert take(slot=soon).status == "accepted"
    begun = make_slot(bakery, now - timedelta(minutes=5))
    with pytest.raises(PlacementRefused):
        take(slot=begun)
    assert bread.stockrecords.get().num_allocated == 1


def test_the_last_unit_is_not_sold_twice(take, bakery, bread, slot):
    last = make_product(bakery, "Tourte", available=1)
    make_order(last, slot=slot)
    with pytest.raises(WishRefused) as refused:
        take([Wish(bread.pk, 1), Wish(last.pk, 1)])
    assert refused.value.products == {last.pk: "Épuisé."}
    assert not Basket.objects.filter(status="Open").exists()


def test_a_full_slot_takes_no_telephone_order_either(take, bakery):
    full = make_slot(bakery, timezone.now() + timedelta(days=3), capacity=1)
    take(slot=full)
    with pytest.raises(PlacementRefused) as refused:
        take(slot=full)
    assert [problem.kind for problem in refused.value.problems] == ["slot"]
    assert Purchase.objects.count() == Basket.objects.count() == 1


def test_what_is_made_so_many_a_day_is_taken_from_the_day(take, bread):
    make_per_day(product=bread, quantity=2)
    take([Wish(bread.pk, 2)])
    with pytest.raises(PlacementRefused):
        take()
    assert not list(broken_invariants())


def test_a_required_option_must_be_chosen(take, bread):
    option = make_option(bread, required=True)
    with pytest.raises(WishRefused) as refused:
        take()
    assert list(refused.value.options[bread.pk, 0]) == [option.key]
    order = take([Wish(bread.pk, 1, {option.key: [option.values[0].key]})])
    assert order.lines.get().choices == ["Pain\u00a0: Tranché"]


def test_the_same_product_is_taken_twice_with_other_options(take, bread):
    option = make_option(bread, required=True)
    sliced, whole = ({option.key: [value.key]} for value in option.values)
    order = take([Wish(bread.pk, 1, sliced), Wish(bread.pk, 2, whole, row=1)])
    lines = order.lines.order_by("pk").values_list("quantity", "options__0__value")
    assert list(lines) == [(1, "Tranché"), (2, "Entier")]


def test_what_one_of_two_lacks_is_told_of_that_one(take, bread):
    option = make_option(bread, required=True)
    with pytest.raises(WishRefused) as refused:
        take([Wish(bread.pk, 1, {option.key: [option.values[0].key]}), Wish(bread.pk, 1, row=1)])
    assert list(refused.value.options) == [(bread.pk, 1)]


@pytest.fixture
def unplanned(bread, slot):
    """The bread, made on the day after the slot's alone."""
    set_terms(
        product=bread,
        terms=Terms(weekdays=str((slot.day.weekday() + 1) % 7)),
        preparation_weight=1,
    )
    return bread


def test_what_is_not_planned_for_the_day_is_taken_knowingly_alone(take, unplanned):
    with pytest.raises(WishRefused) as refused:
        take([Wish(unplanned.pk, 1)])
    assert "Pas prévu ce jour-là." in refused.value.products[unplanned.pk]
    assert take([Wish(unplanned.pk, 1, anyway=True)]).status == "accepted"


def test_what_was_said_to_be_sold_out_today_is_taken_knowingly_alone(take, bread, slot):
    say_sold_out(product=bread, day=slot.day)
    with pytest.raises(WishRefused) as refused:
        take()
    assert "épuisé aujourd’hui" in refused.value.products[bread.pk]
    assert take([Wish(bread.pk, 1, anyway=True)]).status == "accepted"


def test_what_is_made_for_somebody_on_a_day_without_is_offered_to_nobody_else(
    take, bread, slot, alice
):
    make_per_day(product=bread, quantity=2)
    record = bread.stockrecords.get()
    plan_day(record=record, day=slot.day, planned=0)
    with pytest.raises(WishRefused) as refused:
        take()
    assert "Pas prévu" in refused.value.products[bread.pk]
    order = take([Wish(bread.pk, 3, anyway=True)])
    assert not list(broken_invariants())
    cancel_by_shop(order=order, by=alice)
    assert quota_of_day(record=record, day=slot.day).left == 0
    assert not list(broken_invariants())


def test_more_than_a_day_has_is_not_taken_knowingly_either(take, bread):
    make_per_day(product=bread, quantity=2)
    with pytest.raises(PlacementRefused):
        take([Wish(bread.pk, 3, anyway=True)])


def test_goods_tell_what_is_left_of_the_day(take, bakery, bread, slot):
    make_per_day(product=bread, quantity=4)
    take([Wish(bread.pk, 3)])
    days = (slot.day, slot.day + timedelta(days=1))
    assert [goods_of(bakery, day=day)[0].left for day in days] == [1, 4]


def test_another_shop_s_product_is_refused(take, cheese):
    with pytest.raises(WishRefused) as refused:
        take([Wish(cheese.pk, 1)])
    assert list(refused.value.products) == [cheese.pk]


def test_a_second_click_finds_the_first_order(take):
    key = uuid4()
    assert take(key=key) == take(key=key)
    assert Purchase.objects.count() == 1


def test_the_key_of_another_shop_s_order_opens_nothing(take, cheese):
    other = make_order(cheese)
    with pytest.raises(BasketUnusable):
        take(key=other.purchase.uuid)
    assert Basket.objects.count() == 1


def test_nobody_online_orders_with_a_name_alone(take):
    order = take()
    with pytest.raises(IntegrityError), transaction.atomic():
        Purchase.objects.filter(pk=order.purchase_id).update(taken_by_shop=False)


def test_what_is_ordered_most_often_comes_first(take, bakery, bread):
    cake = make_product(bakery, "Tourte")
    make_product(bakery, "Brioche", published=False)
    take([Wish(cake.pk, 2)])
    assert goods_of(bakery) == [cake, bread]


def test_the_first_slot_before_its_cutoff_is_proposed(bakery, slot):
    now = timezone.now()
    soon = make_slot(bakery, now + timedelta(minutes=20), cutoff=now)
    found = slots_to_take(bakery, now=now)
    assert found == [soon, slot]
    assert next_slot(found, now=now) == slot
    assert next_slot([soon], now=now) == soon
