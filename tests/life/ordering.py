"""Baskets filled, ordered at once or later, twice, and confirmed."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from pickup.orders.holds import confirm_purchase
from pickup.orders.placing.basket import (
    ShopPart,
    add_to_basket,
    choose_slot,
    group_by_shop,
    with_strategy,
)
from pickup.slots.models import PickupPoint
from shops.catalogue.services import Product
from tests.factories import Basket, place
from tests.life.steps import BOOL, FEW, WHICH, Steps, one_of, tried

WANTS = st.lists(st.tuples(WHICH, FEW), min_size=1, max_size=3)


class Ordering(Steps):
    @initialize(held=BOOL, slot=WHICH, wants=st.lists(WANTS, min_size=2, max_size=4))
    def begin(self, held, slot, wants):
        """Let some orders be there: a life without any shows nothing."""
        PickupPoint.objects.update(guests_confirm_by_mail=held)
        for number, one in enumerate(wants):
            self.fill(one, slot + number, has_account=bool(number % 2))
            self.place(self.baskets[-1], twice=False)

    @rule(wants=WANTS, slot=WHICH, has_account=BOOL, twice=BOOL)
    def order_goods(self, wants, slot, has_account, twice):
        self.fill(wants, slot, has_account)
        if self.baskets:
            self.place(self.baskets[-1], twice)

    @rule(wants=WANTS, slot=WHICH, has_account=BOOL)
    def fill_a_basket(self, wants, slot, has_account):
        self.fill(wants, slot, has_account)

    @rule(which=WHICH, twice=BOOL)
    def order_what_lay_in_a_basket(self, which, twice):
        if basket := one_of(self.baskets, which):
            self.place(basket, twice)

    def fill(self, wants, slot: int, has_account: bool) -> None:
        owner = self.world.dora if has_account else None
        basket = with_strategy(Basket.objects.create(owner=owner))
        for product, quantity in wants:
            with suppress(Product.DoesNotExist):
                product = one_of(self.world.goods, product)
                tried(add_to_basket, basket=basket, product=product, quantity=quantity)
        for part in group_by_shop(basket.all_lines()):
            self.choose(basket, part, slot)
        self.baskets.append(basket)

    def choose(self, basket, part: ShopPart, which: int) -> None:
        if slot := one_of(self.world.slots(part.shop), which):
            now = timezone.now()
            tried(choose_slot, basket=basket, part=part, slot_id=slot.pk, now=now)

    def place(self, basket, twice: bool) -> None:
        territory = self.world.bakery.territory
        for _click in range(1 + twice):
            purchase = tried(place, basket=basket, territory=territory, user=basket.owner)
            if purchase and purchase not in self.purchases:
                self.purchases.append(purchase)

    @rule(which=WHICH)
    def confirm(self, which):
        if purchase := one_of(self.purchases, which):
            confirm_purchase(purchase=purchase, now=timezone.now())
