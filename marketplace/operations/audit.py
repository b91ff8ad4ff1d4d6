"""All invariants of all packages: the tests' oracle and a nightly job."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from marketplace.notifications import invariants as notifications
from pickup.orders import invariants as orders
from pickup.reservations import invariants as reservations
from pickup.slots import invariants as slots
from pickup.withdrawals import invariants as withdrawals
from shops.audience import invariants as audience
from shops.catalogue import invariants as catalogue

PACKAGES = (notifications, catalogue, audience, slots, orders, withdrawals, reservations)
COUNTED = {
    "products": "catalogue.Product",
    "stock records": "partner.StockRecord",
    "audience counts": "shop_audience.DailyCount",
    "slots": "slots.Slot",
    "purchases": "orders.Purchase",
    "orders": "order.Order",
    "withdrawals": "withdrawals.Withdrawal",
    "reservations": "reservations.Reservation",
    "messages": "notifications.OutboxMessage",
}


def broken_invariants() -> Iterator[str]:
    """Yield a sentence for each fault, whatever the package."""
    for package in PACKAGES:
        yield from package.check()


def checked_counts() -> dict[str, int]:
    """Return how many rows of each kind the invariants looked at."""
    return {name: apps.get_model(label).objects.count() for name, label in COUNTED.items()}
