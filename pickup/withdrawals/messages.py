"""The receipt of a withdrawal, and what the shop reads; written in its own transaction.

The receipt is a durable medium: it holds what was declared with date and hour, not a link
to it (C. conso. L221-21, D221-5). In the site's first language, like the contract.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation

from marketplace.dates.words import say_date, say_moment
from marketplace.money import format_price
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import render_mail, render_text
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from pickup.orders import links
from pickup.withdrawals.models import Withdrawal

FOLDER = "pickup/mails"
KIND = "order_withdrawn"


def announce_withdrawal(*, withdrawal: Withdrawal) -> None:
    """Send the receipt to who withdraws, and tell the shop.

    Where another address is given than the order's, the order's own is told too: a number and
    an address are no proof of who somebody is.

    Raises:
        TransactionManagementError: not in the transaction that withdraws.
    """
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(withdrawal)
        written = [_mail(withdrawal, facts, "withdrawn_shop", withdrawal.order.shop.email, "shop")]
        if phone := _phone(withdrawal):
            written.append(_sms(withdrawal, facts, phone))
        written += [
            _mail(withdrawal, facts, "withdrawn_shopper", address, reader)
            for reader, address in _readers(withdrawal).items()
        ]
        enqueue_messages(written)


def _readers(withdrawal: Withdrawal) -> dict[str, str]:
    known = withdrawal.order.purchase.email
    readers = {"shopper": withdrawal.email, "order": known}
    if known.lower() == withdrawal.email.lower():
        del readers["order"]
    return {reader: address for reader, address in readers.items() if address}


def _phone(withdrawal: Withdrawal) -> str:
    """Return where a text message goes: the only way to who declares, or to who ordered."""
    purchase = withdrawal.order.purchase
    return withdrawal.phone or ("" if purchase.email else purchase.phone)


def _facts(withdrawal: Withdrawal) -> dict[str, Any]:
    order, content = withdrawal.order, withdrawal.content
    shop, territory = order.shop, order.shop.territory
    declared_at = datetime.fromisoformat(content["declared_at"])
    return {
        "content": content,
        "name": " ".join(withdrawal.name.split()),
        "lines": [
            {**line, "price": format_price(Decimal(line["price_incl_tax"]))}
            for line in content["lines"]
        ],
        "total": format_price(Decimal(content["total_incl_tax"])),
        "moment": say_moment(declared_at, "l j F Y"),
        "placed_on": say_date(order.date_placed.astimezone(shop.zone).date()),
        "after_collection": withdrawal.after_collection,
        "refund_by": say_date(withdrawal.refund_by, "l j F Y"),
        "is_whole": order.status == "withdrawn",
        "shop": shop,
        "seller": order.legal_snapshot["seller"],
        "order_url": links.handover_url(order),
        "purchase_url": links.purchase_url(order.purchase),
        "site_name": territory.name,
        "theme": territory.theme,
        "site_url": absolute("/", territory),
    }


def _mail(
    withdrawal: Withdrawal, facts: dict[str, Any], template: str, recipient: str, reader: str
) -> NewMessage:
    mail = render_mail(f"{FOLDER}/{template}", facts)
    shop = withdrawal.order.shop
    return NewMessage(
        recipient=recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        reply_to=withdrawal.email if reader == "shop" else shop.email,
        **_envelope(withdrawal, reader),
    )


def _sms(withdrawal: Withdrawal, facts: dict[str, Any], phone: str) -> NewMessage:
    return NewMessage(
        channel=OutboxMessage.Channel.SMS,
        recipient=phone,
        text=render_text(f"{FOLDER}/withdrawn_sms.txt", facts),
        **_envelope(withdrawal, "order" if withdrawal.email else "shopper"),
    )


def _envelope(withdrawal: Withdrawal, reader: str) -> dict[str, Any]:
    territory = withdrawal.order.shop.territory
    return {
        "kind": KIND,
        "key": f"{KIND}:{withdrawal.order.number}:{reader}:{withdrawal.pk}",
        "territory": territory,
        "sender_name": territory.name,
        "reference": withdrawal.order.number,
    }
