"""Services at one table: ordered one after another, moved, added, while the tables change."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from pickup.orders.changes.adding import add_products
from pickup.orders.changes.changing import CHANGEABLE
from pickup.orders.changes.moving import MOVABLE, move_by_shop, move_by_shopper, slots_for_move
from pickup.orders.placing.availability import slots_for
from pickup.orders.placing.basket import (
    add_to_basket,
    choose_slot,
    group_by_shop,
    with_strategy,
)
from pickup.orders.placing.order_book import Wish
from shops.catalogue.service_terms import Service, set_service
from tests.factories import Basket, place
from tests.life.steps import BOOL, WHICH, Steps, one_of, tried, when
from tests.life.world import Order, seen

# One of two services, both, or the second before the first.
SERVICES = st.sampled_from(["0", "1", "01", "10"])
MINUTES = st.sampled_from([20, 40, 60])


class Appointments(Steps):
    @initialize(slot=WHICH)
    def begin_with_both(self, slot):
        self.order_services("01", slot)

    @rule(services=SERVICES, slot=WHICH)
    def order_services(self, services, slot):
        """Order them for some time at which they can be had."""
        basket = with_strategy(Basket.objects.create())
        for number in services:
            product = self.world.services[int(number)]
            tried(add_to_basket, basket=basket, product=product, quantity=1)
        for part in group_by_shop(basket.all_lines()):
            now = timezone.now()
            free = one_of(slots_for([part.needs], now=now)[part.shop.pk], slot)
            if free:
                choose_slot(basket=basket, part=part, slot_id=free.pk, now=now)
                self.purchases += self.placed(basket, part.shop.territory)

    def placed(self, basket, territory) -> list[Any]:
        purchase = tried(place, basket=basket, territory=territory)
        return [purchase] if purchase else []

    @when(*MOVABLE)
    @rule(which=WHICH, slot=WHICH, by_shop=BOOL)
    def move_services(self, which, slot, by_shop):
        """Move one to a time that is offered for it."""
        order = self.with_services(which, MOVABLE)
        goal = order and one_of(slots_for_move(order, by_shop=by_shop), slot)
        if goal:
            service = move_by_shop if by_shop else move_by_shopper
            self.act(service, order, slot=goal, by=self.world.alice if by_shop else None)

    @when(*CHANGEABLE)
    @rule(which=WHICH, number=st.integers(0, 1))
    def add_service(self, which, number):
        wishes = [Wish(self.world.services[number].pk, 1)]
        order = self.with_services(which, CHANGEABLE)
        self.act(add_products, order, wishes=wishes, key=uuid4())

    @rule(
        tables=st.integers(1, 2), number=st.integers(0, 1), minutes=st.sampled_from([20, 40, 60])
    )
    def set_tables(self, tables, number, minutes):
        """Say how many there are, and how long a service lasts from now on."""
        facts = {"resource_name": "Table", "resource_quantity": tables}
        service = Service(duration_minutes=minutes, **facts)
        set_service(product=self.world.services[number], service=service)

    def with_services(self, which: int, states) -> Any:
        """Return an order of some states that has services."""
        orders = Order.objects.filter(lines__appointment__units__gt=0, status__in=states)
        found = one_of(orders.distinct().order_by("pk"), which)
        return found and seen(found)
