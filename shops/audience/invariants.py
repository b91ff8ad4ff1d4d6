"""What must hold of the counts at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from shops.audience.models import DailyCount


def check() -> Iterator[str]:
    """Yield a sentence for each count that belongs to another shop or to a day to come."""
    strange = DailyCount.objects.filter(product__isnull=False).exclude(product__shop=F("shop"))
    for pk in strange.values_list("pk", flat=True):
        yield f"Count {pk} names another shop's product."
    # A day further east than UTC begins earlier.
    tomorrow = timezone.now().date() + timedelta(days=1)
    for pk in DailyCount.objects.filter(day__gt=tomorrow).values_list("pk", flat=True):
        yield f"Count {pk} is of a day to come."
