"""Links that open a purchase without an account; signed, so that nobody makes one up."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from marketplace.legal.withdrawal import has_right
from marketplace.territories.addresses import absolute
from pickup.orders.models import Purchase

SALT = "pickup.purchase"
CONFIRM_SALT = "pickup.confirm"
# Long enough to withdraw (14 days after collection) and to look back.
MAX_AGE_DAYS = 120


def token_of(purchase: Purchase) -> str:
    return signing.TimestampSigner(salt=SALT).sign(purchase.uuid.hex)


def purchase_of(token: str, *, salt: str = SALT) -> Purchase | None:
    """Return the purchase that a link opens; None for a forged or expired one."""
    signer = signing.TimestampSigner(salt=salt)
    try:
        uuid = signer.unsign(token, max_age=MAX_AGE_DAYS * 86400)
    except signing.BadSignature:
        return None
    return (
        Purchase.objects.filter(uuid=uuid)
        .select_related("territory__association", "territory__site")
        .first()
    )


def confirm_url(purchase: Purchase) -> str:
    """Return what only the message holds: who opens it reads what was sent to the address."""
    token = signing.TimestampSigner(salt=CONFIRM_SALT).sign(purchase.uuid.hex)
    return absolute(reverse("pickup:confirm", args=[token]), purchase.territory)


def purchase_url(purchase: Purchase) -> str:
    return absolute(reverse("pickup:purchase", args=[token_of(purchase)]), purchase.territory)


def handover_url(order) -> str:
    """Return what the order's QR holds: the order in the shop's space."""
    return absolute(reverse("pickup:pro_scan", args=[order.number]), order.purchase.territory)


def withdraw_url(order, purchase: Purchase) -> str:
    """Return where an order is withdrawn from; empty where no line has the right."""
    regimes = {line["withdrawal_regime"] for line in order.legal_snapshot["lines"]}
    if not any(map(has_right, regimes)):
        return ""
    address = reverse("pickup:withdraw_from", args=[token_of(purchase), order.number])
    return absolute(address, purchase.territory)
