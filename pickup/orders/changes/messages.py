"""What both sides are told of an order whose quantities the shopper has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pickup.orders.messages import tell_shop, tell_shopper


def announce_changed(*, order: Any, now: datetime) -> None:
    """Send the new contract to the shopper on a durable medium (C. conso. L221-13), and the shop.

    Raises:
        TransactionManagementError: not in the transaction that changes it.
    """
    nonce = now.isoformat()
    tell_shopper("order_changed", order, template="changed", nonce=nonce, agreed_anew=True)
    tell_shop("order_changed", order, template="changed_shop", nonce=nonce)
