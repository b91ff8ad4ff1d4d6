"""What shoppers and shops are told of an order, written in the order's own transaction."""

from __future__ import annotations


def announce_placed(*, purchase, orders) -> None:
    """Tell the shopper and each shop that an order was placed."""


def announce_ready(*, order) -> None:
    """Tell the shopper that an order is ready."""


def announce_cancelled(*, order, by_shop: bool, reason: str = "") -> None:
    """Tell both sides that an order is cancelled."""
