"""The shop's word on an order, the counter, and whoever changes their mind."""

from __future__ import annotations

from django.utils import timezone
from hypothesis.stateful import rule

from pickup.orders import acceptance, transitions
from pickup.orders.changes import moving
from pickup.orders.counter import absence, undo
from tests.life.steps import BOOL, WHICH, Steps, one_of, when
from tests.life.world import seen


class Counter(Steps):
    @when("placed")
    @rule(which=WHICH, stale=BOOL)
    def accept(self, which, stale):
        order = self.order(which, "placed", stale=stale)
        self.act(acceptance.accept_order, order, by=self.world.alice)

    @when("placed")
    @rule(which=WHICH, stale=BOOL)
    def refuse(self, which, stale):
        order = self.order(which, "placed", stale=stale)
        self.act(acceptance.refuse_order, order, by=self.world.alice)

    @when("accepted")
    @rule(which=WHICH, stale=BOOL)
    def call_ready(self, which, stale):
        order = self.order(which, "accepted", stale=stale)
        self.act(transitions.mark_ready, order, by=self.world.alice)

    @when("accepted", "ready")
    @rule(which=WHICH, at_estimate=BOOL, stale=BOOL)
    def hand_over(self, which, at_estimate, stale):
        order = self.order(which, "ready", "accepted", stale=stale)
        facts = {"at_estimate": at_estimate}
        self.act(transitions.collect_order, order, by=self.world.alice, **facts)

    @when("collected")
    @rule(which=WHICH, stale=BOOL)
    def undo(self, which, stale):
        order = self.order(which, "collected", stale=stale)
        self.act(undo.undo_handover, order, by=self.world.alice)

    @when("accepted", "ready")
    @rule(which=WHICH, stale=BOOL)
    def nobody_comes(self, which, stale):
        order = self.order(which, "ready", "accepted", stale=stale)
        if order:
            self.go_on(max(seen(order).slot.end, timezone.now()))
            self.act(absence.mark_not_collected, order, by=self.world.alice)

    @when("no_show")
    @rule(which=WHICH, stale=BOOL)
    def come_late(self, which, stale):
        order = self.order(which, "no_show", stale=stale)
        self.act(absence.collect_late, order, by=self.world.alice)

    @when("placed", "accepted", "ready")
    @rule(which=WHICH, stale=BOOL)
    def cancel_by_shopper(self, which, stale):
        order = self.order(which, "placed", "accepted", "ready", stale=stale)
        self.act(transitions.cancel_by_shopper, order)

    @when("accepted", "ready")
    @rule(which=WHICH, stale=BOOL)
    def cancel_by_shop(self, which, stale):
        order = self.order(which, "accepted", "ready", stale=stale)
        self.act(transitions.cancel_by_shop, order, by=self.world.alice)

    @when(*moving.MOVABLE)
    @rule(which=WHICH, slot=WHICH, by_shop=BOOL, stale=BOOL)
    def move(self, which, slot, by_shop, stale):
        order = self.order(which, *moving.MOVABLE, stale=stale)
        goal = order and one_of(self.world.slots(order.shop), slot)
        if goal:
            service = moving.move_by_shop if by_shop else moving.move_by_shopper
            self.act(service, order, slot=goal, by=self.world.alice if by_shop else None)
