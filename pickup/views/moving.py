"""Another time for an order: chosen by the shop, or by the shopper until the cut-off."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pickup.exceptions import SlotUnavailable, TransitionRefused
from pickup.orders.changes.moving import move_by_shop, move_by_shopper, slots_for_move
from pickup.slots.choices import SlotChoices
from pickup.views.pro.displaced import came_from
from pickup.views.pro.shopkeeper import order_of
from pickup.views.pro.telling import say_told, word_of
from pickup.views.shopper.purchase import by_link
from shops.access import for_shopkeepers


@for_shopkeepers
def pro_move(request, shop, number):
    order = order_of(shop, number)
    slots = slots_for_move(order, by_shop=True)
    context = {
        "shop": shop,
        "order": order,
        "choices": SlotChoices(slots),
        "back": came_from(request, shop),
    }
    if request.method != "POST":
        return render(request, "pickup/pro/move.html", context)
    reason = word_of(request)
    error = moved(
        request,
        slots,
        lambda slot: move_by_shop(order=order, slot=slot, by=request.user, reason=reason),
    )
    if error:
        choices = SlotChoices(slots_for_move(order, by_shop=True))
        context |= {"choices": choices, "error": error, "reason": reason}
        return render(request, "pickup/pro/move.html", context, status=422)
    say_told(request, order, _("Moved."))
    return redirect(context["back"] or reverse("pickup:pro_order", args=[shop.slug, number]))


@by_link
def move(request, token, purchase, number):
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    slots = slots_for_move(order, by_shop=False)
    context = {"token": token, "order": order, "choices": SlotChoices(slots)}
    if request.method != "POST":
        return render(request, "pickup/move.html", context)
    by = request.user if request.user.pk else None
    error = moved(request, slots, lambda slot: move_by_shopper(order=order, slot=slot, by=by))
    if error:
        context |= {"choices": SlotChoices(slots_for_move(order, by_shop=False)), "error": error}
        return render(request, "pickup/move.html", context, status=422)
    messages.success(request, _("Your time is changed, and the shop is told."))
    return redirect("pickup:purchase", token)


def moved(request, slots, carry_out) -> str:
    """Move to the slot that was chosen; returns what to say beside the choice where it failed."""
    chosen = next((one for one in slots if str(one.pk) == request.POST.get("slot")), None)
    if chosen is None:
        return _("Choose one of these times.")
    try:
        carry_out(chosen)
    except SlotUnavailable:
        return _("This time has just been taken: choose another one.")
    except TransitionRefused as refused:
        return str(refused)
    return ""
