"""What reservations hold of a person; nothing was sold, so no accounts keep their name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from marketplace.accounts.person import Person
from marketplace.notifications.privacy import scrub_about
from pickup.orders.privacy import ERASED_NAME
from pickup.reservations.ending import end_in_silence
from pickup.reservations.exceptions import ReservationEnded
from pickup.reservations.messages import reference_of
from pickup.reservations.models import Reservation, ReservationStep


def obstacles(person: Person) -> list[str]:
    """Nothing stands in the way: what is still kept is given back."""
    return []


def export(person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {
        "reservations": [_export(one) for one in _of(person).with_details().order_by("pk")]
    }
    if person.user:
        data["reservations moved"] = list(
            ReservationStep.objects.filter(by=person.user).values(
                "reservation__code", "at", "from_state", "to_state"
            )
        )
    return data


@transaction.atomic
def erase(person: Person, now: datetime) -> None:
    """End what is kept for a person, and take them out of what has ended."""
    for one in _of(person).kept().with_details().order_by("pk"):
        try:
            end_in_silence(reservation=one, now=now)
        except ReservationEnded:
            continue  # by another hand, just now
    _forget(_of(person))
    if person.user:
        ReservationStep.objects.filter(by=person.user).update(by=None)


@transaction.atomic
def forget_ended(*, before: datetime) -> int:
    """Take the people out of what ended long ago; returns how many reservations."""
    old = Reservation.objects.filter(ended_at__lt=before).exclude(name=ERASED_NAME)
    return _forget(old)


def _forget(reservations: QuerySet[Reservation]) -> int:
    found = list(reservations)
    ids = [one.pk for one in found]
    Reservation.objects.filter(pk__in=ids).update(name=ERASED_NAME, email="", phone="", user=None)
    scrub_about([reference_of(one) for one in found])
    return len(found)


def _of(person: Person) -> Any:
    rows = Reservation.objects.alias(address=Lower("email"))
    if person.user:
        return rows.filter(Q(user=person.user) | Q(user=None, address__in=person.addresses))
    return rows.filter(user=None, address__in=person.addresses)


def _export(reservation: Reservation) -> dict[str, Any]:
    return {
        "shop": reservation.shop.name,
        "product": reservation.title,
        "quantity": reservation.quantity,
        "name": reservation.name,
        "e-mail": reservation.email,
        "telephone": reservation.phone,
        "reserved": reservation.created_at,
        "kept until": reservation.kept_until,
        "state": reservation.get_state_display(),
    }
