"""What the shop says of a line: fewer units, another product, another weight.

The shopper is asked wherever the contract would become another one (C. civ. art. 1193); nobody is
asked about a weight within the margin that was announced when ordering.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.money import round_to_cents
from marketplace.territories.versions import touch
from pickup.exceptions import AboveMaximum, FarWeight, ImplausibleWeight, TransitionRefused
from pickup.orders.lines import messages as line_messages
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.preparation import count_due, lock_in_preparation, state_once_settled
from pickup.orders.lines.settling import remove_line, take_what_is_left
from pickup.orders.releasing import (
    StockChange,
    call_sold_out,
    carry_out,
    change_of,
    hold_stock_of,
    unreserve,
    write_off_units,
)
from pickup.orders.states import LineState
from shops.catalogue.quotas import take_of_day
from shops.catalogue.stock import take_stock

Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")
Kind, Consent = LineAdjustment.Kind, LineAdjustment.Consent

# A weight so many times the estimate, or so small a share of it, is a slip of the finger; one
# beyond the lesser bound may be: it is asked once more.
SLIP, FAR = 100, 4
ASK, CAP = "ask", "cap"


@transaction.atomic
def report_shortage(
    *,
    order,
    line_id: int,
    quantity: int,
    by: User | None,
    reason: str = "",
    sold_out: bool = True,
    now: datetime | None = None,
) -> LineAdjustment:
    """Say that only `quantity` units of a line are there. None at all needs no question: the line
    is taken out, and the shopper may cancel the rest until the slot begins.

    Args:
        sold_out: nothing more of the product is left to be ordered either; of what is made so
            many a day, for the order's day.

    Raises:
        TransitionRefused: the order is over, the line is out, or no fewer than it has.
    """
    now = now or timezone.now()
    line, changes, _former = _begin(order, line_id, now)
    if not 0 <= quantity < line.due_quantity:
        raise TransitionRefused(_("Give a number lower than what was ordered."))
    if sold_out:
        changes += _sold_out(line)
    price = _price_of(line, quantity)
    said = partial(_say, line, Kind.SHORTAGE, quantity, price, by=by, reason=reason, now=now)
    if quantity:
        carry_out(changes)
        return _ask(order, line, said(Consent.ASKED))
    carry_out(
        changes + change_of(line, partial(write_off_units, line=line, quantity=line.due_quantity))
    )
    adjustment = said(Consent.NOT_NEEDED)
    remove_line(line)
    take_what_is_left(order=order, adjustment=adjustment, by=by, now=now)
    return adjustment


@transaction.atomic
def propose_substitute(
    *,
    order,
    line_id: int,
    product,
    quantity: int,
    by: User | None,
    price: Decimal | None = None,
    reason: str = "",
    sold_out: bool = True,
    now: datetime | None = None,
) -> LineAdjustment:
    """Propose another product of the shop instead; its units are kept until the answer.

    Args:
        price: of the whole line, TTC; without it the shelf's, never more than what is replaced.

    Raises:
        OutOfStock: fewer units of the substitute are left, of the stock or of the order's day.
        TransitionRefused: the order is over, the line is out, or the product is no other of its.
    """
    now = now or timezone.now()
    also = Q(product=product.pk)
    line, changes, _former = _begin(order, line_id, now, also=also)
    if line.due_quantity < 1 or product.pk in (line.product_id, line.substitute_id):
        raise TransitionRefused(_("Choose another product."))
    record = _shelf_of(product, order)
    if sold_out:
        changes += _sold_out(line)
    take = partial(take_stock, stockrecord_id=record.pk, quantity=quantity)
    carry_out([*changes, (record.pk, take)])
    day = line.order.slot.day
    quota = take_of_day(stockrecord_id=record.pk, day=day, quantity=quantity)
    if price is None:
        price = min(record.price * quantity, line.due_incl_tax)
    adjustment = _say(
        *(line, Kind.SUBSTITUTE, quantity, price, Consent.ASKED),
        by=by,
        reason=reason,
        now=now,
        substitute=product,
        substitute_title=_titled(product),
        quota=quota,
    )
    return _ask(order, line, adjustment)


@transaction.atomic
def weigh_line(
    *,
    order,
    line_id: int,
    grams: int,
    by: User | None,
    above: str = "",
    confirmed: int = 0,
    now: datetime | None = None,
) -> LineAdjustment:
    """Note what the scales say of all the units of a line; the last weighing counts.

    Who was asked about the line, and need not be any more, is told so.

    Args:
        above: what to do if it comes to more than was announced: ASK the shopper, or CAP the
            price at what was announced.
        confirmed: grams that somebody says are right, however far from the estimate.

    Raises:
        ImplausibleWeight: no weight, or a hundred times too much or too little.
        FarWeight: four times too much or too little, and not confirmed.
        AboveMaximum: it comes to more than was announced, and `above` does not say what to do.
        TransitionRefused: the order is over, or the line is not sold by weight.
    """
    now = now or timezone.now()
    line, changes, former = _begin(order, line_id, now)
    if not line.is_weighed:
        raise TransitionRefused(_("This line is not sold by weight."))
    _refuse_slip(line, grams, confirmed=confirmed)
    carry_out(changes)
    price, most = line.price_at(grams), line.at_most
    if price > most and above not in (ASK, CAP):
        raise AboveMaximum(price=price, at_most=most)
    asks = price > most and above == ASK
    said = partial(_say, line, Kind.WEIGHT, line.due_quantity, by=by, now=now, grams=grams)
    if asks:
        # Compared with what was announced: an earlier weight may have been a slip.
        return _ask(order, line, said(price, Consent.ASKED, from_price=line.estimate))
    adjustment = said(min(price, most), Consent.NOT_NEEDED)
    # Who has weighed a line has it in hand.
    line.due_incl_tax, line.weighed_grams = adjustment.to_price, grams
    line.status = LineState.READY
    line.save(update_fields=["due_incl_tax", "weighed_grams", "status"])
    count_due(order=order)
    if former:
        line_messages.tell_dropped(order=order, adjustment=former)
    return adjustment


@transaction.atomic
def take_question_back(*, order, line_id: int, now: datetime | None = None) -> None:
    """Ask no longer: the line is what it was before, and a substitute goes back to the shelf.

    The shopper, who holds a link to answer by, is told.

    Raises:
        TransitionRefused: the order is over, or the line is out.
    """
    _line, changes, former = _begin(order, line_id, now or timezone.now())
    carry_out(changes)
    if former:
        line_messages.tell_dropped(order=order, adjustment=former)
    touch(order.shop.territory_id)


def _begin(
    order, line_id: int, now: datetime, *, also: Q | None = None
) -> tuple[Any, list[StockChange], LineAdjustment | None]:
    """Hold the order, read the line, and take back a question that nobody has answered yet.

    Args:
        also: other stock rows that are about to change.
    """
    lock_in_preparation(order)
    hold_stock_of(Line.objects.filter(order=order, pk=line_id), also=also)
    line = Line.objects.select_related("order", "stockrecord").get(order=order, pk=line_id)
    if line.is_removed:
        raise TransitionRefused(_("This line is no longer in the order."))
    question = line.adjustments.filter(consent=Consent.ASKED).first()
    if question is None:
        return line, [], None
    question.consent, question.answered_at = Consent.DROPPED, now
    question.save(update_fields=["consent", "answered_at"])
    line.awaits_answer = False
    line.status = state_once_settled(line, order=order)
    line.save(update_fields=["awaits_answer", "status"])
    return line, unreserve(question), question


def _refuse_slip(line, grams: int, *, confirmed: int) -> None:
    estimate = line.estimated_grams
    if not estimate < grams * SLIP < estimate * SLIP * SLIP:
        raise ImplausibleWeight
    if confirmed != grams and not estimate <= grams * FAR <= estimate * FAR * FAR:
        raise FarWeight(grams=grams, price=line.price_at(grams))


def _say(
    line, kind: Kind, quantity: int, price: Decimal, consent: Consent, *, now: datetime, **facts
) -> LineAdjustment:
    return LineAdjustment.objects.create(
        line=line,
        kind=kind,
        title=line.due_title,
        from_quantity=line.due_quantity,
        to_quantity=quantity,
        to_price=price,
        consent=consent,
        asked_at=now,
        **{"from_price": line.due_incl_tax} | facts,
    )


def _ask(order, line, adjustment: LineAdjustment) -> LineAdjustment:
    line.awaits_answer = True
    is_short = adjustment.kind == Kind.SHORTAGE
    line.status = LineState.SHORT if is_short else line.resting_state
    line.save(update_fields=["awaits_answer", "status"])
    line_messages.ask(order=order, adjustment=adjustment)
    touch(order.shop.territory_id)
    return adjustment


def _sold_out(line) -> list[StockChange]:
    day = line.order.slot.day
    return change_of(line, partial(call_sold_out, stockrecord_id=line.stockrecord_id, day=day))


def _price_of(line, quantity: int) -> Decimal:
    """Return what fewer units cost: as ordered, or in proportion where they were replaced."""
    if line.substitute_id:
        return round_to_cents(line.due_incl_tax * quantity / line.due_quantity)
    return line.unit_price_incl_tax * quantity


def _shelf_of(product, order):
    """Return the stock row of goods that the order's own shop sells at this moment."""
    goods = Product.objects.sellable().filter(service_terms=None)
    here = goods.filter(shop=order.shop_id, pk=product.pk)
    found = here.prefetch_related("stockrecords").first()
    record = next(iter(found.stockrecords.all()), None) if found else None
    if record is None or record.price is None:
        raise TransitionRefused(_("Choose another product."))
    return record


def _titled(product) -> str:
    if product.is_child and product.title:
        return f"{product.parent.title}, {product.title}"
    return str(product.get_title())
