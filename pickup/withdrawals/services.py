"""Withdrawing from an order, or some of its lines, before or after collection."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.dates.words import NBSP
from marketplace.legal.deadlines import last_day_to_refund
from marketplace.territories.versions import touch
from pickup.orders.lines.preparation import count_due
from pickup.orders.releasing import release_lines
from pickup.orders.service_times.taking import follow
from pickup.orders.states import OPEN_STATES, LineState
from pickup.orders.transitions import withdraw_order
from pickup.withdrawals import messages
from pickup.withdrawals.exceptions import AlreadyWithdrawn, NothingChosen, WithdrawalRefused
from pickup.withdrawals.models import Withdrawal, WithdrawnLine
from pickup.withdrawals.rights import Right, rights_of

Order = get_model("order", "Order")
Line = get_model("order", "Line")


@dataclass(frozen=True)
class Declarant:
    """Who withdraws, and where the receipt goes: an e-mail, else a telephone number."""

    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def withdraw(
    *,
    order: Any,
    lines: Collection[int],
    declarant: Declarant,
    by: User | None = None,
    now: datetime | None = None,
) -> Withdrawal:
    """Take a declaration of withdrawal; receipt and notice to the shop leave with it.

    The units of an open order are free again at once; goods that were collected come back by
    the shop's hand. With its last line gone, the order ends (C. conso. L221-21, D221-5).

    Args:
        lines: ids of lines of this order, each withdrawn from whole.

    Raises:
        NothingChosen: no id is of this order.
        AlreadyWithdrawn: all of these lines were withdrawn before.
        WithdrawalRefused: one of them has no such right, or no longer.
    """
    # Hand-over, cancelling and a second click wait here: each then sees what the other left, and
    # the clock is read after them.
    order = _locked(order.pk)
    now = now or timezone.now()
    rights = rights_of(order, now=now)
    chosen = [right for right in rights if right.line.pk in set(lines)]
    _check(chosen)
    withdrawal = _record(order, chosen, declarant, by, now)
    _end(order, rights, chosen, by, now)
    messages.announce_withdrawal(withdrawal=withdrawal)
    return withdrawal


def _locked(order_id: int) -> Any:
    orders = Order.objects.select_related("shop__territory__site", "shop__town", "purchase")
    return orders.select_for_update(of=("self",)).get(pk=order_id)


def _check(chosen: list[Right]) -> None:
    if not chosen:
        raise NothingChosen
    if all(right.line.status == LineState.WITHDRAWN for right in chosen):
        raise AlreadyWithdrawn
    for right in chosen:
        if right.reason:
            raise WithdrawalRefused(f"{right.line.title}{NBSP}: {right.reason}")


def _record(
    order: Any, chosen: list[Right], declarant: Declarant, by: User | None, now: datetime
) -> Withdrawal:
    local = now.astimezone(order.shop.zone)
    withdrawal = Withdrawal.objects.create(
        order=order,
        at=now,
        by=by,
        name=declarant.name,
        email=declarant.email,
        phone="" if declarant.email else declarant.phone,
        after_collection=order.status not in OPEN_STATES,
        content=_content(order, chosen, declarant, local),
        refund_by=last_day_to_refund(local.date()),
    )
    WithdrawnLine.objects.bulk_create(
        WithdrawnLine(withdrawal=withdrawal, line=right.line) for right in chosen
    )
    return withdrawal


def _content(
    order: Any, chosen: list[Right], declarant: Declarant, local: datetime
) -> dict[str, Any]:
    """Freeze what is declared: who, when on the shop's walls, from which contract and lines."""
    lines = [right.line for right in chosen]
    return {
        "declared_at": local.isoformat(),
        "number": order.number,
        "placed_on": order.date_placed.astimezone(order.shop.zone).date().isoformat(),
        "seller": order.legal_snapshot["seller"]["legal_name"],
        "name": declarant.name,
        "email": declarant.email,
        "phone": declarant.phone,
        "lines": [
            {
                "title": line.due_title,
                "quantity": line.due_quantity,
                "price_incl_tax": str(line.due_incl_tax),
            }
            for line in lines
        ],
        "total_incl_tax": str(sum((line.due_incl_tax for line in lines), Decimal())),
    }


def _end(
    order: Any, rights: list[Right], chosen: list[Right], by: User | None, now: datetime
) -> None:
    """End the order whose last lines go; else free what the chosen lines hold."""
    gone = [right for right in rights if right.line.is_removed]
    is_open = order.status in OPEN_STATES
    lines = Line.objects.filter(pk__in=[right.line.pk for right in chosen])
    if len(gone) + len(chosen) == len(rights):
        withdraw_order(order=order, by=by, now=now)
    elif is_open:
        release_lines(lines=lines, now=now)
        lines.update(due_quantity=0, due_incl_tax=0)
        follow(order)
        count_due(order=order)
        touch(order.shop.territory_id)
    lines.update(status=LineState.WITHDRAWN)


def mark_returned(*, withdrawal: Withdrawal, done: bool, now: datetime | None = None) -> None:
    """Tick that the goods of a withdrawal came back to the shop, or take the tick back."""
    _tick(withdrawal, "returned_on", done, now)


def mark_refunded(*, withdrawal: Withdrawal, done: bool, now: datetime | None = None) -> None:
    """Tick that the person is refunded, or take the tick back.

    No amount and no means of payment: what is paid back in the shop stands in the shop's own
    till (CGI art. 286 I 3° bis).
    """
    _tick(withdrawal, "refunded_on", done, now)


def _tick(withdrawal: Withdrawal, field: str, done: bool, now: datetime | None) -> None:
    today = (now or timezone.now()).astimezone(withdrawal.order.shop.zone).date()
    mine = Withdrawal.objects.filter(pk=withdrawal.pk, after_collection=True)
    # The first tick's day stays: a second tap changes nothing.
    mine.filter(**{f"{field}__isnull": done}).update(**{field: today if done else None})
