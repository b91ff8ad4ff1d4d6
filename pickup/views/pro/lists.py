"""Back to the list in which an order stands, once something was done with it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from pickup.views.pro.other_days import asked_day


def list_with(request, shop, order) -> str:
    """Return the address of the list of the order's day, today's if that is over.

    What waits for the shop's answer stands in the list of each day: the one that was open says
    which in the address, so that the next one can be answered there.
    """
    today = timezone.localdate(timezone=shop.zone)
    day = asked_day(request) or max(order.slot.day, today)
    if day == today:
        return reverse("pickup:pro_today", args=[shop.slug])
    return reverse("pickup:pro_day", args=[shop.slug, day])
