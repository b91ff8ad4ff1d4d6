"""From a basket to one order per shop: all of it, or nothing."""

from decimal import Decimal

import pytest
from django.utils import timezone

from pickup.exceptions import BasketUnusable, PlacementRefused
from pickup.orders.models import Purchase
from pickup.orders.placing.placement import Contact, place_purchase
from shops.catalogue.services import archive_product, set_available
from tests.factories import make_basket, make_product, make_slot, place

pytestmark = pytest.mark.django_db


def test_a_basket_of_two_shops_makes_two_orders(basket, territory, bakery, dairy):
    orders = place(basket, territory).orders.order_by("pk")
    assert [order.shop for order in orders] == [bakery, dairy]
    assert [order.total_incl_tax for order in orders] == [Decimal("9.60"), Decimal("6.90")]


def test_an_order_is_accepted_at_once_and_its_log_says_so(basket, territory):
    order = place(basket, territory).orders.first()
    steps = order.transitions.values_list("from_status", "to_status")
    assert order.status == "accepted"
    assert list(steps) == [("pending", "placed"), ("placed", "accepted")]


def test_ordering_takes_stock_and_slot(basket, territory, bread, bakery):
    order = place(basket, territory).orders.get(shop=bakery)
    assert bread.stockrecords.get().num_allocated == 2
    assert order.slot.booked == 1


def test_ordering_twice_gives_the_same_purchase(basket, territory):
    contact = Contact(name="Dora", email="dora@example.org")
    first = place_purchase(basket=basket, territory=territory, contact=contact)
    second = place_purchase(basket=basket, territory=territory, contact=contact)
    assert first.purchase == second.purchase
    assert (first.new, second.new) == (True, False)


def test_when_stock_is_gone_nothing_is_placed_and_the_line_is_named(basket, territory, bread):
    set_available(product=bread, available=1)
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert refused.value.problems[0].line.product == bread
    assert not Purchase.objects.exists()


def test_a_refused_basket_stays_open_and_holds_nothing(basket, territory, bread, cheese):
    set_available(product=bread, available=1)
    with pytest.raises(PlacementRefused):
        place(basket, territory)
    basket.refresh_from_db()
    assert basket.status == "Open"
    assert cheese.stockrecords.get().num_allocated == 0


def test_every_reason_is_named_at_once(basket, territory, bread, dairy):
    set_available(product=bread, available=0)
    dairy.pickup_point.slots.update(closed=True)
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert [problem.kind for problem in refused.value.problems] == ["line", "slot"]


def test_a_slot_beyond_its_cutoff_is_refused(basket, territory, bakery):
    bakery.pickup_point.slots.update(cutoff=timezone.now())
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert [problem.shop for problem in refused.value.problems] == [bakery]


def test_an_archived_product_is_refused(basket, territory, bread):
    archive_product(product=bread)
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert refused.value.problems[0].kind == "line"


def test_a_shop_that_stopped_selling_is_refused(basket, territory, dairy):
    dairy.mode = "showcase"
    dairy.save()
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert refused.value.problems[0].shop == dairy


def test_a_shop_without_a_chosen_slot_is_refused(territory, bread):
    with pytest.raises(PlacementRefused) as refused:
        place(make_basket({bread: 1}), territory)
    assert refused.value.problems[0].kind == "slot"


def test_an_empty_basket_cannot_be_ordered(territory):
    with pytest.raises(BasketUnusable):
        place(make_basket({}), territory)


def test_goods_on_order_have_no_limit(territory, bakery):
    cake = make_product(bakery, "Pièce montée", available=None)
    order = place(make_basket({cake: 50}, {bakery: make_slot(bakery)}), territory).orders.get()
    assert order.lines.get().quantity == 50


def test_the_contract_is_frozen_with_the_order(basket, territory, bread, bakery):
    snapshot = place(basket, territory).orders.get(shop=bakery).legal_snapshot
    assert snapshot["seller"]["legal_name"] == "Le Fournil SARL"
    assert snapshot["lines"][0]["allergens"] == "Allergènes\u00a0: gluten"
    assert "Le Fournil SARL" in snapshot["terms"]


def test_a_shop_in_franchise_charges_no_vat(territory, bread, bakery):
    bakery.vat_statuses.update(regime="franchise")
    order = place(make_basket({bread: 1}, {bakery: make_slot(bakery)}), territory).orders.get()
    assert order.total_excl_tax == order.total_incl_tax == Decimal("4.80")


def test_a_liable_shop_prices_include_vat(territory, bread, bakery):
    order = place(make_basket({bread: 1}, {bakery: make_slot(bakery)}), territory).orders.get()
    assert order.total_excl_tax == Decimal("4.55")
    assert order.lines.get().vat_rate == Decimal("5.5")


def test_a_code_that_is_taken_is_drawn_again(territory, bread, bakery):
    slots = {bakery: make_slot(bakery)}
    codes = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    draws = [
        place(make_basket({bread: 1}, slots), territory, draw_code=lambda: next(codes))
        for _ in range(2)
    ]
    assert [purchase.orders.get().code for purchase in draws] == ["AAAAAA", "BBBBBB"]


def test_ordering_ten_lines_of_two_shops_costs_few_queries(
    territory, bakery, dairy, django_assert_max_num_queries
):
    goods = [make_product(shop, f"Produit {n}") for n in range(5) for shop in (bakery, dairy)]
    slots = {bakery: make_slot(bakery), dairy: make_slot(dairy)}
    basket = make_basket(dict.fromkeys(goods, 1), slots)
    with django_assert_max_num_queries(47):
        place(basket, territory)
