"""Somebody else who comes for an order: a name, so that the counter need not ask."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pickup.exceptions import TransitionRefused
from pickup.orders.states import OPEN_STATES
from pickup.orders.steps import Order


def name_collector(*, order: Any, name: str) -> None:
    """Say who collects an open order instead of who placed it; an empty name: nobody else.

    Raises:
        TransitionRefused: the order is over.
    """
    here = Order.objects.filter(pk=order.pk, status__in=OPEN_STATES)
    if not here.update(collected_by_name=" ".join(name.split())):
        raise TransitionRefused(_("This order is over: nobody need come for it."))
