"""Other quantities for an order, chosen by the shopper until the cut-off that was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from pickup.exceptions import TooLate, TransitionRefused
from pickup.orders.changes.messages import announce_changed
from pickup.orders.placing.availability import needs_of, with_days
from pickup.orders.placing.basket import MAX_QUANTITY
from pickup.orders.service_times.taking import follow
from pickup.slots.services import change_work
from shops.catalogue.quotas import give_back_quota, take_quota
from shops.catalogue.stock import give_back_stock, hold_stock, take_stock

Line = get_model("order", "Line")
Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")

# The shop has not begun with it.
CHANGEABLE = ("placed", "accepted")
WRITTEN = ("legal_snapshot", "total_incl_tax", "total_excl_tax", "due_incl_tax", "work")
LINE_PRICES = ("line_price_incl_tax", "line_price_excl_tax")


def can_change(order: Any, *, now: datetime) -> bool:
    """Say whether a shopper may still change an order whose lines are loaded."""
    return why_unchangeable(order, now=now) is None


def why_unchangeable(order: Any, *, now: datetime) -> TransitionRefused | None:
    """Return what forbids a shopper to change an order whose lines are loaded, in words."""
    if order.cancel_until <= now:
        return TooLate(_("It is too late to change it here: please telephone the shop."))
    if order.awaits_answer:
        return TransitionRefused(_("The shop has asked you a question: answer it first."))
    if order.status not in CHANGEABLE:
        return TransitionRefused(
            _("This order can no longer be changed here: please telephone the shop.")
        )
    if any(line.is_begun for line in order.lines.all()):
        return TransitionRefused(_("The shop has begun with this order: please telephone it."))
    return None


@transaction.atomic
def change_quantities(
    *, order: Any, quantities: Mapping[int, int], now: datetime | None = None
) -> None:
    """Agree anew on an order's quantities: contract, totals, stock and work follow; both are told.

    Args:
        quantities: units by line; a line that is not named stays, 0 takes it out.

    Raises:
        TooLate: the cut-off has passed.
        TransitionRefused: the shop has begun with it or asks about it, nothing would be left, or
            too much; or more of what is no longer sold, or not for this day.
        OutOfStock: fewer units are left, of the stock or of that day.
        SlotUnavailable: the slot does not take so much work, or a service no such time.
    """
    now = now or timezone.now()
    order = Order.objects.select_for_update(of=("self",)).with_details().get(pk=order.pk)
    check_changeable(order, now=now)
    _check(order, quantities)
    # Held before the lines are read: what becomes so many a day at this moment writes into them.
    hold_stock(StockRecord.objects.filter(pk__in=order.lines.values("stockrecord")))
    lines = {line.pk: line for line in with_days(order.lines.all(), order.shop, now)}
    more = {pk: quantities[pk] - line.quantity for pk, line in lines.items() if pk in quantities}
    changed = [lines[pk] for pk, units in more.items() if units]
    if not changed:
        return
    _refuse_untimely(order, [line for line in changed if more[line.pk] > 0], now)
    _take(sorted(changed, key=lambda line: line.stockrecord_id or 0), more)
    follow(order, units=quantities)
    work = sum(line.unit_work * more[line.pk] for line in changed)
    change_work(slot_id=order.slot_id, more=work)
    _write(order, lines, quantities, work)
    announce_changed(order=order, now=now)
    touch(order.shop.territory_id)


def check_changeable(order: Any, *, now: datetime) -> None:
    """Hold an order against the cut-off that was told, and what the shop has begun with.

    Raises:
        TooLate: the cut-off has passed.
        TransitionRefused: the shop has begun with it or asks about it, or it is over.
    """
    refusal = why_unchangeable(order, now=now)
    if refusal:
        raise refusal


def _check(order: Any, quantities: Mapping[int, int]) -> None:
    left = [quantities.get(line.pk, line.quantity) for line in order.lines.all()]
    if not any(left):
        raise TransitionRefused(_("Nothing would be left: cancel the order instead."))
    if any(not 0 <= units <= MAX_QUANTITY for units in left):
        raise TransitionRefused(_("Write numbers from 0 to %(most)s.") % {"most": MAX_QUANTITY})


def _refuse_untimely(order: Any, lines: list[Any], now: datetime) -> None:
    """Refuse more of what is not sold any more, or not for the order's day; fewer always goes."""
    sold = set(Product.objects.sellable().filter(line__in=lines).values_list("pk", flat=True))
    for line in lines:
        is_in_time = needs_of(order.shop, [line]).allow(order.slot, now)
        if line.product_id not in sold or not is_in_time:
            words = _("No more of “%(product)s” can be had for the time of this order.")
            raise TransitionRefused(words % {"product": line.title})


def _take(lines: list[Any], more: Mapping[int, int]) -> None:
    """Take or give back the difference; lines in the order of their stock rows."""
    for line in (line for line in lines if line.stockrecord_id):
        units = more[line.pk]
        if units > 0:
            take_stock(stockrecord_id=line.stockrecord_id, quantity=units)
        else:
            give_back_stock(stockrecord_id=line.stockrecord_id, quantity=-units)
    for line in (line for line in lines if line.quota_id):
        units = more[line.pk]
        if units > 0:
            take_quota(quota_id=line.quota_id, quantity=units)
        else:
            give_back_quota(quota_id=line.quota_id, quantity=-units)


def _write(order: Any, lines: Mapping[int, Any], quantities: Mapping[int, int], work: int) -> None:
    """Write the new contract; a line taken out leaves it."""
    frozen = dict(zip(sorted(lines), order.legal_snapshot["lines"], strict=True))
    kept = [line for pk, line in sorted(lines.items()) if quantities.get(pk, line.quantity)]
    for pk, line in lines.items():
        if line in kept:
            set_units(line, frozen[pk], quantities.get(pk, line.quantity))
        else:
            _take_out(line)
    order.legal_snapshot["lines"] = [frozen[line.pk] for line in kept]
    write_totals(order, kept, more_work=work)


def _take_out(line: Any) -> None:
    """Delete a line; never one that is asked about, whose question holds units of its own."""
    settled = Line.objects.filter(pk=line.pk, awaits_answer=False)
    if not settled.delete()[0]:
        raise TransitionRefused(_("The shop has asked you a question: answer it first."))


def set_units(line: Any, frozen: dict[str, Any], units: int) -> None:
    """Write so many units into a line, and into what the contract froze of it."""
    line.quantity = line.due_quantity = units
    line.line_price_incl_tax = line.due_incl_tax = line.unit_price_incl_tax * units
    line.line_price_excl_tax = line.unit_price_excl_tax * units
    line.line_price_before_discounts_incl_tax = line.line_price_incl_tax
    line.line_price_before_discounts_excl_tax = line.line_price_excl_tax
    line.save()
    frozen["quantity"] = units
    if "at_most" in frozen:
        frozen["at_most"] = str(line.at_most)


def write_totals(order: Any, lines: list[Any], *, more_work: int) -> None:
    """Write an order's contract as it is loaded, and what its lines come to."""
    order.total_incl_tax, order.total_excl_tax = (_sum(lines, name) for name in LINE_PRICES)
    order.due_incl_tax, order.work = _sum(lines, "due_incl_tax"), order.work + more_work
    order.save(update_fields=WRITTEN)


def _sum(lines: list[Any], name: str) -> Decimal:
    return sum((getattr(line, name) for line in lines), Decimal(0))
