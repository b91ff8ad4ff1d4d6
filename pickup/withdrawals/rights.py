"""Which lines of an order can be withdrawn from, and until when or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from marketplace.dates.words import say_date
from marketplace.legal.deadlines import end_of, last_day_to_withdraw
from marketplace.legal.withdrawal import WithdrawalRegime, exception_sentence, has_right
from pickup.orders.states import OPEN_STATES, LineState, OrderState

# A cancelled order has no contract left to withdraw from.
BINDING = {*OPEN_STATES, OrderState.COLLECTED}


@dataclass(frozen=True)
class Right:
    """One line: it can be withdrawn from unless `reason` says why not.

    `until` is the last day, None before collection: then nothing has begun to run.
    """

    line: Any
    reason: str = ""
    until: date | None = None

    @property
    def condition(self) -> str:
        """Return what the right is lost by, "" where nothing takes it."""
        return "" if self.reason else exception_sentence(self.line.withdrawal_regime or "normal")


def rights_of(order: Any, *, now: datetime) -> list[Right]:
    """Return the right of each line; no query where lines and transitions are loaded."""
    collected = collected_on(order) if order.status == OrderState.COLLECTED else None
    there = (line for line in order.lines.all() if line.status != LineState.REMOVED)
    lines = sorted(there, key=lambda line: line.pk)
    return [_right_to(line, order, collected, now) for line in lines]


def can_withdraw(order: Any, *, now: datetime) -> bool:
    return any(not right.reason for right in rights_of(order, now=now))


def collected_on(order: Any) -> date | None:
    """Return the day, on the shop's walls, on which an order was last handed over."""
    # Read as a whole: lists of orders load them at once.
    moves = [one.at for one in order.transitions.all() if one.to_status == OrderState.COLLECTED]
    return max(moves).astimezone(order.shop.zone).date() if moves else None


def _right_to(line: Any, order: Any, collected: date | None, now: datetime) -> Right:
    regime = line.withdrawal_regime or WithdrawalRegime.NORMAL
    if line.status == LineState.WITHDRAWN:
        return Right(line, _("Already withdrawn."))
    if not has_right(regime):
        return Right(line, exception_sentence(regime))
    if order.status not in BINDING:
        return Right(line, _("This order is cancelled: there is nothing to withdraw from."))
    begins = _counted_from(regime, order, collected)
    if begins is None:
        return Right(line)
    zone = order.shop.zone
    last = last_day_to_withdraw(begins, region=order.shop.territory.region)
    if now < end_of(last, zone):
        return Right(line, until=last)
    over = _("The time to withdraw ended on %(day)s.") % {"day": say_date(last)}
    return Right(line, over, last)


def _counted_from(regime: str, order: Any, collected: date | None) -> date | None:
    """Return the day that the period is counted from: a service's is that of the contract."""
    if regime == WithdrawalRegime.SERVICE:
        return order.date_placed.astimezone(order.shop.zone).date()
    return collected
