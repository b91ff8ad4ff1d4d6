"""Finding the order that somebody comes to collect."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import TooManyAttempts, WrongCode
from pickup.orders.codes import read_code
from pickup.orders.models import WrongCode as WrongCodeRow
from pickup.orders.states import OrderState
from shops.models import Shop

Order = get_model("order", "Order")

# Rows in the database, so that the limits hold over all processes and survive the cache.
PERSON_WINDOW = timedelta(minutes=10)
PERSON_LIMIT = 5
SHOP_WINDOW = timedelta(hours=1)
SHOP_LIMIT = 100


def order_by_code(*, shop: Shop, typed: str, by: User, now: datetime | None = None):
    """Return the shop's open order with a typed code; spaces, dashes and case do not matter.

    Raises:
        WrongCode: no open order of this shop has it; another shop's code is wrong here.
        TooManyAttempts: five wrong codes in ten minutes by one person, or a hundred in an hour
            in one shop.
    """
    now = now or timezone.now()
    _check_limits(shop, by, now)
    coded = Order.objects.for_shop(shop).filter(code=read_code(typed))
    order = coded.open().first() or _come_late(coded)
    if order is None:
        WrongCodeRow.objects.create(shop=shop, user=by, at=now)
        raise WrongCode
    return order


def _come_late(coded: Any) -> Any:
    """Return the order of somebody who was not there in time, and comes now."""
    return coded.filter(status=OrderState.NO_SHOW).order_by("released_at").last()


def _check_limits(shop: Shop, by: User, now: datetime) -> None:
    wrong = WrongCodeRow.objects.filter(shop=shop)
    if wrong.filter(user=by, at__gt=now - PERSON_WINDOW).count() >= PERSON_LIMIT:
        raise TooManyAttempts(minutes=10)
    if wrong.filter(at__gt=now - SHOP_WINDOW).count() >= SHOP_LIMIT:
        raise TooManyAttempts(minutes=60)
