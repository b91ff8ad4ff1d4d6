"""Putting goods aside for somebody who comes to see them: no sale, and no order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from pickup.orders.codes import new_code
from pickup.orders.expiry import sweep_for_product
from pickup.orders.placing.placement import Contact
from pickup.reservations.exceptions import ReservationRefused
from pickup.reservations.expiry import sweep
from pickup.reservations.messages import announce_kept
from pickup.reservations.models import MAX_QUANTITY, Reservation, ReservationStep
from pickup.reservations.offers import reservable
from pickup.reservations.states import State
from pickup.slots.models import PickupPoint
from shops.catalogue.services import stockrecord_of
from shops.catalogue.stock import take_stock
from shops.exceptions import OutOfStock
from shops.hours.calendar import calendar_of
from shops.hours.open_time import open_time_after
from shops.models import Shop

Order = get_model("order", "Order")
# Enough to compare; more would empty a shelf for nobody.
MOST_AT_ONCE = 3


def reserve(
    *,
    product: Any,
    quantity: int,
    contact: Contact,
    user: User | None = None,
    now: datetime | None = None,
) -> Reservation:
    """Put units of a product aside for a while, without any obligation to buy them.

    The sale, if any, is concluded in the shop: this is no distance contract (C. conso. L221-1),
    so nothing is due, and there is nothing to withdraw from.

    Raises:
        ReservationRefused: fewer are left, too many are asked for or kept already, this product
            is kept for the same person, or it is none that can be reserved; the words say which.
    """
    now = now or timezone.now()
    # Each in a transaction of its own, before this one takes any row.
    sweep_for_product(product, now=now)
    sweep(Reservation.objects.of_contact(email=contact.email, phone=contact.phone), now=now)
    return _put_aside(product.pk, quantity, contact, user, now)


@transaction.atomic
def _put_aside(
    product_id: int, quantity: int, contact: Contact, user: User | None, now: datetime
) -> Reservation:
    product = (
        reservable().select_related("shop__territory", "parent").filter(pk=product_id).first()
    )
    if product is None:
        raise ReservationRefused(_("This product cannot be reserved any more."))
    if not 1 <= quantity <= MAX_QUANTITY:
        raise ReservationRefused(_("Between 1 and %(most)s, please.") % {"most": MAX_QUANTITY})
    point = _locked(product.shop)
    _check_limits(product, contact)
    _take(product, quantity)
    kept = Reservation.objects.create(
        shop=product.shop,
        product=product,
        quantity=quantity,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        user=user,
        code=_free_code(product.shop),
        created_at=now,
        kept_until=kept_until(product.shop, point, now),
    )
    ReservationStep.objects.create(reservation=kept, at=now, by=user, to_state=State.KEPT)
    announce_kept(reservation=kept)
    touch(product.shop.territory_id)
    return kept


def kept_until(shop: Shop, point: PickupPoint, now: datetime) -> datetime:
    """Return until when a shop keeps what is reserved now: so many opening hours."""
    length = timedelta(hours=point.keeps_reservations_for_hours)
    return open_time_after(calendar_of(shop), now, length)


def _locked(shop: Shop) -> PickupPoint:
    """Hold the shop's point, so that its reservations of one person are counted one by one."""
    points = PickupPoint.objects.select_for_update(no_key=True)
    return points.get(shop=shop)


def _check_limits(product: Any, contact: Contact) -> None:
    """Refuse more than a few for one person, and a second one of the same: a form sent twice."""
    shop = product.shop
    kept = Reservation.objects.for_shop(shop).kept()
    mine = list(kept.of_contact(email=contact.email, phone=contact.phone))
    if any(one.product_id == product.pk for one in mine):
        raise ReservationRefused(
            _("This is put aside for you already: our message leads to it, also to give it up.")
        )
    if len(mine) >= MOST_AT_ONCE:
        raise ReservationRefused(
            _("%(shop)s keeps %(most)s things for you already: come and see, or give one up.")
            % {"shop": shop, "most": MOST_AT_ONCE}
        )


def _take(product: Any, quantity: int) -> None:
    try:
        take_stock(stockrecord_id=stockrecord_of(product).pk, quantity=quantity)
    except OutOfStock as error:
        raise ReservationRefused(_("There are not so many left of it.")) from error


def _free_code(shop: Shop) -> str:
    """Return a code that nothing of this shop waits under: they are typed into one field."""
    while True:
        code = new_code()
        reserved = Reservation.objects.for_shop(shop).kept().filter(code=code)
        ordered = Order.objects.for_shop(shop).open().filter(code=code)
        if not reserved.exists() and not ordered.exists():
            return code
