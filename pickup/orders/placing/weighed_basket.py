"""What goods sold by weight may come to, while they are still in the basket."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from marketplace.money import price_at_most


def at_most_of(line: Any) -> Decimal:
    """Return what a line of a basket may come to, TTC; what is not weighed costs what it costs.

    The line's own price holds extras, which no scales make dearer.
    """
    price: Decimal = line.line_price_incl_tax
    if not line.product.sold_by_weight:
        return price
    portions = line.stockrecord.price * line.quantity
    return price - portions + price_at_most(portions, line.product.weight_tolerance)


def total_at_most(lines: Iterable[Any]) -> Decimal:
    return sum((at_most_of(line) for line in lines), Decimal(0))
