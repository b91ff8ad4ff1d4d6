"""An order told on the telephone or at the counter: one screen, twenty seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pickup.exceptions import BasketUnusable, PlacementRefused
from pickup.orders.placing.order_book import (
    WishRefused,
    goods_of,
    next_slot,
    slots_to_take,
    take_order,
)
from pickup.orders.placing.order_forms import NewOrderForm, Order
from pickup.orders.placing.placement import Contact
from pickup.orders.placing.taken import Taken
from pickup.views.shopkeeper import order_of
from pickup.views.tiles import read_wishes, tiles_of
from shops.access import for_shopkeepers


@dataclass
class Refusal:
    """What stands in the way: by product, by option of a product, and of the whole."""

    products: dict[int, str] = field(default_factory=dict)
    options: dict[int, dict[str, str]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return bool(self.products or self.options or self.whole)

    def of_wishes(self, refused: WishRefused) -> None:
        self.products |= refused.products
        self.options |= refused.options

    def of_problems(self, problems) -> None:
        """Put each beside its product, or above all."""
        for problem in problems:
            if problem.line is not None:
                self.products[problem.line.product_id] = problem.message
            else:
                self.whole.append(problem.message)


@for_shopkeepers
def new_order(request, shop):
    now = timezone.now()
    slots, goods = slots_to_take(shop, now=now), goods_of(shop)
    sent = request.method == "POST"
    form = NewOrderForm(
        request.POST if sent else None,
        shop=shop,
        slots=slots,
        now=now,
        acting=bool(request.acting),
        initial={"slot": getattr(next_slot(slots, now=now), "pk", None)},
    )
    if not sent:
        return show_form(request, shop, form, goods)
    wishes, wrong = read_wishes(goods, request.POST)
    refusal = Refusal(products=wrong)
    if not wishes and not wrong:
        refusal.whole.append(_("Tap what is ordered: nothing is chosen yet."))
    if form.is_valid() and not wrong and wishes:
        chosen = {slot.pk: slot for slot in slots}[form.cleaned_data["slot"]]
        order = taken_or_refused(request, shop, form, wishes, chosen, refusal)
        if order:
            messages.success(request, _("Noted for %(name)s.") % {"name": order.purchase.name})
            return redirect("pickup:pro_order", shop.slug, order.number)
    return show_form(request, shop, form, goods, refusal)


def taken_or_refused(request, shop, form, wishes, slot, refusal: Refusal) -> Any:
    """Return the order, or None with the reasons put where they belong."""
    data = form.cleaned_data
    source = data.get("source") or Order.Source.ASSOCIATION
    try:
        return take_order(
            shop=shop,
            wishes=wishes,
            slot=slot,
            contact=Contact(data["name"], data["email"], data["phone"]),
            taken=Taken(source, request.user, data["key"]),
            note=data["note"],
        )
    except WishRefused as refused:
        refusal.of_wishes(refused)
    except PlacementRefused as refused:
        put_problems(refused.problems, form, refusal)
    except BasketUnusable:
        refusal.whole.append(_("Nothing was saved: open “New order” again."))
    return None


def put_problems(problems, form, refusal: Refusal) -> None:
    of_slot = [problem for problem in problems if problem.kind == "slot"]
    for problem in of_slot:
        form.add_error("slot", problem.message)
    refusal.of_problems(problem for problem in problems if problem not in of_slot)


def show_form(request, shop, form, goods, refusal: Refusal | None = None):
    asked = refusal or Refusal()
    shown = {one.pk for one in goods}
    gone = [words for pk, words in asked.products.items() if pk not in shown]
    tiles = tiles_of(goods, request.POST, errors=asked.products, of_options=asked.options)
    context = {
        "shop": shop,
        "form": form,
        "slots": form.fields["slot"].choices,
        "tiles": tiles,
        "refused": refusal is not None,
        "whole": [*asked.whole, *gone],
    }
    status = 422 if refusal else 200
    return render(request, "pickup/pro/new_order.html", context, status=status)


@require_safe
@for_shopkeepers
def ticket(request, shop, number):
    """Show an order as wide as a roll of paper: code, name, lines, total and time."""
    return render(
        request, "pickup/pro/ticket.html", {"shop": shop, "order": order_of(shop, number)}
    )
