"""What must hold of slots at any time; how many orders hold a place is pickup.orders' matter."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from pickup.slots.models import Slot

BROKEN = {
    "has more places booked than it has": Q(booked__gt=F("capacity")),
    "ends before it starts": Q(end__lte=F("start")),
    "has more work booked than it takes": Q(work_booked__gt=F("work_capacity")),
    "can still be ordered for after it started": Q(cutoff__gt=F("start")),
}


def check() -> Iterator[str]:
    """Yield a sentence for each slot that breaks an invariant."""
    for sentence, condition in BROKEN.items():
        for pk in Slot.objects.filter(condition).values_list("pk", flat=True):
            yield f"Slot {pk} {sentence}."
