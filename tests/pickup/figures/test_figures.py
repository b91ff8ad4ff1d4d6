"""A territory's numbers: each against a naive count over the same random year."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest
from oscar.core.loading import get_model

from pickup.figures import services
from pickup.figures.periods import last_days, last_weeks
from pickup.figures.queries import numbers_of, orders_by_period
from pickup.figures.stock import catalogue_of
from pickup.orders.models import OrderTransition
from shops.audience.services import add_to_count
from shops.models import Shop, ShopTransition
from tests import factories

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
STATES = ["accepted", "ready", "collected", "cancelled_by_shopper", "cancelled_by_shop"]
SOLD = ["accepted", "ready", "collected"]
PEOPLE = [
    ("a@example.org", ""),
    ("A@example.org", ""),
    ("", "+33639980101"),
    ("b@example.org", ""),
]


def opened(shop, at):
    """Let a shop have been admitted at an instant."""
    Shop.objects.filter(pk=shop.pk).update(created_at=at)
    shop.transitions.all().delete()
    ShopTransition.objects.create(shop=shop, at=at, from_status="submitted", to_status="approved")


def random_order(chance, product):
    placed = NOW - timedelta(minutes=chance.randrange(70 * 24 * 60))
    slot = factories.make_slot(
        product.shop, placed + timedelta(hours=chance.randrange(3, 60)), capacity=99
    )
    email, phone = chance.choice(PEOPLE)
    order = factories.make_order(
        product, slot=slot, quantity=chance.randrange(1, 4), email=email, phone=phone, now=placed
    )
    return moved(order, chance.choice(STATES), chance, slot)


def moved(order, state, chance, slot):
    """Bring an order to a state at a random instant around its slot."""
    at = slot.start + timedelta(minutes=chance.randrange(-120, 120))
    steps = {
        "ready": ["ready"],
        "collected": chance.choice([["collected"], ["ready", "collected"]]),
    }
    for step, to in enumerate(steps.get(state, [])):
        OrderTransition.objects.create(
            order=order, at=at + timedelta(minutes=30 * step), from_status="accepted", to_status=to
        )
    Order.objects.filter(pk=order.pk).update(status=state)
    order.refresh_from_db()
    return order


@pytest.fixture
def world(territory, monkeypatch):
    """Five shops, forty orders, and one shop of another territory that must not count."""
    chance = random.Random(20261125)
    monkeypatch.setattr("tests.factories.choose_slot", choose_any)
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    shops = [factories.make_shop(territory, f"Commerce {i}") for i in range(5)]
    foreign = factories.make_shop(elsewhere, "Ailleurs")
    for shop in (*shops, foreign):
        opened(shop, NOW - timedelta(days=chance.randrange(90)))
    products = [factories.make_product(shop, available=999) for shop in (*shops[:4], foreign)]
    orders = [random_order(chance, chance.choice(products)) for _i in range(40)]
    return [order for order in orders if order.shop != foreign], shops


def choose_any(*, basket, part, slot_id, now):
    """Past slots cannot be chosen on the site."""
    basket.choices.create(shop=part.shop, slot_id=slot_id)


def naive(orders, shops, period, now):
    placed = [o for o in orders if period.start_at <= o.date_placed < period.end_at]
    sold = [o for o in placed if o.status in SOLD]
    active = [s for s in shops if s.transitions.get().at < period.end_at]
    each = [sum(o.shop_id == s.pk for o in sold) for s in active]
    due = [o for o in orders if o.status in SOLD and o.slot.start <= now]
    due = [o for o in due if period.start_at <= o.slot.start < period.end_at]
    return {
        "active_shops": len(active),
        "new_shops": sum(period.start_at <= s.transitions.get().at for s in active),
        "selling_shops": len({o.shop_id for o in sold}),
        "orders": len(sold),
        "orders_mean": Fraction(sum(each), len(each)),
        "orders_median": Fraction(median(each)),
        "turnover": sum((o.total_incl_tax for o in sold), Decimal(0)),
        "ready_in_time": Fraction(sum(map(kept, due)), len(due)),
        "cancelled_by_shop": Fraction(
            sum(o.status == "cancelled_by_shop" for o in placed), len(placed)
        ),
        "shoppers": len({(o.purchase.email.lower() or o.purchase.phone) for o in sold}),
    }


def kept(order):
    done = order.transitions.filter(to_status__in=["ready", "collected"]).order_by("at").first()
    if done is None:
        return False
    limit = order.slot.start if done.to_status == "ready" else order.slot.end
    return done.at <= limit


# The same on both bases: each run of the suite takes the one that is its own.
BASES = ["embedded", pytest.param("server", marks=pytest.mark.postgres)]


@pytest.mark.parametrize("base", BASES)
def test_the_numbers_equal_a_naive_count(territory, world, base, django_assert_max_num_queries):
    orders, shops = world
    latest = last_days(30, now=NOW, zone=territory.zone)
    for period in (latest, latest.former()):
        with django_assert_max_num_queries(7):
            numbers = numbers_of(territory, period, now=NOW)
        for name, value in naive(orders, shops, period, NOW).items():
            assert getattr(numbers, name) == value, (period, name)
    assert_weeks_are_right(territory, orders)


def assert_weeks_are_right(territory, orders):
    sold = [order for order in orders if order.status in SOLD]
    weeks = last_weeks(12, now=NOW, zone=territory.zone)
    for week, row in zip(weeks, orders_by_period(territory, weeks), strict=True):
        within = [o for o in sold if week.start_at <= o.date_placed < week.end_at]
        assert row == {"orders": len(within), "shops": len({o.shop_id for o in within})}


def test_a_territory_without_anything_has_numbers_too(territory):
    numbers = numbers_of(territory, last_days(30, now=NOW, zone=territory.zone), now=NOW)
    assert (numbers.active_shops, numbers.orders, numbers.turnover) == (0, 0, 0)
    assert numbers.ready_in_time is numbers.orders_mean is numbers.cancelled_by_shop is None


def test_a_paused_shop_was_active_until_it_paused(territory, bakery):
    opened(bakery, NOW - timedelta(days=90))
    Shop.objects.update(status="paused")
    ShopTransition.objects.create(
        shop=bakery, at=NOW - timedelta(days=5), from_status="approved", to_status="paused"
    )
    period = last_days(30, now=NOW, zone=territory.zone)
    assert numbers_of(territory, period, now=NOW).active_shops == 0
    assert numbers_of(territory, period.former(), now=NOW).active_shops == 1


def test_views_and_calls_are_those_of_the_period(territory, bakery, bread):
    period = last_days(30, now=NOW, zone=territory.zone)
    for day, times in ((period.first, 3), (period.last, 4), (period.end, 50)):
        add_to_count(shop=bakery, product=bread, kind="view", day=day, times=times)
    numbers = numbers_of(territory, period, now=NOW)
    assert (numbers.views, numbers.calls) == (7, 0)


@pytest.mark.parametrize(
    ("edited", "left", "stale"),
    [(1, 10, 0), (89, 10, 0), (91, 10, 1), (1, 0, 0), (13, 0, 0), (15, 0, 1)],
)
def test_products_left_alone_are_old_or_long_sold_out(territory, bread, edited, left, stale):
    Product.objects.update(date_updated=NOW - timedelta(days=edited))
    StockRecord.objects.update(num_in_stock=left)
    assert catalogue_of(territory, now=NOW) == (1, stale)


def test_a_product_that_sells_is_not_left_alone(territory, bread):
    factories.make_order(bread)
    Product.objects.update(date_updated=NOW - timedelta(days=400))
    assert catalogue_of(territory, now=datetime.now(UTC)) == (1, 0)


def test_the_state_of_a_catalogue_is_kept_each_evening(territory, bread):
    period = last_days(30, now=NOW, zone=territory.zone).former()
    evening = period.end_at - timedelta(hours=1)
    for _twice in range(2):
        services.take_snapshot(territory=territory, now=evening)
    assert numbers_of(territory, period, now=NOW).products == 1
    assert numbers_of(territory, period.former(), now=NOW).products is None
