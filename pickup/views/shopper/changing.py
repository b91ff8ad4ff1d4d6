"""Other quantities for an order, by its link, until the cut-off."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.legal import wordings
from pickup.exceptions import SlotUnavailable, TransitionRefused
from pickup.orders.changes.changing import change_quantities, why_unchangeable
from pickup.views.numbers import whole_number
from pickup.views.shopper.purchase import by_link
from shops.exceptions import OutOfStock


@by_link
def change(request, token, purchase, number):
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    context = {"token": token, "order": order, "pay_in_store": wordings.PAY_IN_STORE}
    context["order_button"] = wordings.ORDER_BUTTON
    context["why_not"] = why_unchangeable(order, now=timezone.now())
    if request.method != "POST":
        return render(request, "pickup/change.html", context | {"rows": rows_of(order)})
    rows = rows_of(order, request.POST)
    error = "" if not any(row["error"] for row in rows) else _("Nothing was changed.")
    error = error or changed(order, {row["line"].pk: row["units"] for row in rows})
    if error:
        context |= {"rows": rows, "error": error}
        return render(request, "pickup/change.html", context, status=422)
    messages.success(request, _("Your order is changed, and the shop is told."))
    return redirect("pickup:purchase", token)


def changed(order, quantities) -> str:
    """Change the order; returns what stood in the way."""
    try:
        change_quantities(order=order, quantities=quantities)
    except OutOfStock:
        return _("Fewer are left than that: nothing was changed.")
    except SlotUnavailable:
        return _("The shop cannot prepare so much for this time: choose another time first.")
    except TransitionRefused as refused:
        return str(refused)
    return ""


def rows_of(order, data=None) -> list[dict]:
    """Return a row for each line: what was typed, read as a number, or what is wrong with it."""
    rows = []
    for line in sorted(order.lines.all(), key=lambda line: line.pk):
        typed = str(line.quantity) if data is None else data.get(f"line-{line.pk}", "")[:10]
        units = whole_number(typed)
        wrong = units is None or units < 0
        error = _("Write a whole number.") if wrong else ""
        rows.append({"line": line, "typed": typed, "units": units, "error": error})
    return rows
