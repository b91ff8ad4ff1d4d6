"""What a shop changes of its goods, slots and manners while orders are open."""

from __future__ import annotations

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from pickup.orders.making.planning import make_per_day
from pickup.slots.models import PickupPoint
from pickup.slots.services import set_places, unblock_slot
from shops.catalogue.quotas import plan_day
from shops.catalogue.services import set_available, stockrecord_of
from shops.catalogue.stock import correct_stock
from shops.catalogue.terms import Terms, say_sold_out, sell_again, set_terms
from tests.life.steps import BOOL, WHICH, Steps, one_of, tried


class Shopkeeping(Steps):
    @rule(product=WHICH, available=st.none() | st.integers(0, 6))
    def count_stock(self, product, available):
        tried(set_available, product=one_of(self.world.goods, product), available=available)

    @rule(product=WHICH, seen=st.integers(0, 6), available=st.integers(0, 6))
    def correct_what_a_page_showed(self, product, seen, available):
        record = stockrecord_of(one_of(self.world.goods, product))
        if record.num_in_stock is not None:
            correct_stock(stockrecord_id=record.pk, seen=seen, available=available)

    @rule(product=WHICH, quantity=st.integers(0, 5))
    def make_so_many_a_day(self, product, quantity):
        tried(make_per_day, product=one_of(self.world.goods, product), quantity=quantity)

    @rule(slot=WHICH, planned=st.integers(0, 5))
    def plan_one_day(self, slot, planned):
        rolls = self.world.goods[1]
        record, slot = stockrecord_of(rolls), one_of(self.world.slots(rolls.shop), slot)
        if slot and record.mode == record.Mode.PER_DAY:
            plan_day(record=record, day=slot.day, planned=planned)

    @rule(product=WHICH, sold_out=BOOL)
    def call_sold_out_today(self, product, sold_out):
        say = say_sold_out if sold_out else sell_again
        say(product=one_of(self.world.goods, product), day=timezone.localdate())

    @rule(product=WHICH, weight=st.integers(0, 5))
    def weigh_the_work(self, product, weight):
        product = one_of(self.world.goods, product)
        set_terms(product=product, terms=Terms(), preparation_weight=weight)

    @rule(shop=WHICH, slot=WHICH, places=st.integers(0, 4), work=st.none() | st.integers(0, 9))
    def limit_a_slot(self, shop, slot, places, work):
        if slot := one_of(self.world.slots(one_of(self.world.shops, shop)), slot):
            set_places(slot=slot, places=places, work=work)

    @rule(shop=WHICH, slot=WHICH)
    def free_a_slot(self, shop, slot):
        if slot := one_of(self.world.slots(one_of(self.world.shops, shop)), slot):
            unblock_slot(slot=slot)

    @rule(shop=WHICH, capacity=st.integers(1, 4), work=st.none() | st.integers(2, 9))
    def limit_all_slots(self, shop, capacity, work):
        points = PickupPoint.objects.filter(shop=one_of(self.world.shops, shop))
        points.update(default_capacity=capacity, default_work=work)
        self.world.make_slots()

    @rule(shop=WHICH, manual=BOOL, guests_confirm=BOOL)
    def change_manners(self, shop, manual, guests_confirm):
        points = PickupPoint.objects.filter(shop=one_of(self.world.shops, shop))
        acceptance = "manual" if manual else "automatic"
        points.update(acceptance=acceptance, guests_confirm_by_mail=guests_confirm)

    @rule(shop=WHICH, weekday=st.integers(0, 6), closes=BOOL)
    def change_hours(self, shop, weekday, closes):
        hours = one_of(self.world.shops, shop).opening_hours.filter(weekday=weekday)
        if closes:
            hours.delete()
        self.world.make_slots()
