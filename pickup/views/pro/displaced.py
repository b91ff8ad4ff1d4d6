"""Orders at times that are no longer open: several at once moved, or cancelled with a word."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from oscar.core.loading import get_model

from pickup.orders.changes.together import (
    cancel_together,
    move_together,
    slots_for_several,
)
from pickup.slots.choices import by_day
from pickup.slots.models import Slot
from pickup.views.pro.telling import names_of, say_all_told, word_of
from shops.access import for_shopkeepers

Order = get_model("order", "Order")
CHOICES = 120


@for_shopkeepers
def displaced(request, shop):
    """Show what was chosen of the list beside the times that are free; carry out what is said."""
    orders = chosen_of(request, shop)
    if not orders:
        messages.error(request, _("Choose the orders first."))
        return redirect(list_of(shop))
    slots = slots_for_several(orders)[:CHOICES]
    context = {"shop": shop, "orders": orders, "days": by_day(slots)}
    if request.method != "POST":
        return render(request, "pickup/pro/displaced.html", context)
    reason = word_of(request)
    if request.POST.get("what") == "cancel":
        left = cancel_together(orders=orders, by=request.user, reason=reason)
        say_cancelled(request, orders, left)
        return redirect(list_of(shop))
    slot = slot_of(request, slots)
    if slot is None:
        context |= {"error": _("Choose one of these times."), "reason": reason}
        return render(request, "pickup/pro/displaced.html", context, status=422)
    left = move_together(orders=orders, slot=slot, by=request.user, reason=reason)
    say_moved(request, orders, left)
    return redirect(list_of(shop))


def chosen_of(request, shop) -> list:
    """Return the orders that were ticked, of those that stand on the list; with `all`, all."""
    said = request.POST if request.method == "POST" else request.GET
    standing = Order.objects.out_of_hours(shop=shop).with_details()
    if "all" in said:
        return list(standing)
    numbers = set(said.getlist("order"))
    return [order for order in standing if order.number in numbers]


def slot_of(request, slots: list[Slot]) -> Slot | None:
    chosen = request.POST.get("slot", "")
    return next((slot for slot in slots if str(slot.pk) == chosen), None)


def say_moved(request, orders, left) -> None:
    done = [order for order in orders if order not in left]
    sentence = ngettext("%(n)s order is moved.", "%(n)s orders are moved.", len(done))
    say_all_told(request, done, sentence)
    if left:
        sentence = _(
            "No room at this time, or not made on its day: %(names)s. Choose another one for them."
        )
        messages.warning(request, sentence % {"names": names_of(left)})


def say_cancelled(request, orders, left) -> None:
    done = [order for order in orders if order not in left]
    sentence = ngettext("%(n)s order is cancelled.", "%(n)s orders are cancelled.", len(done))
    say_all_told(request, done, sentence)
    if left:
        sentence = _("These could not be cancelled, look at them one by one: %(names)s.")
        messages.warning(request, sentence % {"names": names_of(left)})


def list_of(shop) -> str:
    return reverse("pickup:pro_hours", args=[shop.slug]) + "#out-of-hours"


def came_from(request, shop) -> str:
    """Return the list's address if the order was opened from it, to go back there; or nothing."""
    return list_of(shop) if "liste" in request.GET else ""
