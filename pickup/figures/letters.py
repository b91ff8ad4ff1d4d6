"""The monthly letter: to each shop its own numbers, and one piece of advice."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import RenderedMail, render_mail
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Territory
from pickup.figures.advice import Advice, advise, circumstances_of
from pickup.figures.months import BestProduct, ShopMonth, best_products, months_of
from pickup.figures.periods import Period, last_month
from pickup.figures.services import letter_token
from pickup.figures.words import say_count, say_euros, say_month
from shops.models import Shop

logger = logging.getLogger(__name__)

KIND = "monthly_letter"


@dataclass(frozen=True)
class Letter:
    shop: Shop
    month: ShopMonth
    before: ShopMonth
    best: list[BestProduct]
    advice: Advice


def letter_of(shop: Shop, period: Period, *, now: datetime) -> Letter:
    """Work out a shop's letter of a month, in the active language."""
    before, month = months_of(shop, [period.former(), period])
    return Letter(
        shop=shop,
        month=month,
        before=before,
        best=best_products(shop, period),
        advice=advise(circumstances_of(shop, month, now=now)),
    )


def render_letter(letter: Letter) -> RenderedMail:
    return render_mail("pickup/mails/letter", _context(letter))


def addressees(territory: Territory, period: Period) -> list[Shop]:
    """Return who gets a month's letter: shops that were there, are admitted and want it."""
    shops = Shop.objects.visible().in_territory(territory).filter(created_at__lt=period.end_at)
    wanted = shops.exclude(letter_choice__wanted=False)
    return list(wanted.select_related("territory__association", "town").order_by("pk"))


def write_letters(
    territory: Territory,
    *,
    period: Period | None = None,
    now: datetime,
    dry_run: bool = False,
) -> list[str]:
    """Put last month's letter to each shop into the outbox, once; return who is written to.

    The key holds month and shop: a second run writes nothing. A shop whose letter fails does
    not keep the others from theirs; the next run tries it again.
    """
    period = period or last_month(now=now, zone=territory.zone)
    shops = {_key(shop, period): shop for shop in addressees(territory, period)}
    known = OutboxMessage.objects.filter(key__in=shops).values_list("key", flat=True)
    waiting = [shops[key] for key in shops.keys() - set(known)]
    waiting.sort(key=lambda shop: shop.pk)
    return [shop.email for shop in waiting if dry_run or _tries_to_write(shop, period, now)]


def _tries_to_write(shop: Shop, period: Period, now: datetime) -> bool:
    try:
        _write(shop, period, now)
    except Exception:
        logger.exception("The letter of %s to %s failed", f"{period.first:%Y-%m}", shop.slug)
        return False
    return True


@transaction.atomic
def _write(shop: Shop, period: Period, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        mail = render_letter(letter_of(shop, period, now=now))
    message = NewMessage(
        territory=shop.territory,
        recipient=shop.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sender_name=shop.territory.name,
        reply_to=shop.territory.association.email,
        kind=KIND,
        key=_key(shop, period),
        reference=shop.slug,
        unsubscribe_url=stop_url(shop),
    )
    enqueue_messages([message])


def stop_url(shop: Shop) -> str:
    return absolute(reverse("pickup:letter_stop", args=[letter_token(shop)]), shop.territory)


def _key(shop: Shop, period: Period) -> str:
    return f"{KIND}:{period.first:%Y-%m}:{shop.pk}"


def _context(letter: Letter) -> dict[str, Any]:
    shop, month = letter.shop, letter.month
    return {
        "shop": shop,
        "month": month,
        "month_name": say_month(month.period),
        "month_before": say_month(letter.before.period),
        "rows": compare(month, letter.before),
        "best": letter.best,
        "advice": letter.advice,
        "advice_url": absolute(letter.advice.path, shop.territory),
        "figures_url": absolute(reverse("pickup:pro_figures", args=[shop.slug]), shop.territory),
        "stop_url": stop_url(shop),
        "association": shop.territory.association,
        "site_name": shop.territory.name,
        "theme": shop.territory.theme,
        "site_url": absolute("/", shop.territory),
    }


def compare(month: ShopMonth, before: ShopMonth) -> list[tuple[str, str, str]]:
    """Return the four numbers of a month beside those of the month before, ready to show."""
    counted = [
        (label, say_count(getattr(month, name)), say_count(getattr(before, name)))
        for name, label in (
            ("views", _("Pages seen")),
            ("calls", _("Calls from your pages")),
            ("orders", _("Orders")),
        )
    ]
    euros = _("Handed over, including VAT")
    return [*counted, (euros, say_euros(month.euros), say_euros(before.euros))]
