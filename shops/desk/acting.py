"""Acting for a shop: an explicit, short time in its space, every change of it on record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from shops.desk.messages import announce_acting
from shops.desk.models import ActingEntry, ActingSession
from shops.exceptions import TransitionRefused
from shops.models import Shop

DURATION = timedelta(hours=2)


@transaction.atomic
def begin_acting(
    *, shop: Shop, by: User, reason: str, now: datetime | None = None
) -> ActingSession:
    """Open a shop's space to somebody of the desk for `DURATION`; a former session ends.

    Raises:
        TransitionRefused: the person works in this shop anyway.
    """
    now = now or timezone.now()
    if shop.members.filter(user=by).exists():
        raise TransitionRefused(_("You work in this shop: its space is open to you already."))
    # Two clicks at once wait for each other here.
    User.objects.select_for_update().get(pk=by.pk)
    for former in ActingSession.objects.filter(by=by, ended_at=None):
        end_acting(session=former, now=now)
    return ActingSession.objects.create(
        shop=shop, by=by, reason=reason, started_at=now, expires_at=now + DURATION
    )


@transaction.atomic
def end_acting(*, session: ActingSession, now: datetime | None = None) -> bool:
    """End a session and tell the shop what was done; return whether this call ended it."""
    now = now or timezone.now()
    running = ActingSession.objects.filter(pk=session.pk, ended_at=None)
    if not running.update(ended_at=min(now, session.expires_at)):
        return False
    announce_acting(session)
    return True


def end_expired_sessions(*, now: datetime | None = None) -> int:
    """End what ran out by itself, so that the shop is told; return how many."""
    due = ActingSession.objects.due_to_end(now or timezone.now())
    found = list(due.select_related("shop__territory__association", "by"))
    return sum(end_acting(session=session, now=now) for session in found)


def session_for(user: User, shop: Shop, *, now: datetime | None = None) -> ActingSession | None:
    """Return the session in which a person may act for a shop now."""
    running = ActingSession.objects.running(now or timezone.now()).by_desk_member(user)
    return running.for_shop(shop).select_related("shop").first()


def record_change(
    *, session: ActingSession, action: str, subject: str, now: datetime | None = None
) -> None:
    ActingEntry.objects.create(
        session=session, at=now or timezone.now(), action=action[:100], subject=subject[:300]
    )


def subject_of(shop: Shop, action: str, arguments: dict[str, Any]) -> str:
    """Name what an address is about: an order's number, a product's title or that of news."""
    if "number" in arguments:
        return str(arguments["number"])
    if action.startswith(("shops:pro_product", "shops:pro_option")) and "pk" in arguments:
        product = shop.products.filter(pk=arguments["pk"]).first()
        return product.get_title() if product else ""
    if action.startswith("shops:pro_news") and "pk" in arguments:
        item = shop.news.filter(pk=arguments["pk"]).first()
        return item.title if item else ""
    return ""
