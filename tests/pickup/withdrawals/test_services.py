"""Withdrawing before and after collection, line by line."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders.counter.undo import undo_handover
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.transitions import cancel_by_shop, collect_order
from pickup.withdrawals.exceptions import AlreadyWithdrawn, NothingChosen, WithdrawalRefused
from pickup.withdrawals.models import Withdrawal
from tests.factories import make_basket, make_product, make_slot, place
from tests.pickup.withdrawals.conftest import hand_over, line_of, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _whole():
    yield
    assert list(broken_invariants()) == []


def stock_of(product):
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def test_before_collection_units_and_place_are_free_again(honey_order, honey):
    take_back(honey_order)
    honey_order.refresh_from_db()
    assert honey_order.status == "withdrawn"
    assert honey_order.released_at is not None
    assert stock_of(honey) == (10, 0)
    honey_order.slot.refresh_from_db()
    assert honey_order.slot.booked == 0


def test_some_lines_of_an_open_order_leave_the_rest_to_be_collected(order, honey, bread, alice):
    take_back(order, line_of(order, honey))
    order.refresh_from_db()
    assert order.status == "accepted"
    assert stock_of(honey) == (10, 0)
    assert stock_of(bread) == (10, 1)
    order.slot.refresh_from_db()
    assert order.slot.booked == 1


def test_with_what_the_shop_took_out_beside_it_an_order_is_withdrawn(order, honey, alice):
    for line in order.lines.exclude(product=honey):
        report_shortage(order=order, line_id=line.pk, quantity=0, by=alice)
    take_back(order, line_of(order, honey))
    order.refresh_from_db()
    assert order.status == "withdrawn"


def test_what_a_withdrawal_left_and_the_shop_took_out_is_cancelled(order, bread, alice):
    take_back(order)
    report_shortage(order=order, line_id=line_of(order, bread).pk, quantity=0, by=alice)
    order.refresh_from_db()
    assert order.status == "cancelled_by_shop"


def test_the_total_stays_and_what_is_due_goes_down(order, honey):
    total = order.total_incl_tax
    take_back(order, line_of(order, honey))
    order.refresh_from_db()
    assert order.total_incl_tax == total
    assert order.due_incl_tax == total - line_of(order, honey).line_price_incl_tax


def test_what_is_left_is_handed_over_and_only_that_leaves_the_stock(order, honey, bread):
    take_back(order, line_of(order, honey))
    hand_over(order)
    assert stock_of(honey) == (10, 0)
    assert stock_of(bread) == (9, 0)


def test_cancelling_the_rest_gives_nothing_back_twice(order, honey, bread, alice):
    take_back(order, line_of(order, honey))
    cancel_by_shop(order=order, by=alice)
    assert stock_of(honey) == (10, 0)
    assert stock_of(bread) == (10, 0)


def test_the_last_lines_end_an_open_order(order, bread):
    take_back(order)
    order.refresh_from_db()
    assert order.status == "accepted", "the loaf is still to be collected"


def test_lines_withdrawn_one_after_the_other_end_the_order(bakery, honey, candle, alice):
    basket = make_basket({honey: 1, candle: 1}, {bakery: make_slot(bakery)})
    order = place(basket, bakery.territory).orders.get()
    take_back(order, line_of(order, honey))
    take_back(order, line_of(order, candle))
    order.refresh_from_db()
    assert order.status == "withdrawn"
    assert stock_of(honey) == stock_of(candle) == (10, 0)


def test_after_collection_the_stock_waits_for_the_goods(honey_order, honey):
    hand_over(honey_order)
    withdrawal = take_back(honey_order)
    honey_order.refresh_from_db()
    assert withdrawal.after_collection
    assert honey_order.status == "withdrawn"
    assert stock_of(honey) == (8, 0)


def test_after_collection_an_order_with_lines_left_stays_collected(order, honey):
    hand_over(order)
    take_back(order, line_of(order, honey))
    order.refresh_from_db()
    assert order.status == "collected"


def test_a_hand_over_is_not_undone_once_a_part_is_withdrawn_from(order, honey, alice):
    hand_over(order)
    take_back(order, line_of(order, honey))
    with pytest.raises(TransitionRefused):
        undo_handover(order=order, by=alice)
    order.refresh_from_db()
    assert (order.status, stock_of(honey)) == ("collected", (8, 0))


def test_a_hand_over_is_undone_after_a_withdrawal_of_before(order, honey, alice):
    take_back(order, line_of(order, honey))
    hand_over(order)
    undo_handover(order=order, by=alice)
    assert (order.status, stock_of(honey)) == ("accepted", (10, 0))


def test_what_was_declared_is_kept_word_for_word(order, honey):
    at = datetime(2037, 11, 30, 22, 30, tzinfo=UTC)
    withdrawal = take_back(order, line_of(order, honey), now=at)
    assert withdrawal.content == {
        "declared_at": "2037-11-30T23:30:00+01:00",
        "number": order.number,
        "placed_on": f"{order.date_placed.astimezone(order.shop.zone):%Y-%m-%d}",
        "seller": "Le Fournil SARL",
        "name": "Dora Lemaire",
        "email": "dora@example.org",
        "phone": "",
        "lines": [{"title": "Miel de sapin", "quantity": 2, "price_incl_tax": "9.60"}],
        "total_incl_tax": "9.60",
    }
    assert withdrawal.refund_by == date(2037, 12, 14)


def test_a_line_is_withdrawn_once(order, honey):
    take_back(order, line_of(order, honey))
    with pytest.raises(AlreadyWithdrawn):
        take_back(order, line_of(order, honey))
    assert Withdrawal.objects.count() == 1


def test_a_line_without_the_right_is_refused_with_the_reason(order, bread, honey):
    with pytest.raises(WithdrawalRefused, match="Pas de droit de rétractation"):
        take_back(order, line_of(order, bread), line_of(order, honey))
    assert not Withdrawal.objects.exists()


def test_another_order_s_line_is_no_choice(order, honey_order):
    with pytest.raises(NothingChosen):
        take_back(order, honey_order.lines.get())


def test_a_cancelled_order_has_nothing_to_withdraw_from(order, honey, alice):
    cancel_by_shop(order=order, by=alice)
    with pytest.raises(WithdrawalRefused, match="annulée"):
        take_back(order, line_of(order, honey))


def test_a_withdrawn_order_is_not_handed_over(honey_order, alice):
    take_back(honey_order)
    with pytest.raises(TransitionRefused):
        collect_order(order=honey_order, by=alice)


def test_the_right_ends_with_the_last_day(honey_order, bakery):
    collected = datetime(2037, 6, 20, 9, tzinfo=bakery.zone)  # the end falls on a Saturday
    hand_over(honey_order, at=collected)
    end = datetime(2037, 7, 7, tzinfo=bakery.zone)
    with pytest.raises(WithdrawalRefused, match="6 juillet 2037"):
        take_back(honey_order, now=end)
    assert take_back(honey_order, now=end - timedelta(seconds=1))


def test_the_day_is_that_of_the_shop_s_walls(honey_order, bakery, territory):
    """Eleven at night in Paris is the next day in Réunion, and the day before in Martinique."""
    type(territory).objects.update(timezone="Indian/Reunion")
    hand_over(honey_order, at=datetime(2037, 6, 21, 20, 30, tzinfo=UTC))  # the 22nd there
    end = datetime(2037, 7, 6, 20, tzinfo=UTC)
    with pytest.raises(WithdrawalRefused):
        take_back(honey_order, now=end)
    assert take_back(honey_order, now=end - timedelta(seconds=1))


def test_a_service_counts_from_the_contract(bakery, alice):
    lesson = make_product(bakery, "Cours de pain", withdrawal_regime="service", is_food=False)
    basket = make_basket({lesson: 1}, {bakery: make_slot(bakery)})
    order = place(basket, bakery.territory).orders.get()
    with pytest.raises(WithdrawalRefused):
        take_back(order, now=timezone.now() + timedelta(days=19))
    assert take_back(order, now=timezone.now() + timedelta(days=13))


def test_sealed_goods_keep_the_right_under_a_condition(bakery, alice):
    soap = make_product(bakery, "Savon", withdrawal_regime="sealed_hygiene", is_food=False)
    basket = make_basket({soap: 1}, {bakery: make_slot(bakery)})
    assert take_back(place(basket, bakery.territory).orders.get())
