"""What the shopper reads of an order beyond the straight way: never a reproach.

Each function writes one message, in the transaction of what it tells. Its words are in the
site's first language, that of the contract.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.dates.words import say_moment
from marketplace.territories.addresses import absolute
from pickup.orders.alternatives import other_times, products_elsewhere
from pickup.orders.messages import tell_shop, tell_shopper
from pickup.slots.words import say_hours, say_slot

REMINDER = "order_reminder"
WAITING = "order_waiting"


def key_of(kind: str, order: Any) -> str:
    """Return the key of a message that is sent once a slot: an order that moves is told again."""
    return f"{kind}:{order.number}:shopper:{order.slot_id}"


def remind(*, order: Any) -> None:
    """Say on the eve when and where an order is collected."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(order)
        tell_shopper(
            kind=REMINDER,
            order=order,
            nonce=str(order.slot_id),
            with_code=True,
            subject=_("Tomorrow at %(shop)s, %(hours)s") % facts,
            paragraphs=[
                _("Your order is for tomorrow: a word, so that you need not think of it."),
                _("You cannot come? Tell the shop, or somebody who comes in your place."),
            ],
        )


def say_it_waits(*, order: Any, kept_until: datetime) -> None:
    """Say after the slot that the goods are still there, and until when."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(order) | {"until": _say(kept_until, order)}
        tell_shopper(
            kind=WAITING,
            order=order,
            nonce=str(order.slot_id),
            with_code=True,
            subject=_("Your order still waits at %(shop)s") % facts,
            paragraphs=[
                _("Your order is kept for you until %(until)s.") % facts,
                _("You cannot come? A call to the shop is enough, and nothing is to be paid."),
            ],
        )


def announce_no_show(*, order: Any) -> None:
    """Say that the goods are for others again: no reproach, no penalty."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(order)
        tell_shopper(
            kind="order_no_show",
            order=order,
            nonce=str(order.slot_id),
            subject=_("Your order at %(shop)s was not collected") % facts,
            paragraphs=[
                _("It happens. What was kept for you is for sale again: nothing is to be paid."),
                _("Call the shop if you would still like to come: perhaps it is still there."),
            ],
        )


def announce_accepted(*, order: Any) -> None:
    """Say that the shop has said yes: from now on the order is agreed."""
    with translation.override(settings.LANGUAGE_CODE):
        tell_shopper(
            kind="order_accepted",
            order=order,
            with_code=True,
            subject=_("%(shop)s confirms your order") % _facts(order),
            paragraphs=[
                _("Your order is confirmed. You will get another message when it is ready."),
            ],
        )


def announce_refused(*, order: Any, now: datetime, reason: str = "", silent: bool = False) -> None:
    """Say that the shop has said no, or nothing in time, and what there is instead.

    Of its own silence the shop is told too.
    """
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(order)
        why = (
            _("%(shop)s could not answer in time, and is sorry: nothing is to be paid.")
            if silent
            else _("%(shop)s cannot prepare it this time, and is sorry: nothing is to be paid.")
        )
        again = _("On its page, “Order again” fills your basket, for another time.")
        tell_shopper(
            kind="order_refused",
            order=order,
            subject=_("Your order at %(shop)s could not be taken") % facts,
            paragraphs=[why % facts, *_other_times(order, now), again],
            reason=reason.strip(),
            links=_links_elsewhere(order),
        )
    if silent:
        tell_shop("order_refused", order, template="cancelled_shop", nonce="", silent=True)


def _other_times(order: Any, now: datetime) -> list[str]:
    zone = order.shop.zone
    times = [say_slot(slot, zone=zone, long=True) for slot in other_times(order, now=now)]
    if not times:
        return []
    facts = {"shop": order.shop.name, "times": "; ".join(times)}
    return [_("Free at %(shop)s at this moment: %(times)s.") % facts]


def _links_elsewhere(order: Any) -> list[dict[str, str]]:
    """Return the pages of products of the same kind at other shops."""
    return [
        {
            "label": _("At %(shop)s: %(product)s") % {"shop": one.shop, "product": one.title},
            "url": absolute(one.get_absolute_url(), order.purchase.territory),
        }
        for one in products_elsewhere(order)
    ]


def _facts(order: Any) -> dict[str, str]:
    slot = order.slot
    return {
        "shop": order.shop.name,
        "hours": say_hours(slot.start, slot.end, zone=order.shop.zone),
    }


def _say(instant: datetime, order: Any) -> str:
    return say_moment(instant.astimezone(order.shop.zone), "l j F")
