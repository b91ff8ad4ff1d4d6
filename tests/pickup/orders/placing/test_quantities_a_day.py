"""So many a day, on certain days, in time: what an order takes and what refuses it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused, SlotUnavailable
from pickup.orders.changes.moving import move_by_shopper, slots_for_move
from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.making.planning import make_per_day
from pickup.orders.placing.availability import needs_of, slots_for
from pickup.orders.placing.basket import group_by_shop
from pickup.orders.transitions import cancel_by_shopper
from shops.catalogue.campaigns import CampaignFacts, delete_campaign, save_campaign
from shops.catalogue.models import DailyQuota
from shops.catalogue.quotas import (
    make_no_more,
    plan_day,
    quota_of_day,
    take_unplanned,
    write_off_quota,
)
from shops.catalogue.services import set_available
from shops.catalogue.terms import Terms, say_sold_out, sell_again, set_terms
from tests.factories import (
    make_basket,
    make_campaign,
    make_order,
    make_product,
    make_shop,
    make_slot,
    place,
)

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def days(bakery):
    """Slots of tomorrow and the day after."""
    return [make_slot(bakery, timezone.now() + timedelta(days=n)) for n in (1, 2)]


def record_of(product):
    return StockRecord.objects.get(product=product)


def left(product, slot):
    return quota_of_day(record=record_of(product), day=slot.day).left


def offered(basket):
    parts = group_by_shop(basket.all_lines())
    return [slot for slots in slots_for([part.needs for part in parts]).values() for slot in slots]


def test_each_day_has_its_own_quantity(bread, days):
    make_per_day(product=bread, quantity=3)
    make_order(bread, quantity=2, slot=days[0])
    assert [left(bread, slot) for slot in days] == [1, 3]


def test_more_than_a_day_has_is_refused_and_nothing_is_taken(bread, bakery, territory, days):
    make_per_day(product=bread, quantity=3)
    basket = make_basket({bread: 3}, slots={bakery: days[0]})
    make_order(bread, quantity=2, slot=days[0])
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert "1" in str(refused.value)
    assert left(bread, days[0]) == 1


def test_only_days_with_enough_left_are_offered(bread, days):
    make_per_day(product=bread, quantity=3)
    make_order(bread, quantity=2, slot=days[0])
    assert offered(make_basket({bread: 1})) == days
    assert offered(make_basket({bread: 2})) == days[1:]


def test_a_day_planned_apart_counts_for_itself(bread, days):
    make_per_day(product=bread, quantity=0)
    plan_day(record=record_of(bread), day=days[1].day, planned=4)
    assert offered(make_basket({bread: 4})) == days[1:]


def test_cancelling_gives_the_day_its_units_back(bread, days):
    make_per_day(product=bread, quantity=3)
    cancel_by_shopper(order=make_order(bread, quantity=2, slot=days[0]))
    assert left(bread, days[0]) == 3


def test_moving_takes_from_the_other_day(bread, days):
    make_per_day(product=bread, quantity=3)
    order = make_order(bread, quantity=2, slot=days[0])
    move_by_shopper(order=order, slot=days[1], by=None)
    assert [left(bread, slot) for slot in days] == [3, 1]


def test_what_is_counted_by_now_can_be_moved_to_any_day(bread, days):
    make_per_day(product=bread, quantity=3)
    order = make_order(bread, quantity=2, slot=days[0])
    set_available(product=bread, available=1)
    assert slots_for_move(order, by_shop=True) == days[1:]
    move_by_shopper(order=order, slot=days[1], by=None)
    assert (order.lines.get().quota, DailyQuota.objects.get().taken) == (None, 0)
    assert not list(broken_invariants())


def test_a_day_without_enough_is_not_offered_for_a_move_and_refuses_it(bread, days):
    make_per_day(product=bread, quantity=3)
    order = make_order(bread, quantity=2, slot=days[0])
    make_order(bread, quantity=2, slot=days[1])
    assert slots_for_move(order, by_shop=True) == []
    with pytest.raises(SlotUnavailable):
        move_by_shopper(order=order, slot=days[1], by=None)
    assert [left(bread, slot) for slot in days] == [1, 1]


def test_what_was_ordered_before_counts_when_a_product_becomes_so_many_a_day(bread, days):
    make_order(bread, quantity=4, slot=days[0])
    make_per_day(product=bread, quantity=3)
    quota = DailyQuota.objects.get()
    assert (quota.taken, quota.quantity, quota.planned, quota.left) == (4, 4, 3, 0)


def test_a_day_lowered_below_what_is_taken_keeps_it_and_takes_no_more(bread, days):
    make_per_day(product=bread, quantity=5)
    make_order(bread, quantity=4, slot=days[0])
    plan_day(record=record_of(bread), day=days[0].day, planned=2)
    quota = DailyQuota.objects.get()
    assert (quota.taken, quota.quantity, quota.left) == (4, 4, 0)
    assert offered(make_basket({bread: 1})) == days[1:]


def test_a_new_quantity_changes_the_days_that_were_as_usual_only(bread, days):
    make_per_day(product=bread, quantity=5)
    plan_day(record=record_of(bread), day=days[0].day, planned=9)
    make_order(bread, slot=days[1])
    make_per_day(product=bread, quantity=7)
    assert [left(bread, slot) for slot in days] == [9, 6]


def test_a_day_with_units_written_off_is_as_usual(bread, days, alice):
    make_per_day(product=bread, quantity=10)
    order = make_order(bread, quantity=2, slot=days[0])
    line = order.lines.get()
    report_shortage(order=order, line_id=line.pk, quantity=0, by=alice, sold_out=False)
    make_per_day(product=bread, quantity=3)
    assert [left(bread, slot) for slot in days] == [3, 3]


def test_a_day_of_which_was_ordered_before_it_was_counted_is_as_usual(bread, days):
    make_per_day(product=bread, quantity=10)
    make_order(bread, slot=days[0])
    set_available(product=bread, available=3)
    make_per_day(product=bread, quantity=2)
    assert [left(bread, slot) for slot in days] == [1, 2]


def test_a_day_of_a_campaign_stays_where_it_was_as_usual_by_chance(bread, bakery, days):
    make_per_day(product=bread, quantity=10)
    now = timezone.now()
    facts = CampaignFacts(
        name="Noël",
        days=[days[1].day],
        opens_at=now - timedelta(days=1),
        closes_at=now,
        quantities={bread.pk: 10},
    )
    campaign = save_campaign(shop=bakery, facts=facts)
    make_per_day(product=bread, quantity=1)
    assert [left(bread, slot) for slot in days] == [1, 10]
    delete_campaign(campaign=campaign)
    assert [left(bread, slot) for slot in days] == [1, 1]


def test_sold_out_today_is_not_offered_today(bread, bakery, days):
    say_sold_out(product=bread, day=days[0].day)
    assert offered(make_basket({bread: 1})) == days[1:]


@pytest.fixture
def gone(bread, days):
    """Six a day, of which an order of the first day has two when the rest is called off."""
    make_per_day(product=bread, quantity=6)
    make_order(bread, quantity=2, slot=days[0])
    make_no_more(record=record_of(bread), day=days[0].day)
    assert left(bread, days[0]) == 0


def test_what_was_called_sold_out_comes_back_as_it_was(gone, bread, days):
    for _ in range(2):
        sell_again(product=bread, day=days[0].day)
    assert left(bread, days[0]) == 4
    assert not list(broken_invariants())


def test_calling_it_sold_out_twice_forgets_nothing(gone, bread, days):
    make_no_more(record=record_of(bread), day=days[0].day)
    sell_again(product=bread, day=days[0].day)
    assert left(bread, days[0]) == 4


def test_what_changed_meanwhile_counts_when_it_comes_back(gone, bread, days):
    quota = quota_of_day(record=record_of(bread), day=days[0].day)
    take_unplanned(quota_id=quota.pk, quantity=3)
    write_off_quota(quota_id=quota.pk, quantity=1)
    sell_again(product=bread, day=days[0].day)
    quota.refresh_from_db()
    assert (quota.planned, quota.taken, quota.left) == (5, 4, 1)


def test_other_days_and_numbers_said_anew_stay(gone, bread, days):
    sell_again(product=bread, day=days[1].day)
    assert left(bread, days[0]) == 0
    make_per_day(product=bread, quantity=3)
    sell_again(product=bread, day=days[0].day)
    assert left(bread, days[0]) == 1


def test_a_slot_whose_day_went_meanwhile_is_refused(bread, bakery, territory, days):
    basket = make_basket({bread: 1}, slots={bakery: days[0]})
    say_sold_out(product=bread, day=days[0].day)
    with pytest.raises(PlacementRefused):
        place(basket, territory)


def test_products_of_different_days_share_the_days_of_both(bread, bakery, days):
    other = bakery.products.model.objects.get(pk=bread.pk)
    weekday = str(days[1].day.weekday())
    set_terms(product=other, terms=Terms(weekdays=weekday), preparation_weight=1)
    assert offered(make_basket({bread: 1})) == days[1:]


def test_the_product_s_notice_is_what_can_be_cancelled_until(bread, days):
    terms = Terms(lead_time_minutes=6 * 60)
    set_terms(product=bread, terms=terms, preparation_weight=1)
    order = make_order(bread, slot=days[0])
    assert days[0].start - order.cancel_until == timedelta(hours=6)


def test_an_order_holds_work_and_gives_it_back(bread, bakery):
    set_terms(product=bread, terms=Terms(), preparation_weight=3)
    slot = make_slot(bakery, work_capacity=10)
    order = make_order(bread, quantity=2, slot=slot)
    slot.refresh_from_db()
    assert (order.work, slot.work_booked) == (6, 6)
    cancel_by_shopper(order=order)
    slot.refresh_from_db()
    assert slot.work_booked == 0


def test_a_slot_with_places_and_not_enough_work_left_is_not_offered(bread, bakery):
    set_terms(product=bread, terms=Terms(), preparation_weight=3)
    slot = make_slot(bakery, work_capacity=10)
    make_order(bread, quantity=2, slot=slot)
    assert offered(make_basket({bread: 1})) == [slot]
    assert offered(make_basket({bread: 2})) == []


def test_the_slots_of_several_shops_are_one_query(bread, cheese, days, django_assert_num_queries):
    make_per_day(product=bread, quantity=3)
    lines = list(make_basket({bread: 1, cheese: 1}).all_lines())
    needs = [needs_of(line.product.shop, [line]) for line in lines]
    with django_assert_num_queries(1):
        slots_for(needs)


def test_the_slots_of_three_shops_over_the_horizon_cost_six_queries_with_their_lines(
    bread, cheese, territory, days, django_assert_max_num_queries
):
    third = make_product(make_shop(territory, "Le Rucher"), "Miel")
    basket = make_basket({bread: 1, cheese: 1, third: 1})
    basket._lines = None
    with django_assert_max_num_queries(6):
        assert offered(basket) == days


def test_a_line_that_takes_nothing_of_its_day_is_found(bread, days):
    make_per_day(product=bread, quantity=3)
    line = make_order(bread, quantity=2, slot=days[0]).lines.get()
    DailyQuota.objects.update(taken=0)
    type(line).objects.update(quota=None)
    assert list(broken_invariants()) == [
        f"Line {line.pk} takes nothing of what is made on its day."
    ]


def test_the_notice_of_a_product_does_not_count_on_a_campaign_s_days(bakery, bread):
    slot = make_slot(bakery, timezone.now() + timedelta(hours=5))
    set_terms(product=bread, terms=Terms(lead_time_minutes=48 * 60), preparation_weight=1)
    campaign = make_campaign(bakery, days=[slot.day.isoformat()], last_day=slot.day)
    campaign.lines.create(product=bread, quantity=5)
    assert offered(make_basket({bread: 1})) == [slot]


def test_what_was_promised_beyond_and_is_not_there_is_not_sold_again(bread, days):
    make_per_day(product=bread, quantity=5)
    quota = quota_of_day(record=record_of(bread), day=days[0].day)
    make_no_more(record=record_of(bread), day=days[0].day)
    take_unplanned(quota_id=quota.pk, quantity=2)
    write_off_quota(quota_id=quota.pk, quantity=2)
    sell_again(product=bread, day=days[0].day)
    assert left(bread, days[0]) == 3


def test_a_campaign_named_anew_sells_nothing_that_was_called_off(bakery, bread, days):
    now = timezone.now()
    facts = CampaignFacts(
        name="Bûches",
        days=[days[1].day],
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(minutes=1),
        quantities={bread.pk: 10},
    )
    campaign = save_campaign(shop=bakery, facts=facts)
    make_no_more(record=record_of(bread), day=days[1].day)
    save_campaign(shop=bakery, campaign=campaign, facts=replace(facts, name="Brioches"))
    assert left(bread, days[1]) == 0
    more = replace(facts, quantities={bread.pk: 12})
    save_campaign(shop=bakery, campaign=campaign, facts=more)
    assert left(bread, days[1]) == 12
