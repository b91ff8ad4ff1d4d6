"""What shoppers and shops are told of an order, written in the order's own transaction.

The shopper reads e-mail or, having left only a telephone number, SMS; the shop reads e-mail.
Everything is in the site's first language, that of the contract, whoever has just clicked and
in whatever language. Contents come from the order's legal snapshot: what was agreed on, at no
query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from html import unescape
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _

from marketplace.dates.words import say_date, say_hour, say_moment
from marketplace.legal import wordings
from marketplace.legal.terms import render_withdrawal_form
from marketplace.money import format_price
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import render_mail, render_text
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Territory
from pickup.orders import links
from pickup.orders.due_words import due_facts, frozen_weight, say_at_most
from pickup.orders.models import OrderMessage, Purchase
from pickup.orders.phones import push_new_orders
from pickup.orders.states import OrderState
from pickup.slots.models import Slot
from pickup.slots.words import say_slot
from shops.catalogue.options.choosing import say_frozen

FOLDER = "pickup/mails"
# Enough for the essential characteristics; an imported page-long text stays with the order.
DESCRIPTION_LENGTH = 1500

# Possessive quantifiers: without them a "<" before 50,000 letters costs seconds.
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_INLINE = {"a", "b", "em", "i", "strong"}


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
        # A shop hears of an order when its guest stands by it, and not of what it typed itself.
        to_shops = [
            _shop_mail(one, "placed_shop", order)
            for one, order in zip(told, orders, strict=True)
            if not order.hold_expires_at and not order.is_typed_by_shop
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
        # Of what its guest never confirmed, the shop was not told.
        to_shop = [] if order.hold_expires_at else [_shop_mail(told, "cancelled_shop", order)]
        _enqueue([to_shopper, *to_shop])


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
    kind: str, order: Any, *, template: str = "life", nonce: str = "", **facts: Any
) -> None:
    """Write to the shopper by mail, or by the SMS of the same name; facts that are words are
    functions, called in the contract's language. Without a template: of a turn in the order's
    life (see `life_messages`).

    Raises:
        TransactionManagementError: not in the transaction that the message tells of.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = replace(_tell(kind, order, **_said(facts)), nonce=nonce)
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
    """Write messages; none to who ordered at the counter and left a name alone."""
    enqueue_messages([message for message in messages if message.recipient])


def tell_shop(kind: str, order: Any, *, template: str, nonce: str, **facts: Any) -> None:
    """Write to the shop; see `tell_shopper`."""
    with translation.override(settings.LANGUAGE_CODE):
        told = replace(_tell(kind, order, **_said(facts)), nonce=nonce)
        _enqueue([_shop_mail(told, template, order)])


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact() if callable(fact) else fact for name, fact in facts.items()}


def _tell(kind: str, order: Any, *, purchase: Purchase | None = None, **facts: Any) -> Told:
    is_new = purchase is not None
    purchase = purchase or order.purchase
    territory = purchase.territory
    context = {
        # A new order is told as its snapshot has it, at no query; later, as it is by then.
        "order": _order_facts(order, purchase) | ({} if is_new else due_facts(order)),
        "purchase": _purchase_facts(purchase),
        **_site_facts(territory),
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
    return _mail(told, template, "shop", order.shop.email, told.context["purchase"]["email"])


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


def _site_facts(territory: Territory) -> dict[str, Any]:
    return {
        "site_name": territory.name,
        "theme": territory.theme,
        "site_url": absolute("/", territory),
        "law": wordings,
    }


def _purchase_facts(purchase: Purchase) -> dict[str, str]:
    return {
        # On one line: a name must not become a paragraph of the shop's mail.
        "name": " ".join(purchase.name.split()),
        "email": purchase.email,
        "phone": purchase.phone,
        "url": links.purchase_url(purchase),
        "confirm_url": links.confirm_url(purchase),
    }


def _order_facts(order: Any, purchase: Purchase) -> dict[str, Any]:
    """Return an order as messages show it; times are wall time of the shop's zone."""
    shop, slot, snapshot = order.shop, order.slot, order.legal_snapshot
    zone = shop.zone
    moment = partial(_say_moment, zone=zone)
    return {
        "number": order.number,
        "code": order.spaced_code,
        "handover_url": links.handover_url(order),
        "placed_at": moment(order.date_placed, "j F Y"),
        "deadline": moment(order.cancel_until, "l j F"),
        "slot": say_slot(slot, zone=shop.zone, long=True),
        "short_slot": say_slot(slot, zone=shop.zone),
        "half_day": _say_half_day(slot.start.astimezone(shop.zone)),
        "shop_name": shop.name,
        "shop_phone": shop.phone,
        "address": f"{shop.address}\n{shop.postcode} {shop.town.name}",
        "lines": [_line_facts(line) for line in snapshot["lines"]],
        "at_most": say_at_most(order),
        "total": format_price(order.total_incl_tax),
        "means_of_payment": ", ".join(snapshot["means_of_payment"]),
        "note": order.note,
        "withdraw_url": links.withdraw_url(order, purchase),
        "waits": what_waits([order]),
        "held_until": order.hold_expires_at and say_hour(order.hold_expires_at.astimezone(zone)),
        "answer_until": order.answer_until and moment(order.answer_until, "l j F"),
    }


def what_waits(orders: Sequence[Any]) -> str:
    """Say whose word orders wait for: "guest" before "shop", or nobody's."""
    waiting = [order for order in orders if order.status == OrderState.PLACED]
    if any(order.hold_expires_at for order in waiting):
        return "guest"
    return "shop" if waiting else ""


def _line_facts(line: Mapping[str, Any]) -> dict[str, Any]:
    price = Decimal(line["unit_price_incl_tax"])
    return {
        "title": line["title"],
        # Orders placed before there were options have none in their snapshot.
        "options": say_frozen(line.get("options", [])),
        "quantity": line["quantity"],
        "unit_price": format_price(price),
        "price": format_price(price * line["quantity"]),
        "withdrawal": line["withdrawal"],
        "details": _line_details(line),
        "weight": frozen_weight(line),
    }


def _line_details(line: Mapping[str, Any]) -> list[str]:
    """Return the essential characteristics of a product, as text (C. conso. L111-1)."""
    details = [
        _plain(line["description"]),
        line["allergens"],
        _allergens_of_options(line),
        line["ingredients"] and _("Ingredients: %(list)s") % {"list": line["ingredients"]},
        line["origin"] and _("Origin: %(place)s") % {"place": line["origin"]},
        line["storage"] and _("Storage: %(advice)s") % {"advice": line["storage"]},
    ]
    return [detail for detail in details if detail]


def _allergens_of_options(line: Mapping[str, Any]) -> str:
    said = line.get("options_allergens", "")
    return said and _("%(allergens)s (with your options)") % {"allergens": said}


def contract_facts(order: Any) -> dict[str, Any]:
    """Return one shop's contract from its snapshot; the guarantee box is never there twice."""
    snapshot = order.legal_snapshot
    terms, notice = snapshot["terms"], snapshot["withdrawal_notice"]
    in_terms = wordings.GUARANTEE_BOX in terms
    return {
        "seller": snapshot["seller"],
        "terms": terms,
        "notice": notice,
        "form": render_withdrawal_form(seller=snapshot["seller"]) if notice else "",
        "guarantee_box": "" if in_terms else wordings.GUARANTEE_BOX,
    }


def _plain(description: str) -> str:
    """Return a description, plain or of the importers' few tags, as one paragraph.

    Not by `strip_tags`: it raises on what it finds suspicious, and no description may stop an
    order. The templates escape what is left.
    """
    text = unescape(_TAG.sub(lambda tag: "" if tag[1].lower() in _INLINE else " ", description))
    return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)


def _say_moment(instant: datetime, day_format: str, *, zone: Any) -> str:
    """Say a moment: « mercredi 25 novembre à 15 h »."""
    return say_moment(instant.astimezone(zone), day_format)


def _say_half_day(local: datetime) -> str:
    """Say about when: « jeudi matin », « jeudi après-midi », « jeudi soir »."""
    day = {"day": say_date(local, "l")}
    if local.hour < 12:
        return _("%(day)s morning") % day
    if local.hour < 18:
        return _("%(day)s afternoon") % day
    return _("%(day)s evening") % day
