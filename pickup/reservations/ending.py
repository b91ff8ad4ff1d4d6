"""How a reservation ends: somebody came, or not; no penalty, and no count of who did not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from pickup.reservations.exceptions import ReservationEnded
from pickup.reservations.messages import announce_cancelled, announce_released
from pickup.reservations.models import Reservation, ReservationStep
from pickup.reservations.states import State
from shops.catalogue.services import stockrecord_of
from shops.catalogue.stock import consume_stock, give_back_stock

ANY = Q()


@transaction.atomic
def mark_came(
    *, reservation: Reservation, bought: bool, by: User, now: datetime | None = None
) -> None:
    """Note that somebody came: what they bought leaves the stock, the rest is for sale again.

    No amount and no means of payment: the sale is in the shop's own till.

    Raises:
        ReservationEnded: not kept any more.
    """
    _end(reservation, State.CAME, by=by, now=now, bought=bought)
    move = consume_stock if bought else give_back_stock
    move(stockrecord_id=_stock_row(reservation), quantity=reservation.quantity)


@transaction.atomic
def mark_not_came(*, reservation: Reservation, by: User, now: datetime | None = None) -> None:
    """Put the goods on sale again, and tell who had them put aside.

    Raises:
        ReservationEnded: not kept any more.
    """
    _end(reservation, State.NOT_CAME, by=by, now=now)
    _give_back(reservation)
    announce_released(reservation=reservation)


@transaction.atomic
def cancel(
    *, reservation: Reservation, by: User | None = None, now: datetime | None = None
) -> None:
    """Give a reservation up, as who made it may at any time.

    Raises:
        ReservationEnded: not kept any more.
    """
    _end(reservation, State.CANCELLED, by=by, now=now)
    _give_back(reservation)
    announce_cancelled(reservation=reservation)


@transaction.atomic
def release(*, reservation: Reservation, now: datetime) -> None:
    """End a reservation whose time is over.

    Raises:
        ReservationEnded: not kept any more, or not over.
    """
    _end(reservation, State.RELEASED, by=None, now=now, where=Q(kept_until__lte=now))
    _give_back(reservation)
    announce_released(reservation=reservation)


@transaction.atomic
def end_in_silence(*, reservation: Reservation, now: datetime) -> None:
    """End what is kept for somebody who asks to be forgotten; nobody is written to."""
    _end(reservation, State.CANCELLED, by=None, now=now)
    _give_back(reservation)


def _end(
    reservation: Reservation,
    to: State,
    *,
    by: User | None,
    now: datetime | None,
    where: Q = ANY,
    **values: Any,
) -> None:
    """Move a reservation on by a guarded UPDATE, before its units: of two, one wins."""
    now = now or timezone.now()
    here = Reservation.objects.kept().filter(where, pk=reservation.pk)
    if not here.update(state=to, ended_at=now, **values):
        raise ReservationEnded(_("This reservation has already ended."))
    reservation.state, reservation.ended_at = to, now
    ReservationStep.objects.create(
        reservation=reservation, at=now, by=by, from_state=State.KEPT, to_state=to
    )
    touch(reservation.shop.territory_id)


def _give_back(reservation: Reservation) -> None:
    give_back_stock(stockrecord_id=_stock_row(reservation), quantity=reservation.quantity)


def _stock_row(reservation: Reservation) -> int:
    return int(stockrecord_of(reservation.product).pk)
