"""Finding the order of a guest who has lost the link, and links that open one order's form."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import phonenumbers
from django.core import signing
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.territories.models import Territory
from pickup.exceptions import TooManyAttempts
from pickup.orders.privacy import NOBODY
from pickup.withdrawals.exceptions import OrderNotFound
from pickup.withdrawals.models import WrongLookup

Order = get_model("order", "Order")

SALT = "pickup.withdrawal"
# Opens one order, not its purchase: a shop that knows number and address sees no other shop's.
KEY_HOURS = 24
# Rows in the database, so that the limits hold over all processes and survive the cache.
WINDOW = timedelta(hours=1)
NUMBER_LIMIT = 10
TERRITORY_LIMIT = 500
NUMBER_LENGTH = 20


@dataclass(frozen=True)
class Opened:
    """The order that a key opens; `known` says that who came is known, so the form is filled."""

    order: Any
    known: bool


def order_by_contact(
    *, territory: Territory, number: str, contact: str, now: datetime | None = None
) -> Any:
    """Return the order of this number that was placed with this e-mail or telephone.

    Raises:
        OrderNotFound: no such order; nobody learns whether the number exists.
        TooManyAttempts: ten wrong answers in an hour for one number, or five hundred on the site.
    """
    now = now or timezone.now()
    number = read_number(number)
    _check_limits(territory, number, now)
    orders = Order.objects.filter(purchase__territory=territory, number=number)
    order = orders.exclude(purchase__email=NOBODY).select_related("purchase").first()
    if order is None or not _is_theirs(order.purchase, contact):
        WrongLookup.objects.create(territory=territory, number=number, at=now)
        raise OrderNotFound
    return order


def read_number(typed: str) -> str:
    """Return a number as orders have it: « 7k3m9 q4xta » -> « 7K3M9-Q4XTA »."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return f"{signs[:5]}-{signs[5:]}"[:NUMBER_LENGTH]


def key_of(order: Any, *, known: bool) -> str:
    """Return what opens the form of one order for a day."""
    return signing.dumps([order.pk, known], salt=SALT)


def opened_by(key: str, territory: Territory) -> Opened | None:
    """Return the order that a key opens; None for a forged, expired or another site's one."""
    try:
        pk, known = signing.loads(key, salt=SALT, max_age=KEY_HOURS * 3600)
    except signing.BadSignature:
        return None
    orders = Order.objects.with_details().filter(purchase__territory=territory, pk=pk)
    order = orders.exclude(purchase__email=NOBODY).first()
    return Opened(order, bool(known)) if order else None


def _check_limits(territory: Territory, number: str, now: datetime) -> None:
    recent = WrongLookup.objects.filter(at__gt=now - WINDOW)
    by_number = recent.filter(number=number, territory=territory)
    if by_number.count() >= NUMBER_LIMIT:
        raise TooManyAttempts(minutes=60)
    if recent.filter(territory=territory).count() >= TERRITORY_LIMIT:
        raise TooManyAttempts(minutes=60)


def _is_theirs(purchase: Any, contact: str) -> bool:
    typed = contact.strip().lower()
    same_address = bool(purchase.email) and _same(purchase.email.lower(), typed)
    same_phone = bool(purchase.phone) and _same(_as_phone(purchase.phone), _as_phone(typed))
    return same_address or same_phone


def _same(kept: str, typed: str) -> bool:
    return hmac.compare_digest(kept.encode(), typed.encode("utf-8", "replace"))


def _as_phone(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, "FR")
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
