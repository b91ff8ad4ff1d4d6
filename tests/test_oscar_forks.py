"""Oscar's loader falls back to its own classes in silence: each fork says where it comes from."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from oscar.core.loading import get_class, get_model

from pickup.orders.placing import placement
from shops.exceptions import UnguardedStockChange
from tests.factories import make_order, make_user

MODELS = {
    ("catalogue", "Product"): "shops.oscar.catalogue.models",
    ("catalogue", "Category"): "shops.oscar.catalogue.models",
    ("partner", "StockRecord"): "shops.oscar.partner.models",
    ("basket", "Basket"): "pickup.oscar.basket.models",
    ("order", "Order"): "pickup.oscar.order.models",
    ("order", "Line"): "pickup.oscar.order.models",
}
CLASSES = {
    ("partner.strategy", "Selector"): "shops.oscar.partner.strategy",
}


@pytest.mark.parametrize(("where", "module"), MODELS.items(), ids=lambda value: str(value))
def test_models_are_our_forks(where, module):
    assert get_model(*where).__module__ == module


@pytest.mark.parametrize(("where", "module"), CLASSES.items(), ids=lambda value: str(value))
def test_classes_are_our_forks(where, module):
    assert get_class(*where).__module__ == module


def test_orders_are_created_by_our_fork():
    assert placement.OrderCreator.__module__ == "pickup.oscar.order.creation"


def views(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.callback


def test_no_view_of_oscar_answers():
    modules = {getattr(view, "__module__", "") for view in views(get_resolver().url_patterns)}
    assert not [module for module in modules if module.startswith("oscar.")]


@pytest.mark.parametrize("name", ["haystack", "oscar.apps.analytics", "modelsearch"])
def test_an_app_that_bites_is_not_installed(name):
    assert not apps.is_installed(name)


def test_no_middleware_of_oscar_runs():
    assert not [name for name in settings.MIDDLEWARE if name.startswith("oscar.")]


@pytest.mark.parametrize("change", ["allocate", "consume_allocation", "cancel_allocation"])
def test_stock_never_changes_past_the_guard(bread, change):
    with pytest.raises(UnguardedStockChange):
        getattr(bread.stockrecords.get(), change)(1)


@pytest.fixture
def half_price():
    """An offer that Oscar would apply to every basket."""
    everything = get_model("offer", "Range").objects.create(name="All", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(
        range=everything, type="Count", value=1
    )
    benefit = get_model("offer", "Benefit").objects.create(
        range=everything, type="Percentage", value=50
    )
    return get_model("offer", "ConditionalOffer").objects.create(
        name="Half price", offer_type="Site", condition=condition, benefit=benefit
    )


@pytest.mark.django_db
def test_an_offer_is_never_applied(bread, half_price):
    order = make_order(bread, quantity=2)
    assert order.total_incl_tax == Decimal("9.60")
    assert not order.discounts.exists()


@pytest.mark.django_db
def test_oscars_messages_are_never_sent(bread):
    make_order(bread, user=make_user())
    assert not get_model("communication", "Email").objects.exists()
    assert not get_model("communication", "Notification").objects.exists()


def test_a_product_page_leaves_no_history_cookie(client, bread):
    response = client.get(bread.get_absolute_url())
    assert response.status_code == 200
    assert not [name for name in response.cookies if name.startswith("oscar")]
