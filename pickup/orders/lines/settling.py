"""What a line becomes once the shopper agrees or refuses, by link or at the counter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from pickup.exceptions import TransitionRefused
from pickup.orders.lines import messages as line_messages
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.becoming import become, written_off
from pickup.orders.lines.preparation import count_due, lock_in_preparation
from pickup.orders.releasing import carry_out, hold_stock_of, release_of
from pickup.orders.service_times.taking import follow
from pickup.orders.states import GONE, LineState
from pickup.orders.transitions import cancel_by_shop

Line = get_model("order", "Line")
Order = get_model("order", "Order")
Consent = LineAdjustment.Consent


@transaction.atomic
def answer(
    *,
    order,
    adjustment: LineAdjustment,
    agreed: bool,
    by: User | None = None,
    at_counter: bool = False,
    now: datetime | None = None,
) -> None:
    """Take an answer: the line becomes what was proposed, or leaves the order.

    Args:
        by: who is signed in: the shopper, or at the counter the shopkeeper who was told.

    Raises:
        TransitionRefused: answered already, no longer asked, or the order is over.
    """
    now = now or timezone.now()
    lock_in_preparation(order)
    hold_stock_of(Line.objects.filter(order=order, pk=adjustment.line_id))
    _settle(adjustment, agreed=agreed, by=by, at_counter=at_counter, now=now)
    line = Line.objects.select_related("stockrecord").get(order=order, pk=adjustment.line_id)
    if agreed:
        carry_out(written_off(line, adjustment))
        become(order, line, adjustment)
        follow(order)
        count_due(order=order)
    else:
        carry_out(release_of(line, adjustment))
        remove_line(line)
        take_what_is_left(order=order, adjustment=adjustment, by=by, now=now, tells=False)
    if not at_counter:
        line_messages.tell_answer(order=order, adjustment=adjustment)
    touch(order.shop.territory_id)


def remove_line(line) -> None:
    """Take a line out of its order; its row stays, with what was agreed on at first."""
    line.status, line.awaits_answer = LineState.REMOVED, False
    line.due_quantity, line.due_incl_tax, line.weighed_grams = 0, 0, None
    line.save(
        update_fields=["status", "awaits_answer", "due_quantity", "due_incl_tax", "weighed_grams"]
    )


def take_what_is_left(
    *, order, adjustment: LineAdjustment, by: User | None, now: datetime, tells: bool = True
) -> None:
    """Go on without a line: an order with nothing left in it is cancelled by the shop.

    Who gets less than was ordered may cancel the rest until the slot begins.
    """
    if not Line.objects.filter(order=order).exclude(status__in=GONE).exists():
        count_due(order=order)
        reason = adjustment.reason or _("Nothing of your order is left.")
        cancel_by_shop(order=order, by=by, reason=reason, now=now)
        return
    follow(order)
    until = max(order.cancel_until, order.slot.start)
    Order.objects.filter(pk=order.pk).update(cancel_until=until)
    order.cancel_until = until
    count_due(order=order)
    if tells:
        line_messages.tell_removed(order=order, adjustment=adjustment)


def _settle(
    adjustment: LineAdjustment, *, agreed: bool, by: User | None, at_counter: bool, now: datetime
) -> None:
    """Write the answer by a guarded UPDATE: of two answers, one counts."""
    consent = Consent.AGREED if agreed else Consent.REFUSED
    facts = {"consent": consent, "answered_at": now, "answered_by": by, "at_counter": at_counter}
    asked = LineAdjustment.objects.filter(pk=adjustment.pk, consent=Consent.ASKED)
    if not asked.update(**facts):
        raise TransitionRefused(_("This question has been answered, or is no longer asked."))
    adjustment.refresh_from_db()
