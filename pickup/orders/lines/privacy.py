"""What the changes of orders' lines hold of people: who said what, who answered, and words."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from marketplace.accounts.models import User
from pickup.orders.models import LineAdjustment, Purchase

WHAT = ("title", "substitute_title", "from_quantity", "to_quantity", "from_price", "to_price")
STEP = ("kind", *WHAT, "grams", "reason", "consent", "asked_at", "answered_at")


def changes_of(order: Any) -> Any:
    """Return what became of an order's lines, as the shopper's own data."""
    return LineAdjustment.objects.filter(line__order=order).values(*STEP)


def changes_by(user: User) -> list[dict[str, Any]]:
    """Return what somebody said or noted of orders' lines."""
    steps = LineAdjustment.objects.filter(Q(by=user) | Q(answered_by=user))
    return list(steps.values("line__order__number", *STEP))


def forget_changes_by(user: User) -> None:
    LineAdjustment.objects.filter(by=user).update(by=None)
    LineAdjustment.objects.filter(answered_by=user).update(answered_by=None)


def forget_reasons(purchase: Purchase) -> None:
    """Take out the shop's words to the shopper, who may be named in them."""
    LineAdjustment.objects.filter(line__order__purchase=purchase).update(
        reason="", answered_by=None
    )
