"""What an order comes to by now, as messages say it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from marketplace.money import format_price, say_about
from pickup.orders.service_times.words import say_own_start
from pickup.orders.states import OPEN_STATES


def due_facts(order: Any) -> dict[str, Any]:
    """Return an order's lines and total as they are due; a wholly emptied one as it was ordered.

    Read anew: what has just changed is what the message is about.
    """
    known = order.lines.select_related("appointment").order_by("pk")
    lines = [line for line in known if not line.is_removed]
    if not lines:
        return {"at_most": ""}
    return {
        "lines": [
            {**_line_facts(line), "at": say_own_start(line, order.shop.zone)} for line in lines
        ],
        "total": say_price(
            sum((line.due_incl_tax for line in lines), Decimal(0)),
            is_estimate=any(line.is_estimate for line in lines),
        ),
        "at_most": _say_due_at_most(order, lines),
    }


def say_price(price: Decimal, *, is_estimate: bool) -> str:
    """Say a price TTC, and of one that the scales have still to say that it is about that."""
    return say_about(format_price(price)) if is_estimate else format_price(price)


def _say_due_at_most(order: Any, lines: list[Any]) -> str:
    """Say the most that an order may come to; nothing once all is weighed, or it is over."""
    if order.status not in OPEN_STATES or not any(line.is_estimate for line in lines):
        return ""
    most = (line.at_most if line.is_estimate else line.due_incl_tax for line in lines)
    return format_price(sum(most, Decimal(0)))


def say_at_most(order: Any) -> str:
    """Say the most that an order may come to while it is not weighed; nothing without scales."""
    lines = order.legal_snapshot["lines"]
    if not any("at_most" in line for line in lines):
        return ""
    return format_price(sum(map(_at_most, lines), Decimal(0)))


def frozen_weight(line: Mapping[str, Any]) -> str:
    """Say of a line of the contract how its price is found; nothing of what is not weighed."""
    if "at_most" not in line:
        return ""
    return say_estimate(grams=line["grams"], per_kg=line["per_kg"], at_most=line["at_most"])


def say_estimate(*, grams: int, per_kg: Decimal | str, at_most: Decimal | str) -> str:
    """Say what is told before the scales have spoken (arrêté du 3 décembre 1987, art. 1)."""
    return _("about %(grams)s g each, %(per_kg)s/kg: at most %(at_most)s, by the true weight") % {
        "grams": grams,
        "per_kg": format_price(Decimal(per_kg)),
        "at_most": format_price(Decimal(at_most)),
    }


def _line_facts(line: Any) -> dict[str, Any]:
    return {
        "title": line.due_title,
        "options": line.choices,
        "quantity": line.due_quantity,
        "unit_price": format_price(line.unit_price_incl_tax) if not line.substitute_id else "",
        "price": say_price(line.due_incl_tax, is_estimate=line.is_estimate),
        "withdrawal": line.withdrawal,
        "weight": _weight_of(line),
    }


def _weight_of(line: Any) -> str:
    if line.weighed_grams:
        per_kg = format_price(line.per_kg)
        return _("weighed %(grams)s g, %(per_kg)s/kg") % {
            "grams": line.weighed_grams,
            "per_kg": per_kg,
        }
    if not line.is_weighed:
        return ""
    if not line.is_estimate:
        return _("not weighed: at the announced price")
    return say_estimate(grams=line.portion_grams, per_kg=line.per_kg, at_most=line.at_most)


def _at_most(line: Mapping[str, Any]) -> Decimal:
    price = Decimal(line["unit_price_incl_tax"]) * line["quantity"]
    return Decimal(line.get("at_most", price))
