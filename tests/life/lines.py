"""Lines ticked, missing, replaced, weighed, asked about and withdrawn from."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from pickup.orders.lines import adjusting, settling
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.preparation import set_line_prepared
from pickup.orders.states import IN_PREPARATION, OPEN_STATES
from pickup.withdrawals.services import Declarant, withdraw
from tests.life.steps import BOOL, FEW, WHICH, Steps, one_of, when
from tests.life.world import seen


class Lines(Steps):
    def line(self, which: int, line: int, stale: bool) -> tuple[Any, Any]:
        order = self.order(which, "accepted", "ready", stale=stale)
        return order, order and one_of(order.lines.order_by("pk"), line)

    @when(*IN_PREPARATION)
    @rule(which=WHICH, line=WHICH, prepared=BOOL, stale=BOOL)
    def tick(self, which, line, prepared, stale):
        order, line = self.line(which, line, stale)
        if line:
            self.act(set_line_prepared, order, line_id=line.pk, prepared=prepared)

    @when(*IN_PREPARATION)
    @rule(which=WHICH, line=WHICH, left=st.integers(0, 2), sold_out=BOOL, stale=BOOL)
    def fewer(self, which, line, left, sold_out, stale):
        order, line = self.line(which, line, stale)
        if line:
            facts = {"line_id": line.pk, "quantity": left, "sold_out": sold_out}
            self.act(adjusting.report_shortage, order, by=self.world.alice, **facts)

    @when(*IN_PREPARATION)
    @rule(which=WHICH, line=WHICH, product=WHICH, quantity=FEW, sold_out=BOOL, stale=BOOL)
    def substitute(self, which, line, product, quantity, sold_out, stale):
        order, line = self.line(which, line, stale)
        if line:
            mine = [one for one in self.world.goods if one.shop_id == order.shop_id]
            facts = {"line_id": line.pk, "quantity": quantity, "sold_out": sold_out}
            facts["product"] = one_of(mine, product)
            self.act(adjusting.propose_substitute, order, by=self.world.alice, **facts)

    @when(*IN_PREPARATION)
    @rule(which=WHICH, line=WHICH, grams=st.integers(50, 3000), sure=BOOL, stale=BOOL)
    def weigh(self, which, line, grams, sure, stale):
        order, line = self.line(which, line, stale)
        if line:
            facts = {"line_id": line.pk, "grams": grams, "above": adjusting.ASK}
            facts["confirmed"] = grams if sure else 0
            self.act(adjusting.weigh_line, order, by=self.world.alice, **facts)

    @when(*IN_PREPARATION)
    @rule(which=WHICH, line=WHICH, stale=BOOL)
    def take_question_back(self, which, line, stale):
        order, line = self.line(which, line, stale)
        if line:
            self.act(adjusting.take_question_back, order, line_id=line.pk)

    @when(*IN_PREPARATION)
    @rule(which=WHICH, agreed=BOOL, stale=BOOL, at_counter=BOOL)
    def answer(self, which, agreed, stale, at_counter):
        asked = LineAdjustment.objects.order_by("pk")
        question = one_of(asked.filter(consent="asked") or asked, which)
        if question:
            order = seen(question.line.order)
            facts = {"adjustment": question, "agreed": agreed, "at_counter": at_counter}
            self.act(settling.answer, order, **facts)

    @when(*OPEN_STATES, "collected")
    @rule(which=WHICH, whole=BOOL, line=WHICH, twice=BOOL)
    def withdraw(self, which, whole, line, twice):
        order = self.order(which, "placed", "accepted", "ready", "collected")
        if order:
            lines = list(order.lines.order_by("pk"))
            chosen = [one.pk for one in (lines if whole else [one_of(lines, line)])]
            dora = Declarant(name="Dora", email="dora@example.org")
            for _click in range(1 + twice):
                self.act(withdraw, order, lines=chosen, declarant=dora)
