"""Products from draft to archive."""

from decimal import Decimal

import pytest

from shops.catalogue import services
from shops.catalogue.models import PriceHistory
from shops.exceptions import CannotPublish
from tests.factories import make_draft, make_product

pytestmark = pytest.mark.django_db


def test_a_new_product_is_a_draft_with_one_stock_record(bakery):
    product = services.create_product(shop=bakery, draft=make_draft(available=7))
    assert product.status == "draft"
    assert product.stockrecords.get().num_in_stock == 7


def test_a_product_on_order_has_no_number(bakery):
    product = services.create_product(shop=bakery, draft=make_draft(available=None))
    assert product.stockrecords.get().mode == "on_order"


def test_food_of_unknown_allergens_cannot_be_published(bakery):
    product = services.create_product(shop=bakery, draft=make_draft(allergens=None))
    with pytest.raises(CannotPublish):
        services.publish_product(product=product)


def test_food_without_allergens_can_be_published(bakery):
    assert make_product(bakery, allergens=[]).status == "published"


def test_alcohol_is_refused(bakery):
    product = services.create_product(shop=bakery, draft=make_draft(is_alcohol=True))
    with pytest.raises(CannotPublish, match=r"alcool|Alcohol"):
        services.publish_product(product=product)


def test_every_price_is_kept(bakery, bread):
    services.set_price(product=bread, price=Decimal("5.00"))
    services.set_price(product=bread, price=Decimal("5.00"))
    prices = PriceHistory.objects.filter(product=bread).values_list("price_incl_tax", flat=True)
    assert list(prices) == [Decimal("4.80"), Decimal("5.00")]


def test_two_products_of_one_name_have_two_addresses(bakery, dairy):
    assert make_product(bakery).slug != make_product(dairy).slug


def test_a_product_is_found_by_its_shop_and_without_accents(bakery):
    product = make_product(bakery, "Crème brûlée")
    found = type(product).objects.matching("fournil creme")
    assert list(found) == [product]
