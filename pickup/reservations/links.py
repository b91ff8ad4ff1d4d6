"""The link that opens a reservation without an account; signed, so that nobody makes one up."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from marketplace.territories.addresses import absolute
from pickup.reservations.models import Reservation

SALT = "pickup.reservation"
MAX_AGE_DAYS = 120


def token_of(reservation: Reservation) -> str:
    return signing.TimestampSigner(salt=SALT).sign(str(reservation.pk))


def reservation_of(token: str) -> Reservation | None:
    """Return the reservation that a link opens; None for a forged or expired one."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        pk = signer.unsign(token, max_age=MAX_AGE_DAYS * 86400)
    except signing.BadSignature:
        return None
    return Reservation.objects.with_details().filter(pk=pk).first()


def reservation_url(reservation: Reservation) -> str:
    path = reverse("pickup:reservation", args=[token_of(reservation)])
    return absolute(path, reservation.shop.territory)


def list_url(reservation: Reservation) -> str:
    """Return where the shop sees what it keeps."""
    path = reverse("pickup:pro_reservations", args=[reservation.shop.slug])
    return absolute(path, reservation.shop.territory)
