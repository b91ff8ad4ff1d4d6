"""The lines of an order at the counter: each with its forms, its question, its history."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from oscar.core.loading import get_model

from pickup.orders.lines.forms import ShortageForm, SubstituteForm, WeighForm, choices_of
from pickup.orders.lines.words import say_agreement, say_change, say_consent
from pickup.orders.models import LineAdjustment
from pickup.orders.placing.goods import goods_of_day
from pickup.orders.states import IN_PREPARATION

Product = get_model("catalogue", "Product")

TICKED = {"sold_out": True}


def screen_of(shop, order, *, refused: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what the screen of an order shows of its lines.

    Args:
        refused: `line` and `name` of a form that was not accepted, the bound `form`, and a
            weight to be confirmed: `far` from the estimate, `above` the maximum.
    """
    lines = list(order.lines.select_related("appointment", "stockrecord").order_by("pk"))
    steps: dict[int, list[LineAdjustment]] = {}
    said = LineAdjustment.objects.filter(line__order=order)
    for step in said.select_related("line").order_by("pk"):
        step.words = say_change(step, title=step.title)
        step.consent_words = say_consent(step)
        step.yes = say_agreement(step)
        steps.setdefault(step.line_id, []).append(step)
    for line in lines:
        line.steps = steps.get(line.pk, [])
        line.question = next((step for step in line.steps if step.is_open), None)
    in_preparation = order.status in IN_PREPARATION
    if in_preparation:
        give_forms(order, lines, refused or {})
    return {
        "lines": lines,
        "in_preparation": in_preparation,
        "has_counted": any(is_counted(line) for line in lines),
        "refused": refused,
    }


def is_counted(line) -> bool:
    """Say whether a line's goods come from a stock that is counted."""
    return bool(line.stockrecord_id) and line.stockrecord.mode == "counted"


def give_forms(order, lines, refused: dict[str, Any]) -> None:
    products = substitutes(order)
    choices = choices_of(products)
    for line in lines:
        forms = {
            "shortage": ShortageForm(line=line, initial=TICKED, **named(line, "manque")),
            "substitute": SubstituteForm(
                line=line,
                products=products,
                choices=choices,
                initial=TICKED | {"units": line.due_quantity},
                **named(line, "remplacer"),
            ),
            "weigh": WeighForm(**named(line, "peser")),
        }
        if refused.get("line") == line.pk:
            forms[refused["name"]] = refused["form"]
            line.opened = refused["name"]
            line.far, line.above = refused.get("far"), refused.get("above")
            line.confirmed = refused.get("confirmed")
        line.forms = forms


def named(line, name: str) -> dict[str, str]:
    return {"auto_id": f"id_{name}_{line.pk}_%s"}


def substitutes(order):
    """Return the goods that the shop sells and has left for an order's day, by title."""
    left = Q(mode="counted", left__gt=0) | Q(mode="per_day", planned__gt=F("taken"))
    left |= Q(mode="on_order")
    goods = goods_of_day(order.shop, order.slot.day).filter(left, service_terms=None)
    return goods.prefetch_related(None).order_by("title")
