"""One step of an order's life: a guarded UPDATE and its row in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import TransitionRefused
from pickup.orders.models import OrderTransition
from pickup.orders.states import ALLOWED, RETURNS, OrderState

Order = get_model("order", "Order")
Ways = Mapping[OrderState, set[OrderState]]
ANY = Q()


def step(
    order: Any,
    to: OrderState,
    *,
    by: User | None,
    now: datetime | None = None,
    where: Q = ANY,
    **values: Any,
) -> None:
    """Move an order on by a guarded UPDATE: of two people who tap at once, one wins.

    Args:
        where: what must hold of the row besides its status.
        values: what is set with the status.

    Raises:
        TransitionRefused: the order is not where this step begins.
    """
    _change(order, to, ALLOWED, by=by, now=now, where=where, values=values)


def step_back(
    order: Any, to: OrderState, *, by: User | None, now: datetime, **values: Any
) -> None:
    """Move an order back, as `RETURNS` allows; guarded in the same way.

    Raises:
        TransitionRefused: the order is not where this step begins.
    """
    _change(order, to, RETURNS, by=by, now=now, where=ANY, values=values)


def _change(
    order: Any,
    to: OrderState,
    ways: Ways,
    *,
    by: User | None,
    now: datetime | None,
    where: Q,
    values: Mapping[str, Any],
) -> None:
    sources = [state for state, targets in ways.items() if to in targets]
    before = Order.objects.filter(pk=order.pk).values_list("status", flat=True).first()
    here = Order.objects.filter(where, pk=order.pk, status=before, status__in=sources)
    if not here.update(status=to, **values):
        raise TransitionRefused(
            _("This order is already: %(state)s.") % {"state": OrderState(before).label}
        )
    order.status = to
    for name, value in values.items():
        setattr(order, name, value)
    OrderTransition.objects.create(
        order=order, at=now or timezone.now(), by=by, from_status=before, to_status=to
    )
