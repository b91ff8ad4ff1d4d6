"""How far the demo's orders are prepared: some weighed, one with a question open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from marketplace.accounts.models import User
from marketplace.operations.seed.people import BUSY_SHOP
from pickup.orders.lines.adjusting import CAP, propose_substitute, report_shortage, weigh_line
from pickup.orders.lines.preparation import set_line_prepared
from shops.oscar.partner.strategy import sole_stockrecord

# What the scales say of the estimate, in hundredths: most pieces are near it.
WEIGHTS = (97, 104, 92, 101, 108, 95, 90)
RISEN_BADLY = "Une fournée a mal levé, nous en sommes désolés."


def weigh_order(order, *, by: User, lot: int, now: datetime) -> None:
    """Put what is sold by weight on the scales."""
    for step, line in enumerate(order.lines.filter(portion_grams__isnull=False).order_by("pk")):
        grams = line.estimated_grams * WEIGHTS[(lot + step) % len(WEIGHTS)] // 100
        weigh_line(order=order, line_id=line.pk, grams=grams, by=by, above=CAP, now=now)


def leave_a_question(order, *, by: User, goods: Sequence[Any], now: datetime) -> None:
    """Leave an order of today in the middle: a line prepared, and one that the shopper is asked
    about; in the busy shop only."""
    if order.shop.slug != BUSY_SHOP:
        return
    line, *rest = order.lines.order_by("pk")
    for other in rest:
        set_line_prepared(order=order, line_id=other.pk, prepared=True)
    facts = {"order": order, "line_id": line.pk, "by": by, "reason": RISEN_BADLY, "now": now}
    if line.quantity > 1:
        report_shortage(quantity=line.quantity - 1, sold_out=False, **facts)
        return
    others = [one for one in goods if one.pk != line.product_id]
    product = min(others, key=lambda one: abs(price_of(one) - line.due_incl_tax))
    propose_substitute(product=product, quantity=1, sold_out=False, **facts)


def price_of(product) -> Decimal:
    return sole_stockrecord(product).price
