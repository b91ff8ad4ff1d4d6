"""Two shops, goods and services of all kinds, and a clock: where orders live to their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.operations import audit
from pickup.exceptions import PickupError
from pickup.orders.making.planning import make_per_day
from pickup.orders.models import OrderTransition
from pickup.orders.states import ALLOWED, RETURNS
from pickup.slots.models import PickupPoint, Slot
from pickup.slots.services import generate_slots
from shops.catalogue.terms import Terms, set_terms
from shops.exceptions import ShopError
from tests import factories

Order = get_model("order", "Order")
Way = tuple[str, str]

# A Wednesday morning of winter time, before the shops open.
MORNING = datetime(2026, 11, 25, 8, tzinfo=ZoneInfo("Europe/Paris"))
REFUSALS = (PickupError, ShopError)
# Every way of an order; none needs a payment online.
WAYS = {
    (str(start), str(end))
    for ways in (ALLOWED, RETURNS)
    for start, ends in ways.items()
    for end in ends
}
STATES = {state for way in WAYS for state in way}
DAYS_AHEAD = 4


@dataclass
class World:
    """What a life needs; the same for each, since each is rolled back."""

    bakery: Any
    dairy: Any
    alice: Any
    dora: Any
    goods: list[Any]

    @property
    def shops(self) -> list[Any]:
        return [self.bakery, self.dairy]

    @property
    def reservable(self) -> list[Any]:
        """Return what is counted, of each shop: bread and honey."""
        return [self.goods[0], self.goods[4]]

    @property
    def services(self) -> list[Any]:
        """Return the two that need the same table."""
        return self.goods[6:]

    def slots(self, shop) -> list[Slot]:
        """Return the slots to come, soonest first."""
        return list(Slot.objects.for_shop(shop).filter(start__gt=timezone.now()))

    def make_slots(self) -> None:
        for shop in self.shops:
            generate_slots(point=shop.pickup_point, days=DAYS_AHEAD)


def make_world() -> World:
    """Make a baker who says yes to all and a dairy that answers each order itself."""
    territory = factories.make_territory()
    bakery = factories.make_shop(territory, "Le Fournil", slug="le-fournil")
    dairy = factories.make_shop(territory, "Le Buron", slug="le-buron", trade="Fromagerie")
    world = World(
        bakery=bakery,
        dairy=dairy,
        alice=factories.make_member(bakery, "alice@example.org"),
        dora=factories.make_user("dora@example.org"),
        goods=[*_baked(bakery), *_of_milk(dairy), *_tastings(dairy)],
    )
    factories.allow_reserving(*world.reservable)
    points = PickupPoint.objects.filter(shop__in=world.shops)
    points.update(default_capacity=3, keeps_for_hours=8)
    points.filter(shop=bakery).update(default_work=9)
    points.filter(shop=dairy).update(acceptance="manual")
    for shop in world.shops:
        shop.pickup_point.refresh_from_db()
    world.make_slots()
    return world


def _baked(shop) -> list[Any]:
    """Make goods counted, made so many a day, and baked on order with much work."""
    bread = factories.make_product(shop, available=8, withdrawal_regime="normal")
    rolls = factories.make_product(shop, "Petits pains", withdrawal_regime="normal")
    make_per_day(product=rolls, quantity=4)
    cake = factories.make_product(shop, "Gâteau", available=None)
    set_terms(product=cake, terms=Terms(), preparation_weight=4)
    return [bread, rolls, cake]


def _of_milk(shop) -> list[Any]:
    """Make goods sold by weight, that keep and can be sent back, and that do not keep."""
    weighed = {"net_quantity": factories.Decimal(480), "unit": "g", "sold_by_weight": True}
    tome = factories.make_product(shop, "Tome", withdrawal_regime="normal", **weighed)
    honey = factories.make_product(shop, "Miel", available=3, withdrawal_regime="normal")
    faisselle = factories.make_product(shop, "Faisselle", available=5)
    return [tome, honey, faisselle]


def _tastings(shop) -> list[Any]:
    """Make two services that need the same table, and there is one."""
    return [
        factories.make_service(shop, title, minutes=minutes, resource="Table")
        for title, minutes in (("Dégustation", 40), ("Atelier", 25))
    ]


def seen(order):
    """Return an order as a screen reads it."""
    details = Order.objects.with_details().select_related("slot__point", "shop__pickup_point")
    return details.get(pk=order.pk)


def ways_gone() -> set[Way]:
    return set(OrderTransition.objects.values_list("from_status", "to_status"))


def check() -> None:
    """Hold the books against all rules but that of delivery: nothing is committed, nor sent."""
    books = [package for package in audit.PACKAGES if package is not audit.notifications]
    assert [fault for package in books for fault in package.check()] == []
