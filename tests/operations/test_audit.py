"""The audit is silent on sound data and names each planted fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.orders.models import OrderTransition, Purchase
from pickup.orders.transitions import cancel_by_shopper, collect_order, mark_ready
from pickup.slots.models import Slot
from shops.catalogue.models import PriceHistory
from shops.catalogue.services import set_price
from tests.factories import Decimal, make_basket, make_order, make_product

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def order(bread):
    return make_order(bread, quantity=2)


def faults():
    return list(broken_invariants())


def test_the_life_of_an_order_breaks_nothing(order, alice):
    assert faults() == []
    mark_ready(order=order, by=alice)
    assert faults() == []
    collect_order(order=order, by=alice)
    assert faults() == []


def test_a_cancelled_order_breaks_nothing(order):
    cancel_by_shopper(order=order)
    assert faults() == []


def test_a_new_price_breaks_nothing(bread):
    set_price(product=bread, price=Decimal("5.10"))
    assert faults() == []


def test_units_set_aside_for_nobody_are_found(order):
    StockRecord.objects.update(num_allocated=3)
    assert faults() == [
        f"Stock record {StockRecord.objects.get().pk} sets 3 units aside, open orders hold 2."
    ]


def test_a_place_booked_by_nobody_is_found(order):
    Slot.objects.update(booked=2)
    assert faults() == [f"Slot {order.slot_id} has 2 places booked, orders hold 1."]


def test_a_status_changed_past_its_log_is_found(order):
    Order.objects.update(status="ready")
    assert faults() == [f"Order {order.number} is ready, its log says accepted."]


def test_a_gap_in_the_log_is_found(order):
    OrderTransition.objects.filter(to_status="placed").delete()
    assert faults() == [f"Order {order.number} does not start at pending."]


def test_another_shops_product_in_an_order_is_found(order, cheese):
    order.lines.update(product=cheese)
    assert faults() == [f"Order {order.number} holds another shop's product."]


def test_a_total_that_is_no_sum_is_found(order):
    Order.objects.update(total_incl_tax=Decimal("1.00"))
    assert faults() == [f"Order {order.number} is not the sum of its lines."]


def test_goods_held_by_a_cancelled_order_are_found(order):
    cancel_by_shopper(order=order)
    Order.objects.update(released_at=None)
    assert f"Order {order.number} is over and still holds its goods." in faults()


def test_a_shop_that_was_not_told_is_found(order):
    OutboxMessage.objects.filter(reference=order.number).delete()
    assert faults() == [f"Order {order.number} was never told to its shop."]


def test_a_submitted_basket_without_purchase_is_found(bread):
    basket = make_basket({bread: 1})
    Basket.objects.update(status=Basket.SUBMITTED)
    assert faults() == [f"Basket {basket.pk} is submitted without a purchase."]


def test_a_purchase_of_an_open_basket_is_found(order):
    Basket.objects.update(status=Basket.OPEN)
    purchase = Purchase.objects.get()
    assert faults() == [f"Purchase {purchase.pk} has a basket that is not submitted."]


def test_a_product_without_stock_record_is_found(bread):
    StockRecord.objects.all().delete()
    assert any("has not exactly one stock record" in fault for fault in faults())


def test_a_price_past_its_history_is_found(bread):
    PriceHistory.objects.all().delete()
    assert len(faults()) == 1


def test_a_stock_record_of_another_shop_is_found(bread, cheese):
    StockRecord.objects.filter(product=bread).update(partner=cheese.shop.partner)
    assert len(faults()) == 1


def test_the_command_counts_what_it_checked(order):
    out = StringIO()
    call_command("audit_invariants", stdout=out)
    assert (
        "All invariants hold: 1 products, 1 stock records, 0 audience counts, 1 slots"
        in out.getvalue()
    )


def test_the_command_fails_on_a_fault(bakery):
    make_product(bakery)
    StockRecord.objects.update(num_allocated=1)
    with pytest.raises(CommandError, match="1 faults"):
        call_command("audit_invariants", stdout=StringIO())
