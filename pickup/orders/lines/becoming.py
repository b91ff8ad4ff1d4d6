"""A line becomes what was proposed: by an answer, or because it has left the shop so."""

from __future__ import annotations

from functools import partial
from typing import Any

from oscar.core.loading import get_model

from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.preparation import state_once_settled
from pickup.orders.releasing import StockChange, change_of, missing_units, write_off_units
from shops.oscar.partner.strategy import vat_rate_of

StockRecord = get_model("partner", "StockRecord")


def written_off(line: Any, adjustment: LineAdjustment) -> list[StockChange]:
    """Say how the units are forgotten that the shop has said are not there."""
    missing = missing_units(line, adjustment)
    return change_of(line, partial(write_off_units, line=line, quantity=missing))


def become(order: Any, line: Any, adjustment: LineAdjustment) -> None:
    """Let a line be what an adjustment says; its order's sum is counted by the caller."""
    line.awaits_answer = False
    line.due_quantity, line.due_incl_tax = adjustment.to_quantity, adjustment.to_price
    line.weighed_grams = adjustment.grams
    if adjustment.kind == LineAdjustment.Kind.SUBSTITUTE:
        _replace(line, adjustment)
    line.status = state_once_settled(line, order=order)
    line.save()


def _replace(line: Any, adjustment: LineAdjustment) -> None:
    """Let a line hold the substitute, at the price agreed on: it is not weighed any more."""
    product = adjustment.substitute
    line.substitute, line.substitute_title = product, adjustment.substitute_title
    line.stockrecord = StockRecord.objects.get(product=product)
    line.withdrawal_regime = product.withdrawal_regime
    line.vat_rate = vat_rate_of(product)
    line.quota = adjustment.quota
    line.portion_grams = line.portion_price = line.weight_tolerance = None
