"""What must hold of reservations, at any time; the units they hold are counted with orders'."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from django.db.models import F
from django.utils import timezone

from pickup.reservations.models import Reservation
from pickup.reservations.states import State

# A worker sweeps each minute; without one, whoever looks or books.
SWEPT_WITHIN = timedelta(hours=1)


def check() -> Iterator[str]:
    """Yield a sentence for each fault."""
    strangers = Reservation.objects.exclude(product__shop=F("shop"))
    for pk in strangers.values_list("pk", flat=True):
        yield f"Reservation {pk} is of another shop's product."
    for pk in Reservation.objects.overdue(timezone.now() - SWEPT_WITHIN).values_list("pk"):
        yield f"Reservation {pk[0]} is long past its time and still holds its goods."
    for one in Reservation.objects.prefetch_related("steps").order_by("pk"):
        yield from _step_faults(one)


def _step_faults(reservation: Reservation) -> Iterator[str]:
    """Its log begins at kept, has no gap, and ends in its state."""
    steps = list(reservation.steps.all())
    if not steps or (steps[0].from_state, steps[0].to_state) != ("", State.KEPT):
        yield f"Reservation {reservation.pk} does not begin by being put aside."
        return
    if any(before.to_state != after.from_state for before, after in pairwise(steps)):
        yield f"Reservation {reservation.pk} has a gap in its steps."
    if steps[-1].to_state != reservation.state:
        yield (
            f"Reservation {reservation.pk} is {reservation.state}, "
            f"its log says {steps[-1].to_state}."
        )
