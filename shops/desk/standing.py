"""Pausing, reactivating and closing a shop, each with the notice that the law asks for.

Regulation (EU) 2019/1150, art. 4: whoever restricts a business's presence gives the reasons on a
durable medium before or as it takes effect; ending it altogether takes 30 days' notice, except
for a legal obligation or repeated breaches. What the shop itself asks for needs neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from shops.admission import log_transition
from shops.desk.messages import announce_reopening, announce_restriction
from shops.desk.models import Statement
from shops.exceptions import TransitionRefused
from shops.models import Shop

NOTICE = timedelta(days=30)
Ground = Statement.Ground
WITHOUT_NOTICE = {Ground.OWN_REQUEST, Ground.REPEATED, Ground.LAW}


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """Why: facts and rule may be empty only where the shop itself asked."""

    ground: str
    facts: str = ""
    rule: str = ""


@transaction.atomic
def pause_shop(
    *, shop: Shop, reasons: Reasons, by: User, now: datetime | None = None
) -> Statement:
    """Hide a shop and stop new orders until it is reactivated; open orders go on.

    Raises:
        TransitionRefused: the shop is not shown.
    """
    now = now or timezone.now()
    _move(shop, {Shop.Status.APPROVED}, Shop.Status.PAUSED, by=by, now=now, reason=reasons.facts)
    statement = _state(shop, Statement.Kind.PAUSE, reasons, by=by, now=now, effective_at=now)
    Statement.objects.filter(pk=statement.pk).update(done_at=now)
    announce_restriction(statement)
    return statement


@transaction.atomic
def reactivate_shop(*, shop: Shop, by: User, now: datetime | None = None) -> None:
    """Show a paused shop again.

    Raises:
        TransitionRefused: the shop is not paused.
    """
    now = now or timezone.now()
    _move(shop, {Shop.Status.PAUSED}, Shop.Status.APPROVED, by=by, now=now)
    announce_reopening(shop, key=f"{shop.pk}:{now.timestamp():.0f}")


@transaction.atomic
def close_shop(
    *, shop: Shop, reasons: Reasons, by: User, now: datetime | None = None
) -> Statement:
    """Announce the closing of a shop, or close it at once where no notice is due.

    Raises:
        TransitionRefused: not on the site, or a closing is announced already.
    """
    now = now or timezone.now()
    if not Shop.objects.filter(pk=shop.pk, status__in=["approved", "paused"]).exists():
        raise TransitionRefused(_("Only a shop that is on the site can be closed."))
    effective_at = now if reasons.ground in WITHOUT_NOTICE else now + NOTICE
    try:
        with transaction.atomic():
            statement = _state(
                shop, Statement.Kind.CLOSURE, reasons, by=by, now=now, effective_at=effective_at
            )
    except IntegrityError as error:
        raise TransitionRefused(_("The closing of this shop is announced already.")) from error
    announce_restriction(statement)
    if effective_at <= now:
        _carry_out(statement, now)
        shop.refresh_from_db(fields=["status"])
    return statement


@transaction.atomic
def withdraw_closure(*, shop: Shop, by: User, now: datetime | None = None) -> None:
    """Give up an announced closing.

    Raises:
        TransitionRefused: none is announced.
    """
    now = now or timezone.now()
    announced = Statement.objects.announced_closures().filter(shop=shop)
    if not announced.update(withdrawn_at=now):
        raise TransitionRefused(_("No closing is announced for this shop."))
    log_transition(
        shop, shop.status, by=by, now=now, reason=_("The announced closing is withdrawn.")
    )
    announce_reopening(shop, key=f"{shop.pk}:kept:{now.timestamp():.0f}", closure_withdrawn=True)


def carry_out_due_closures(*, now: datetime | None = None) -> int:
    """Close the shops whose notice is over; return how many."""
    now = now or timezone.now()
    due = list(Statement.objects.due(now).select_related("shop", "by"))
    for statement in due:
        with transaction.atomic():
            _carry_out(statement, now)
    return len(due)


def _carry_out(statement: Statement, now: datetime) -> None:
    """Close a shop once: the guarded update of the statement decides between two workers."""
    announced = Statement.objects.announced_closures().filter(pk=statement.pk)
    if announced.update(done_at=now):
        sources = {Shop.Status.APPROVED, Shop.Status.PAUSED}
        _move(
            statement.shop,
            sources,
            Shop.Status.CLOSED,
            by=statement.by,
            now=now,
            reason=statement.facts,
        )


def _state(
    shop: Shop,
    kind: str,
    reasons: Reasons,
    *,
    by: User,
    now: datetime,
    effective_at: datetime,
) -> Statement:
    return Statement.objects.create(
        shop=shop,
        kind=kind,
        ground=reasons.ground,
        facts=reasons.facts,
        rule=reasons.rule,
        by=by,
        at=now,
        effective_at=effective_at,
    )


def _move(
    shop: Shop,
    sources: set[str],
    status: str,
    *,
    by: User | None,
    now: datetime,
    reason: str = "",
) -> None:
    former = Shop.objects.filter(pk=shop.pk).values_list("status", flat=True).first()
    held = Shop.objects.filter(pk=shop.pk, status=former, status__in=sources)
    if not held.update(status=status):
        raise TransitionRefused(_("This shop is no longer as you saw it: look at its state."))
    shop.status = status
    touch(shop.territory_id)
    log_transition(shop, former, by=by, now=now, reason=reason)
