"""Other quantities and more products for an order, by its shopper."""

from __future__ import annotations

from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from pickup.orders.changes.adding import add_products
from pickup.orders.changes.changing import CHANGEABLE, change_quantities
from pickup.orders.placing.order_book import Wish
from tests.life.steps import BOOL, FEW, WHICH, Steps, one_of, when


class Changing(Steps):
    @when(*CHANGEABLE)
    @rule(which=WHICH, wants=st.lists(st.tuples(WHICH, FEW), min_size=1, max_size=2), twice=BOOL)
    def add_products(self, which, wants, twice):
        self.add(self.order(which, *CHANGEABLE), wants, twice)

    @when(*CHANGEABLE)
    @rule(which=WHICH, line=WHICH, units=st.integers(0, 4), more=WHICH, stale=BOOL)
    def change_quantities(self, which, line, units, more, stale):
        """Change one line, and ask for something more at the same visit."""
        order = self.order(which, *CHANGEABLE, stale=stale)
        line = order and one_of(order.lines.order_by("pk"), line)
        if line:
            self.act(change_quantities, order, quantities={line.pk: units})
            self.add(order, [(more, 1)], twice=False)

    def add(self, order, wants, twice: bool) -> None:
        mine = [one for one in self.world.goods if order and one.shop_id == order.shop_id]
        wishes = [Wish(one_of(mine, product).pk, quantity) for product, quantity in wants if mine]
        key = uuid4()
        for _click in range(1 + twice):
            self.act(add_products, order, wishes=wishes, key=key)
