"""Handing over from a screen whose network comes and goes: a tap sent twice counts once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from pickup.exceptions import TransitionRefused, Unsettled
from pickup.orders.models import HandOver
from pickup.orders.transitions import collect_order


def read_nonce(typed: str) -> UUID | None:
    """Return the name that a screen gave to a tap, or None: no screen that can be cut off."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def hand_over(
    *,
    order: Any,
    by: User,
    nonce: UUID | None,
    at_estimate: bool = False,
    now: datetime | None = None,
) -> None:
    """Hand an order over, once for each nonce: sent again, it is answered as it was at first.

    Args:
        at_estimate: what was not weighed goes at the price announced: as somebody says, or as
            it has gone already, while the network was down.

    Raises:
        TransitionRefused: the order was not to be handed over when the tap first came.
        Unsettled: something is open; the tap is not used up, and may come again.
    """
    now = now or timezone.now()
    if nonce is None:
        collect_order(order=order, by=by, at_estimate=at_estimate, now=now)
        return
    refusal = _answer(order, by, nonce, at_estimate, now)
    if refusal:
        raise TransitionRefused(refusal)


@transaction.atomic
def _answer(order: Any, by: User, nonce: UUID, at_estimate: bool, now: datetime) -> str:
    """Return why not, empty if handed over; two that come at once meet at the unique nonce."""
    told, first = HandOver.objects.get_or_create(
        nonce=nonce, defaults={"order": order, "by": by, "at": now}
    )
    if told.order_id != order.pk:
        return _("This tap belongs to another order.")
    if first:
        told.refusal = _collect(order, by, at_estimate, now)
        told.save(update_fields=["refusal"])
    return told.refusal


def _collect(order: Any, by: User, at_estimate: bool, now: datetime) -> str:
    try:
        collect_order(order=order, by=by, at_estimate=at_estimate, now=now)
    except Unsettled:
        raise
    except TransitionRefused as refused:
        return str(refused)
    return ""
