"""Whether the shop's people have had an order before their eyes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.orders.states import OrderState

if TYPE_CHECKING:
    from shops.models import Shop

Order = get_model("order", "Order")


def unseen_by(shop: Shop, *, now: datetime) -> Any:
    """Return what a shop should look at: orders of today and tomorrow, or to be answered."""
    today = now.astimezone(shop.zone).date()
    soon = Q(slot__day__in=(today, today + timedelta(days=1)))
    return Order.objects.for_shop(shop).unseen().filter(soon | Q(status=OrderState.PLACED))


def mark_seen(*, shop: Shop, numbers: Collection[str], now: datetime | None = None) -> int:
    """Note when orders of a shop were first looked at; return how many were new to it."""
    unseen = Order.objects.for_shop(shop).filter(number__in=numbers, seen_at=None)
    return unseen.update(seen_at=now or timezone.now())
