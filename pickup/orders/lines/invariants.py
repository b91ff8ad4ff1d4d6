"""What must hold of orders' lines: each comes to what was settled last, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from oscar.core.loading import get_model

from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.states import GONE, LineState, OrderState

Line = get_model("order", "Line")
Kind, Consent = LineAdjustment.Kind, LineAdjustment.Consent
CHUNK = 500


def line_faults() -> Iterator[str]:
    """Yield a sentence for each line that is not what its adjustments make of it."""
    yield from _question_faults()
    yield from _weight_faults()
    settled = LineAdjustment.objects.exclude(consent__in=[Consent.ASKED, Consent.DROPPED])
    lines = Line.objects.select_related("order").prefetch_related(
        Prefetch("adjustments", queryset=settled.order_by("pk"), to_attr="settled")
    )
    kept = lines.exclude(status=LineState.WITHDRAWN)
    for line in kept.order_by("pk").iterator(CHUNK):
        if _is(line) != _should_be(line):
            yield f"Line {line.pk} of order {line.order.number} is not what was settled last."


def _question_faults() -> Iterator[str]:
    asked = LineAdjustment.objects.filter(line=OuterRef("pk"), consent=Consent.ASKED)
    lines = Line.objects.annotate(is_asked=Exists(asked))
    wrong = lines.filter(
        Q(awaits_answer=True, is_asked=False) | Q(awaits_answer=False, is_asked=True)
    )
    for pk in wrong.values_list("pk", flat=True):
        yield f"Line {pk} and its questions disagree on whether an answer is awaited."


def _weight_faults() -> Iterator[str]:
    """Nothing goes at an estimate: it was weighed, or its history says that it was not."""
    noted = LineAdjustment.objects.filter(line=OuterRef("pk"), kind=Kind.UNWEIGHED)
    gone = Line.objects.filter(order__status=OrderState.COLLECTED).exclude(status__in=GONE)
    unweighed = gone.filter(portion_grams__isnull=False, weighed_grams=None)
    for pk in unweighed.exclude(Exists(noted)).values_list("pk", flat=True):
        yield f"Line {pk} was handed over unweighed, and its history does not say so."


def _is(line) -> tuple[Any, ...]:
    return line.due_quantity, line.due_incl_tax, line.is_removed


def _should_be(line) -> tuple[Any, ...]:
    last = line.settled[-1] if line.settled else None
    if last is None:
        return line.quantity, line.line_price_incl_tax, False
    if last.consent == Consent.REFUSED or not last.to_quantity:
        return 0, 0, True
    return last.to_quantity, last.to_price, False
