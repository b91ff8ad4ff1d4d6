"""Goods sold by weight that were never on the scales: asked for, or settled as announced."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import Unsettled
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.states import GONE

Line = get_model("order", "Line")


def unweighed_lines(*, order) -> QuerySet:
    """Return the lines of an order whose weight is not known."""
    weighed = Line.objects.filter(order=order, portion_grams__isnull=False, weighed_grams=None)
    return weighed.exclude(status__in=GONE).order_by("pk")


def refuse_unweighed(*, order) -> None:
    """Let nobody be told a price, or pay it, that the scales have not said.

    Raises:
        Unsettled: naming the lines to be weighed.
    """
    titles = [line.due_title for line in unweighed_lines(order=order)]
    if titles:
        raise Unsettled(_("To be weighed first: %(titles)s.") % {"titles": ", ".join(titles)})


def settle_unweighed(*, order, by: User | None, now: datetime) -> None:
    """Let what was not weighed go at its estimate, which no maximum is below, and note it."""
    LineAdjustment.objects.bulk_create(
        LineAdjustment(
            line=line,
            kind=LineAdjustment.Kind.UNWEIGHED,
            title=line.due_title,
            from_quantity=line.due_quantity,
            to_quantity=line.due_quantity,
            from_price=line.due_incl_tax,
            to_price=line.due_incl_tax,
            consent=LineAdjustment.Consent.NOT_NEEDED,
            asked_at=now,
            by=by,
        )
        for line in unweighed_lines(order=order)
    )
