"""Handing over from a screen whose network comes and goes: a tap sent twice counts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
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
    happened: bool = False,
    now: datetime | None = None,
) -> None:
    """Hand an order over, once for each nonce: sent again, it is answered as it was at first.

    Args:
        at_estimate: somebody says that what was not weighed goes at the price announced.
        happened: it has gone already, while the network was down; see `collect_order`.

    Raises:
        TransitionRefused: the order was not to be handed over when the tap first came.
        Unsettled: something is open; the tap is not used up, and may come again.
    """
    now = now or timezone.now()
    collect = partial(
        collect_order, order=order, by=by, at_estimate=at_estimate, happened=happened, now=now
    )
    if nonce is None:
        collect()
        return
    tap = HandOver(nonce=nonce, order=order, by=by, at=now)
    refusal = _answer(tap, collect)
    if refusal:
        raise TransitionRefused(refusal)


@transaction.atomic
def _answer(tap: HandOver, collect: Callable[[], None]) -> str:
    """Return why not, empty if handed over; two that come at once meet at the unique nonce."""
    facts = {"order": tap.order, "by": tap.by, "at": tap.at}
    told, first = HandOver.objects.get_or_create(nonce=tap.nonce, defaults=facts)
    if told.order_id != tap.order.pk:
        return _("This tap belongs to another order.")
    if first:
        told.refusal = _refusal_of(collect)
        told.save(update_fields=["refusal"])
    return told.refusal


def _refusal_of(collect: Callable[[], None]) -> str:
    try:
        collect()
    except Unsettled:
        raise
    except TransitionRefused as refused:
        return str(refused)
    return ""
