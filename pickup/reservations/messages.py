"""What is told of a reservation, in the transaction of what it tells: never an order's words.

The shopper reads e-mail or, having left only a telephone number, SMS; the shop reads e-mail.
In the site's first language, like all that shops and shoppers are told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.dates.words import say_moment
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import render_mail, render_text
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from pickup.orders.templatetags.telephones import in_pairs
from pickup.reservations import links
from pickup.reservations.models import Reservation

FOLDER = "pickup/mails"


def announce_kept(*, reservation: Reservation) -> None:
    """Say what is kept and until when, and to the shop what it has to put aside."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(reservation)
        to_shopper = {
            "subject": _("Put aside for you at %(shop)s until %(until)s") % facts,
            "paragraphs": [
                _("%(what)s waits for you at %(shop)s until %(until)s.") % facts,
                _(
                    "You have bought nothing and owe nothing. Come and see: you decide in the "
                    "shop, and a sale, if there is one, is made there."
                ),
                _("You will not come? Give it up by the link: somebody else will be glad of it."),
            ],
            "with_code": True,
        }
        to_shop = {
            "subject": _("To put aside for %(name)s: %(what)s") % facts,
            "paragraphs": [
                _("Reserved without obligation to buy, until %(until)s: %(what)s.") % facts,
                _("To reach the person: %(contact)s") % facts,
            ],
            "with_code": True,
        }
        _tell("reservation_kept", reservation, to_shopper, to_shop)


def announce_released(*, reservation: Reservation) -> None:
    """Say that the goods are for others again: no reproach, nothing due."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(reservation)
        to_shopper = {
            "subject": _("No longer put aside for you at %(shop)s") % facts,
            "paragraphs": [
                _("%(what)s is for everybody again: nothing is due, and it happens.") % facts,
                _("Would you still like to see it? Call the shop, perhaps it is still there."),
            ],
        }
        _tell("reservation_released", reservation, to_shopper)


def announce_cancelled(*, reservation: Reservation) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        facts = _facts(reservation)
        to_shopper = {
            "subject": _("You gave up what was put aside at %(shop)s") % facts,
            "paragraphs": [
                _("%(what)s is for everybody again. Thank you for telling: nothing is due.")
                % facts,
            ],
        }
        to_shop = {
            "subject": _("%(name)s will not come: %(what)s") % facts,
            "paragraphs": [_("Back in your stock, for everybody: %(what)s.") % facts],
            "with_code": True,
        }
        _tell("reservation_cancelled", reservation, to_shopper, to_shop)


def reference_of(reservation: Reservation) -> str:
    """Return what every message about a reservation is found by."""
    return f"reservation-{reservation.pk}"


def say_until(instant: datetime, reservation: Reservation) -> str:
    return say_moment(instant.astimezone(reservation.shop.zone), "l j F")


def _facts(reservation: Reservation) -> dict[str, Any]:
    return {
        "what": f"{reservation.quantity}\u00a0×\u00a0{reservation.title}",
        "shop": reservation.shop.name,
        "name": " ".join(reservation.name.split()),
        "until": say_until(reservation.kept_until, reservation),
        "contact": " · ".join(filter(None, (in_pairs(reservation.phone), reservation.email))),
    }


def _tell(
    kind: str,
    reservation: Reservation,
    to_shopper: dict[str, Any],
    to_shop: dict[str, Any] | None = None,
) -> None:
    common = _common(reservation)
    url = links.reservation_url(reservation)
    facts = common | {"url": url, "label": _("See the reservation")} | to_shopper
    if reservation.email:
        told = [_mail(kind, reservation, facts, reservation.email, reservation.shop.email)]
    else:
        told = [_sms(kind, reservation, facts)]
    if to_shop:
        seen = {"url": links.list_url(reservation), "label": _("What you keep aside")}
        facts = common | seen | to_shop | {"for_shop": True}
        told.append(_mail(kind, reservation, facts, reservation.shop.email, reservation.email))
    enqueue_messages(told)


def _common(reservation: Reservation) -> dict[str, Any]:
    shop, territory = reservation.shop, reservation.shop.territory
    return {
        "name": " ".join(reservation.name.split()),
        "code": reservation.spaced_code,
        "shop": shop,
        "place": f"{shop.address}\n{shop.postcode} {shop.town.name}",
        "site_name": territory.name,
        "theme": territory.theme,
        "site_url": absolute("/", territory),
    }


def _mail(
    kind: str, reservation: Reservation, facts: dict[str, Any], recipient: str, reply_to: str
) -> NewMessage:
    mail = render_mail(f"{FOLDER}/reservation", facts)
    reader = "shop" if facts.get("for_shop") else "shopper"
    return NewMessage(
        recipient=recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        reply_to=reply_to,
        **_envelope(kind, reservation, reader),
    )


def _sms(kind: str, reservation: Reservation, facts: dict[str, Any]) -> NewMessage:
    return NewMessage(
        channel=OutboxMessage.Channel.SMS,
        recipient=reservation.phone,
        text=render_text(f"{FOLDER}/reservation_sms.txt", facts),
        **_envelope(kind, reservation, "shopper"),
    )


def _envelope(kind: str, reservation: Reservation, reader: str) -> dict[str, Any]:
    territory = reservation.shop.territory
    return {
        "kind": kind,
        "key": f"{kind}:{reservation.pk}:{reader}",
        "territory": territory,
        "sender_name": territory.name,
        "reference": reference_of(reservation),
    }
