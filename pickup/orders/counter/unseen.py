"""An order that nobody at the shop looks at: the next way is tried, in opening time.

First a text message to the shop's telephone, then a mail to the association's desk. Keys of the
outbox hold that each leaves once, whoever runs and however often.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import phonenumbers
from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import NewMessage, enqueue_messages
from pickup.orders.links import handover_url
from pickup.slots.words import say_slot
from shops.hours.calendar import RELATIONS, calendar_of
from shops.hours.open_time import open_time_after
from shops.messages import Part, write_letter

Order = get_model("order", "Order")

KIND = "order_unseen"
# Of opening: while a shop is shut, nobody is late.
PATIENCE = timedelta(minutes=30)
# The slots of today and tomorrow, in whatever zone; the shop's own day decides after.
AHEAD = timedelta(days=3)


def tell_of_unseen(*, now: datetime) -> int:
    """Try the next way for each order that has waited too long; return how many were told."""
    orders = [order for order in _unseen(now) if _is_soon(order, now)]
    told = _already_told(orders)
    messages = [message for order in orders for message in _next(order, told, now)]
    for message in messages:
        with transaction.atomic():
            enqueue_messages([message], now=now)
    return len(messages)


def _unseen(now: datetime) -> QuerySet:
    """Return what may be told of, with the instant from which the shop could know."""
    hours = (f"shop__{name}" for name in RELATIONS)
    soon = Order.objects.unseen().filter(
        slot__end__gt=now, slot__start__lt=now + AHEAD, slot__point__warns_of_unseen=True
    )
    # A guest's order begins when it was confirmed.
    soon = soon.annotate(known_at=Coalesce(Max("transitions__at"), "date_placed"))
    loaded = soon.with_details().select_related("shop__territory__association")
    return loaded.prefetch_related(*hours).order_by("pk")


def _is_soon(order: Any, now: datetime) -> bool:
    today = now.astimezone(order.shop.zone).date()
    return order.slot.day <= today + timedelta(days=1)


def _already_told(orders: list[Any]) -> dict[str, datetime]:
    """Return when each message about these orders was written, by its key; one query."""
    written = OutboxMessage.objects.filter(
        kind=KIND, reference__in=[order.number for order in orders]
    )
    return dict(written.values_list("key", "created_at"))


def _next(order: Any, told: dict[str, datetime], now: datetime) -> Iterator[NewMessage]:
    phone = _dialled(order.shop.phone)
    by_phone, by_mail = _key(order, "shop"), _key(order, "desk")
    if phone and by_phone not in told:
        if _waited(order, order.known_at, PATIENCE, now):
            yield _text_message(order, phone, by_phone)
    elif by_mail not in told:
        # Where no number can be rung, the desk is told when it would have been anyway.
        length = PATIENCE if by_phone in told else 2 * PATIENCE
        if _waited(order, told.get(by_phone, order.known_at), length, now):
            yield _desk_mail(order, by_mail)


def _dialled(phone: str) -> str:
    """Return a number as text messages want it (E.164); empty where it is none."""
    try:
        number = phonenumbers.parse(phone, "FR")
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _key(order: Any, reader: str) -> str:
    return f"{KIND}:{order.number}:{reader}"


def _waited(order: Any, since: datetime, length: timedelta, now: datetime) -> bool:
    return open_time_after(calendar_of(order.shop), since, length) <= now


def _text_message(order: Any, phone: str, key: str) -> NewMessage:
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(shop)s: an order waits for you: %(name)s, %(slot)s.") % _facts(order)
    return NewMessage(
        channel=OutboxMessage.Channel.SMS,
        territory=order.shop.territory,
        recipient=phone,
        text=f"{text}\n{handover_url(order)}",
        kind=KIND,
        key=key,
        reference=order.number,
        sender_name=order.shop.territory.name,
    )


def _desk_mail(order: Any, key: str) -> NewMessage:
    def make() -> tuple[str, list[Part]]:
        facts = _facts(order)
        title = _("Nobody at %(shop)s has looked at an order") % facts
        what = (
            _("The order is for %(name)s, %(slot)s, and the shop has been told twice.")
            if _dialled(order.shop.phone)
            else _("The order is for %(name)s, %(slot)s, and the shop was told by e-mail.")
        )
        call = _("A call would help: %(phone)s.") % {"phone": order.shop.phone}
        return title, [Part("text", what % facts), Part("text", call)]

    return write_letter(
        kind=KIND,
        recipient=order.shop.territory.association.email,
        association=order.shop.territory.association,
        make=make,
        reference=order.number,
        key=key.removeprefix(f"{KIND}:"),
    )


def _facts(order: Any) -> dict[str, str]:
    return {
        "shop": order.shop.name,
        "name": " ".join(order.purchase.name.split()),
        "slot": say_slot(order.slot, zone=order.shop.zone),
    }
