"""A guest's order, held until the link of the message says that the address is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.exceptions import SlotUnavailable, TransitionRefused
from pickup.orders.acceptance import agreed_values
from pickup.orders.changes.moving import lines_with_days
from pickup.orders.messages import tell_shop_of_order
from pickup.orders.models import Purchase
from pickup.orders.placing.availability import needs_of
from pickup.orders.releasing import place_of, release, take_units_again
from pickup.orders.states import OrderState
from pickup.orders.steps import Order, step, step_back
from pickup.slots.models import Slot
from pickup.slots.services import book_slot
from shops.exceptions import OutOfStock
from shops.models import Shop

Product = get_model("catalogue", "Product")

HELD_FOR = timedelta(minutes=30)
HELD = Q(hold_expires_at__isnull=False)


def first_values(*, shop: Shop, slot: Slot, is_guest: bool, now: datetime) -> dict[str, Any]:
    """Return the state in which an order begins, and what it waits for, until when."""
    if is_guest and slot.point.guests_confirm_by_mail:
        until = min(now + HELD_FOR, slot.start)
        return {"status": OrderState.PLACED, "hold_expires_at": until}
    return agreed_values(shop=shop, slot=slot, now=now)


@transaction.atomic
def expire_hold(*, order: Any, now: datetime) -> None:
    """End a hold that nobody confirmed; whoever opens the link later is told.

    Raises:
        TransitionRefused: confirmed just in time.
    """
    step(order, OrderState.EXPIRED, by=None, now=now, where=Q(hold_expires_at__lte=now))
    release(order, now)


def confirm_purchase(*, purchase: Purchase, now: datetime) -> list[str]:
    """Confirm what a guest ordered, taking again what was let go meanwhile.

    Returns:
        a sentence for each order that can no longer be had as it was.
    """
    gone = []
    for order in _to_confirm(purchase):
        try:
            _confirm(order, now)
        except (OutOfStock, SlotUnavailable, IntegrityError) as refused:
            gone.append(_say_gone(order, refused))
        except TransitionRefused:
            # Confirmed, cancelled or expired by another hand: the page shows which.
            continue
    return gone


def _say_gone(order: Any, refused: Exception) -> str:
    said = str(refused) if isinstance(refused, SlotUnavailable) else ""
    sentence = _("%(shop)s has sold it meanwhile, or your time there is taken.")
    return said or sentence % {"shop": order.shop}


def is_to_confirm(orders: Iterable[Any]) -> bool:
    """Say whether somebody's word would change one of these orders."""
    return any(
        order.hold_expires_at and order.status in (OrderState.PLACED, OrderState.EXPIRED)
        for order in orders
    )


def _to_confirm(purchase: Purchase) -> Any:
    orders = purchase.orders.exclude(hold_expires_at=None).with_details()
    states = (OrderState.PLACED, OrderState.EXPIRED)
    return orders.filter(status__in=states).select_related("slot__point").order_by("pk")


@transaction.atomic
def _confirm(order: Any, now: datetime) -> None:
    if order.status == OrderState.PLACED and order.hold_expires_at <= now:
        expire_hold(order=order, now=now)
    if order.status == OrderState.EXPIRED:
        _refuse_what_ended(order, now)
        step_back(order, OrderState.PLACED, by=None, now=now, released_at=None)
        take_units_again(order)
        slot_id, work = place_of(order)
        book_slot(slot_id=slot_id, now=now, work=work)
    _agree(order, now)
    tell_shop_of_order(order=order)


def _refuse_what_ended(order: Any, now: datetime) -> None:
    """Hold what nobody held any more against what its shop has said since.

    Raises:
        SlotUnavailable: the shop takes no orders, or does not sell it, or not for this time.
    """
    needs = needs_of(order.shop, lines_with_days(order, now))
    products = order.lines.exclude(product=None).values("product")
    unsold = Product.objects.filter(pk__in=products).exclude(
        pk__in=Product.objects.sellable().values("pk")
    )
    if unsold.exists() or not needs.allow(order.slot, now):
        sentence = _("%(shop)s does not offer this any more, or not for your time.")
        raise SlotUnavailable(sentence % {"shop": order.shop})


def _agree(order: Any, now: datetime) -> None:
    values = agreed_values(shop=order.shop, slot=order.slot, now=now)
    status = values.pop("status")
    values["hold_expires_at"] = None
    if status == OrderState.ACCEPTED:
        step(order, status, by=None, now=now, where=HELD, **values)
        return
    # It goes on waiting, for the shop from now on.
    here = Order.objects.filter(HELD, pk=order.pk, status=OrderState.PLACED)
    if not here.update(**values):
        raise TransitionRefused
    order.hold_expires_at, order.answer_until = None, values["answer_until"]
