"""Goods that left the shop while it asked about them: the network was down, nobody answered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Subquery
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.becoming import become, written_off
from pickup.orders.lines.preparation import count_due
from pickup.orders.lines.words import say_change
from pickup.orders.models import OrderTransition
from pickup.orders.releasing import StockChange, carry_out, hold_stock_of
from pickup.orders.service_times.taking import follow
from pickup.orders.states import OrderState

Line = get_model("order", "Line")
Kind, Consent = LineAdjustment.Kind, LineAdjustment.Consent


def settle_gone(*, order: Any, by: User | None, now: datetime) -> None:
    """Let what is asked about go as the shop had it ready, and note that nobody answered.

    What the shop said is there has gone: fewer units, the substitute, the weight. But nobody has
    agreed to pay more than what was announced. The order's row is held.
    """
    asked = LineAdjustment.objects.filter(line__order=order, consent=Consent.ASKED)
    if not asked.exists():
        return
    hold_stock_of(Line.objects.filter(order=order))
    questions = list(asked.select_related("line__stockrecord", "substitute").order_by("pk"))
    asked.update(consent=Consent.DROPPED, answered_at=now)
    changes: list[StockChange] = []
    for question in questions:
        changes += written_off(question.line, question)
    carry_out(changes)
    for question in questions:
        become(order, question.line, _noted(question, by=by, now=now))
    follow(order)
    count_due(order=order)


def say_gone(*, order: Any) -> str:
    """Say how an order was noted that has just left with an open question, or nothing."""
    gone = LineAdjustment.objects.filter(line__order=order, consent=Consent.UNANSWERED)
    gone = gone.filter(asked_at=_last_left(order))
    changes = [say_change(one, title=one.title) for one in gone.select_related("line")]
    if not changes:
        return ""
    sentence = _("Handed over while a question was open. Noted so: %(changes)s.")
    return sentence % {"changes": get_text_list(changes, _("and"))}


def _last_left(order: Any) -> Subquery:
    """Return when an order was last handed over: one that was undone is told of no more."""
    left = OrderTransition.objects.filter(order=order, to_status=OrderState.COLLECTED)
    return Subquery(left.order_by("-at", "-pk").values("at")[:1])


def _noted(question: LineAdjustment, *, by: User | None, now: datetime) -> LineAdjustment:
    """Write what has gone as a row of its own: what was asked stays as it was asked."""
    return LineAdjustment.objects.create(
        line=question.line,
        kind=question.kind,
        from_quantity=question.from_quantity,
        to_quantity=question.to_quantity,
        from_price=question.from_price,
        to_price=min(question.to_price, _agreed_price(question)),
        title=question.title,
        substitute=question.substitute,
        substitute_title=question.substitute_title,
        quota=question.quota,
        grams=question.grams,
        consent=Consent.UNANSWERED,
        asked_at=now,
        by=by,
    )


def _agreed_price(question: LineAdjustment) -> Decimal:
    """Return the most that the shopper has agreed to pay for the line."""
    line = question.line
    price: Decimal = line.at_most if question.kind == Kind.WEIGHT else line.due_incl_tax
    return price
