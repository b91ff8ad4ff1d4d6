"""What applicants, shops and the association are told, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from marketplace.notifications.rendering import render_mail
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Association
from shops.identity import missing_to_sell
from shops.models import Shop


class Welcome(NamedTuple):
    """How the new owner gets in: `sign_in`, `password` to choose, or `claim`; and the path."""

    way: str
    path: str


def announce_application(shop: Shop) -> None:
    """Thank the applicant, and tell the association that an application waits."""
    desk = {"desk_url": absolute(reverse("shops:desk_shop", args=[shop.slug]), shop.territory)}
    association = shop.territory.association
    enqueue_messages(
        [
            _to_applicant("application_received", shop),
            _mail("application_to_decide", association.email, shop, desk, shop.applicant_address),
        ]
    )


def announce_admission(shop: Shop, welcome: Welcome) -> None:
    context = {
        "way": welcome.way,
        "welcome_url": absolute(welcome.path, shop.territory),
        "sheet_url": absolute(reverse("shops:pro_shop", args=[shop.slug]), shop.territory),
        "missing": missing_to_sell(shop),
    }
    enqueue_messages([_to_applicant("application_admitted", shop, context)])


def announce_refusal(shop: Shop, reason: str) -> None:
    enqueue_messages([_to_applicant("application_refused", shop, {"reason": reason})])


def announce_mode(shop: Shop) -> None:
    """Tell the shop, at its own address, whether it sells on the site from now on."""
    context = {
        "missing": missing_to_sell(shop),
        "sheet_url": absolute(reverse("shops:pro_shop", args=[shop.slug]), shop.territory),
    }
    key = f"{shop.pk}:{shop.transitions.count()}"
    enqueue_messages([_mail("mode_changed", shop.email, shop, context, key=key)])


def write_mail(
    *,
    kind: str,
    recipient: str,
    reply_to: str,
    association: Association,
    context: dict[str, Any],
    reference: str,
    key: str,
    template: str = "",
) -> NewMessage:
    """Render `shops/mails/<kind>` for the outbox; `key` tells apart mails of one kind."""
    site = {
        "association": association,
        "site_name": association.territory.name,
        "theme": association.territory.theme,
        "site_url": absolute("/", association.territory),
    }
    # In the site's language, whatever the person at the desk reads in.
    with translation.override(settings.LANGUAGE_CODE):
        mail = render_mail(f"shops/mails/{template or kind}", context | site)
    return NewMessage(
        territory=association.territory,
        recipient=recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sender_name=association.territory.name,
        reply_to=reply_to,
        kind=kind,
        key=f"{kind}:{key}",
        reference=reference,
    )


class Part(NamedTuple):
    """One part of a letter: a `text`, a `quote` of what somebody wrote, or a `button`."""

    kind: str
    text: str
    url: str = ""


def write_letter(
    *,
    kind: str,
    recipient: str,
    association: Association,
    make: Callable[[], tuple[str, list[Part]]],
    reference: str,
    key: str,
    reply_to: str = "",
) -> NewMessage:
    """Write a mail that is a title and parts one after the other, in the site's language.

    `make` returns them; it is called in that language.
    """
    with translation.override(settings.LANGUAGE_CODE):
        title, parts = make()
    return write_mail(
        kind=kind,
        template="letter",
        recipient=recipient,
        reply_to=reply_to or association.email,
        association=association,
        context={"title": title, "parts": [part for part in parts if part.text]},
        reference=reference,
        key=key,
    )


def _to_applicant(kind: str, shop: Shop, context: dict[str, Any] | None = None) -> NewMessage:
    return _mail(kind, shop.applicant_address, shop, context or {})


def _mail(
    kind: str,
    recipient: str,
    shop: Shop,
    context: dict[str, Any],
    reply_to: str = "",
    key: str = "",
) -> NewMessage:
    """Make a mail about a shop; answers go to the association unless told otherwise."""
    association = shop.territory.association
    return write_mail(
        kind=kind,
        recipient=recipient,
        reply_to=reply_to or association.email,
        association=association,
        context={"shop": shop, **context},
        reference=shop.slug,
        key=key or str(shop.pk),
    )
