"""What shoppers and shops are told of an order, written in the order's own transaction.

The shopper reads e-mail or, having left only a telephone number, SMS; the shop reads e-mail.
Everything is in the site's first language, that of the contract, whoever has just clicked and
in whatever language. Contents come from the order's legal snapshot: what was agreed on, at no
query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import render_mail, render_text
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.models import Territory
from pickup.orders.counter.phones import push_new_orders
from pickup.orders.lines.due_words import due_facts
from pickup.orders.message_facts import (
    contract_facts,
    order_facts,
    purchase_facts,
    site_facts,
    what_waits,
)
from pickup.orders.models import OrderMessage, Purchase
from pickup.slots.models import Slot
from pickup.slots.words import say_slot

FOLDER = "pickup/mails"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one message is about: `kind` and `reference` are the outbox's."""

    kind: str
    reference: str
    context: Mapping[str, Any]
    territory: Territory
    # Tells apart messages of one kind about one order.
    nonce: str = ""

    def key_for(self, reader: str) -> str:
        return ":".join(filter(None, (self.kind, self.reference, reader, self.nonce)))


def announce_placed(*, purchase: Purchase, orders: Sequence[Any]) -> None:
    """Tell the shopper and each shop of new orders, in one query.

    An e-mail holds the whole purchase and, for each shop, the whole contract on a durable
    medium (C. conso. L221-13, also of what was ordered by telephone); an SMS is written for
    each order and links to it.

    Raises:
        TransactionManagementError: not in the transaction that places the orders.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = [_tell("order_placed", order, purchase=purchase) for order in orders]
        if purchase.email:
            to_shopper = [_placed_mail(purchase, orders, told)]
        else:
            to_shopper = [_sms(one, "placed_sms") for one in told]
        # A shop does not hear of what it typed itself.
        to_shops = [
            _shop_mail(one, "placed_shop", order)
            for one, order in zip(told, orders, strict=True)
            if not order.is_typed_by_shop
        ]
        told_at_once = [
            order for order in orders if not order.hold_expires_at and not order.is_typed_by_shop
        ]
        _enqueue([*to_shopper, *to_shops, *push_new_orders(told_at_once, purchase)])


def announce_ready(*, order: Any, now: datetime | None = None) -> None:
    """Tell the shopper that an order is ready; whether it can still be cancelled is as of `now`.

    Raises:
        TransactionManagementError: not in the transaction that makes it ready.
    """
    can_cancel = (now or timezone.now()) < order.cancel_until
    with translation.override(settings.LANGUAGE_CODE):
        told = _tell("order_ready", order, can_cancel=can_cancel)
        message = _shopper_message(told, order, mail="ready", sms="ready_sms")
        _enqueue([message])


def announce_cancelled(*, order: Any, by_shop: bool, reason: str = "") -> None:
    """Tell both sides who cancelled an order and that nothing is to be paid.

    Raises:
        TransactionManagementError: not in the transaction that cancels it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = _tell("order_cancelled", order, by_shop=by_shop, reason=reason.strip())
        to_shopper = _shopper_message(told, order, mail="cancelled_shopper", sms="cancelled_sms")
        _enqueue([to_shopper, _shop_mail(told, "cancelled_shop", order)])


def announce_moved(*, order: Any, former: Slot, by_shop: bool, reason: str = "") -> None:
    """Tell the other side of an order's new time, and from which one it was moved.

    Raises:
        TransactionManagementError: not in the transaction that moves it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        was = say_slot(former, zone=order.shop.zone, long=True)
        told = _tell("order_moved", order, was=was, reason=reason.strip())
        # An order may move to and fro: each move is a message of its own.
        told = replace(told, nonce=f"{order.moves.count()}")
        if by_shop:
            message = _shopper_message(told, order, mail="moved_shopper", sms="moved_sms")
        else:
            message = _shop_mail(told, "moved_shop", order)
        _enqueue([message])


def announce_message(*, order: Any, message: OrderMessage) -> None:
    """Bring a message about an order to the other side.

    Raises:
        TransactionManagementError: not in the transaction that writes it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = _tell("order_message", order, words=message.text)
        told = replace(told, nonce=f"{message.pk}")
        if message.by_shop:
            letter = _shopper_message(told, order, mail="message_shopper", sms="message_sms")
        else:
            letter = _shop_mail(told, "message_shop", order)
        _enqueue([letter])


def tell_shopper(
    kind: str,
    order: Any,
    *,
    template: str = "life",
    nonce: str = "",
    agreed_anew: bool = False,
    **facts: Any,
) -> None:
    """Write to the shopper by mail, or by the SMS of the same name; facts that are words are
    functions, called in the contract's language. Without a template: of a turn in the order's
    life (see `life_messages`).

    Args:
        agreed_anew: tell the order as its contract has it, with the contract itself.

    Raises:
        TransactionManagementError: not in the transaction that the message tells of.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = _tell(kind, order, agreed_anew=agreed_anew, **_said(facts))
        told = replace(told, nonce=nonce)
        message = _shopper_message(told, order, mail=template, sms=f"{template}_sms")
        _enqueue([message])


def tell_shop_of_order(*, order: Any) -> None:
    """Tell a shop of an order that its guest has just confirmed.

    Raises:
        TransactionManagementError: not in the transaction that confirms it.
    """
    with translation.override(settings.LANGUAGE_CODE):
        mail = _shop_mail(_tell("order_placed", order), "placed_shop", order)
        _enqueue([mail, *push_new_orders([order], order.purchase)])


def _enqueue(messages: Sequence[NewMessage]) -> None:
    """Write messages; none to who ordered at the counter and left a name alone, and none to a
    shop of what its guest does not stand by yet."""
    enqueue_messages([message for message in messages if message.recipient])


def tell_shop(kind: str, order: Any, *, template: str, nonce: str, **facts: Any) -> None:
    """Write to the shop; see `tell_shopper`."""
    with translation.override(settings.LANGUAGE_CODE):
        told = replace(_tell(kind, order, **_said(facts)), nonce=nonce)
        _enqueue([_shop_mail(told, template, order)])


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact() if callable(fact) else fact for name, fact in facts.items()}


def _tell(
    kind: str,
    order: Any,
    *,
    purchase: Purchase | None = None,
    agreed_anew: bool = False,
    **facts: Any,
) -> Told:
    is_new = purchase is not None
    purchase = purchase or order.purchase
    territory = purchase.territory
    known = order_facts(order, purchase)
    # A new order is told as its snapshot has it, at no query; later, as it is by then.
    if agreed_anew:
        known["contract"] = contract_facts(order)
    elif not is_new:
        known |= due_facts(order)
    context = {
        "order": known,
        "purchase": purchase_facts(purchase),
        **site_facts(territory),
        **facts,
    }
    return Told(kind=kind, reference=order.number, context=context, territory=territory)


def _placed_mail(purchase: Purchase, orders: Sequence[Any], told: Sequence[Told]) -> NewMessage:
    """Write the one mail of a purchase, with a section and a contract for each shop."""
    shops = [order.shop for order in orders]
    whole = Told(
        kind="order_placed",
        reference=purchase.uuid.hex,
        context={
            **told[0].context,
            "orders": [
                {**one.context["order"], "contract": contract_facts(order)}
                for one, order in zip(told, orders, strict=True)
            ],
            "shops": get_text_list([shop.name for shop in shops], _("and")),
            "waits": what_waits(orders),
        },
        territory=told[0].territory,
    )
    # An answer can reach one shop, not several.
    reply_to = shops[0].email if len(shops) == 1 else ""
    return _mail(whole, "placed_shopper", "shopper", purchase.email, reply_to)


def _shopper_message(told: Told, order: Any, *, mail: str, sms: str) -> NewMessage:
    email = order.purchase.email
    return _mail(told, mail, "shopper", email, order.shop.email) if email else _sms(told, sms)


def _shop_mail(told: Told, template: str, order: Any) -> NewMessage:
    recipient = "" if order.hold_expires_at else order.shop.email
    return _mail(told, template, "shop", recipient, told.context["purchase"]["email"])


def _mail(told: Told, template: str, reader: str, recipient: str, reply_to: str) -> NewMessage:
    mail = render_mail(f"{FOLDER}/{template}", told.context)
    return NewMessage(
        recipient=recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        kind=told.kind,
        key=told.key_for(reader),
        territory=told.territory,
        sender_name=told.territory.name,
        reply_to=reply_to,
        reference=told.reference,
    )


def _sms(told: Told, template: str) -> NewMessage:
    return NewMessage(
        channel=OutboxMessage.Channel.SMS,
        recipient=told.context["purchase"]["phone"],
        text=render_text(f"{FOLDER}/{template}.txt", told.context),
        kind=told.kind,
        key=told.key_for("shopper"),
        territory=told.territory,
        sender_name=told.territory.name,
        reference=told.reference,
    )
