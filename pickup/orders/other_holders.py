"""Contracts beside orders that set units aside; each says so here, by its app's `ready`.

Orders know nothing of them, but stock is one: what they keep counts, and what they keep too
long is let go before somebody is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Holder:
    """kept: the rows that hold units, with `product` and `quantity`; let_go: ends what is
    overdue of some products and returns how many."""

    kept: Callable[[], Any]
    let_go: Callable[[Any, datetime], int]


HOLDERS: list[Holder] = []


def let_others_go(products: Any, now: datetime) -> int:
    return sum(holder.let_go(products, now) for holder in HOLDERS)
