"""Finding what is put aside under a code that somebody says at the counter."""

from __future__ import annotations

from pickup.orders.codes import read_code
from pickup.reservations.models import Reservation
from shops.models import Shop


def reserved_under(shop: Shop, typed: str) -> Reservation | None:
    """Return what the shop keeps under a typed code; it sees the codes of all it keeps."""
    code = read_code(typed)
    found: Reservation | None = Reservation.objects.for_shop(shop).kept().filter(code=code).first()
    return found
