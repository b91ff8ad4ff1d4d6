"""Reservations whose time is over end here: true whether or not a worker runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from pickup.reservations.ending import release
from pickup.reservations.exceptions import ReservationEnded
from pickup.reservations.models import Reservation


def let_go(products: QuerySet, now: datetime) -> int:
    """End what is overdue of some products; return how many."""
    return sweep(Reservation.objects.filter(product__in=products.values("pk")), now=now)


def let_go_of(product: Any, *, now: datetime) -> int:
    """End what is overdue of a product or its variants, before a page says that none is left."""
    sold = Q(product=product.pk) | Q(product__parent=product.pk)
    return sweep(Reservation.objects.filter(sold), now=now)


def sweep(reservations: QuerySet, *, now: datetime | None = None) -> int:
    """End those of some reservations whose time is over, each in a transaction of its own."""
    now = now or timezone.now()
    overdue = Reservation.objects.overdue(now).filter(pk__in=reservations.values("pk"))
    # Asked with every order, and there hardly ever is one: only then are its details read.
    found = set(overdue.values_list("pk", flat=True))
    if not found:
        return 0
    ending = Reservation.objects.with_details().filter(pk__in=found)
    return sum(_end(one, now) for one in ending.order_by("pk"))


def _end(reservation: Reservation, now: datetime) -> bool:
    try:
        release(reservation=reservation, now=now)
    except ReservationEnded:
        return False
    return True
