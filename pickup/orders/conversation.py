"""Shop and shopper write to each other about an order, each told by a message of the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import MessageRefused
from pickup.orders import messages
from pickup.orders.models import OrderMessage

Order = get_model("order", "Order")

# A conversation, not a chat: each message is a mail, or a text message that the site pays for.
MAX_A_DAY = 20
DAY = timedelta(days=1)
# For this order only: long after it, writing would be advertising (CPCE L34-5).
OPEN_FOR = timedelta(days=30)


def can_write(order: Any, *, now: datetime | None = None) -> bool:
    """Say whether the two sides may still write: until some weeks after the collection.

    Nobody writes to who left a name alone.
    """
    return order.purchase.is_reachable and (now or timezone.now()) < order.slot.end + OPEN_FOR


@transaction.atomic
def write_message(
    *, order: Any, text: str, by_shop: bool, author: User | None, now: datetime | None = None
) -> OrderMessage:
    """Write to the other side of an order, who is told at once.

    Raises:
        MessageRefused: nothing is said, or too much, too often today, or too late.
    """
    now = now or timezone.now()
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    _locked(order)
    refusal = _refusal(order, text, by_shop, now)
    if refusal:
        raise MessageRefused(refusal)
    message = OrderMessage.objects.create(
        order=order, at=now, by_shop=by_shop, author=author, text=text
    )
    messages.announce_message(order=order, message=message)
    return message


def _locked(order: Any) -> None:
    """Two messages at once wait for each other here: what is not there cannot be guarded."""
    Order.objects.select_for_update(of=("self",)).get(pk=order.pk)


def _refusal(order: Any, text: str, by_shop: bool, now: datetime) -> str:
    if not text:
        return _("Write something first.")
    if len(text) > OrderMessage.MAX_TEXT:
        facts = {"limit": OrderMessage.MAX_TEXT, "n": len(text)}
        return _("%(limit)s characters at most: yours has %(n)s.") % facts
    if not can_write(order, now=now):
        return _("This order is too old to write about it here: please telephone.")
    mine = OrderMessage.objects.filter(order=order, by_shop=by_shop, at__gt=now - DAY)
    if mine.count() >= MAX_A_DAY:
        sentence = _("%(n)s messages a day at most: please telephone, or write tomorrow.")
        return sentence % {"n": MAX_A_DAY}
    return ""
