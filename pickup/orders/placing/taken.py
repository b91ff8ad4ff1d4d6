"""An order that somebody of the shop, or of the association's desk, types for its shopper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketplace.accounts.models import User
from pickup.orders.holds import first_values
from pickup.orders.states import OrderState
from pickup.slots.models import Slot
from shops.models import Shop


@dataclass(frozen=True)
class Taken:
    """Where an order was taken (`Order.Source`), by whom, and what tells one saving apart.

    The purchase gets the key as its own, so that a second click finds the first. `anyway` are the
    products that the shop takes whatever it has planned for the day.
    """

    source: str
    by: User
    key: UUID
    anyway: frozenset[int] = frozenset()

    def values(self) -> dict[str, Any]:
        """Return what the purchase keeps: the shop knows whom it serves, if only by name."""
        return {"uuid": self.key, "taken_by_shop": True}


def beginning(
    *, taken: Taken | None, user: User | None, shop: Shop, slot: Slot, now: datetime
) -> dict[str, Any]:
    """Return where an order comes from, its state, and whose word it waits for.

    What the shop types itself waits for nobody's.
    """
    if taken:
        told = {"source": taken.source, "placed_by": taken.by}
        return told | {"status": OrderState.ACCEPTED, "answer_until": None}
    of_shopper = first_values(shop=shop, slot=slot, is_guest=user is None, now=now)
    return of_shopper | {"placed_by": user}
