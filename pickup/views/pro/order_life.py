"""What a shopkeeper does with an order beyond the straight way: a tap of the counter, or two."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pickup.orders.acceptance import accept_order, refuse_order
from pickup.orders.counter.absence import collect_late, mark_not_collected
from pickup.orders.counter.undo import undo_handover
from pickup.views.pro.lists import list_with
from pickup.views.pro.shopkeeper import order_of, refusal_said
from pickup.views.pro.telling import say, say_told, word_of
from shops.access import for_shopkeepers


@require_POST
@for_shopkeepers
def undo(request, shop, number):
    found = order_of(shop, number)
    with refusal_said(request):
        undo_handover(order=found, by=request.user)
        say(request, found, _("Undone: the order of %(name)s is not handed over."))
    return redirect(list_with(request, shop, found))


@for_shopkeepers
def not_collected(request, shop, number):
    """Ask once more, then give up an order whose time is over: its goods are for others again."""
    found = order_of(shop, number)
    if request.method != "POST":
        return render(request, "pickup/pro/not_collected.html", {"shop": shop, "order": found})
    with refusal_said(request):
        mark_not_collected(order=found, by=request.user)
        say(request, found, _("Noted: %(name)s did not come. The goods are for sale again."))
    return redirect(list_with(request, shop, found))


@require_POST
@for_shopkeepers
def late(request, shop, number):
    """Hand over to who comes after all; what stands in the way is said on the order's page."""
    found = order_of(shop, number)
    with refusal_said(request):
        collect_late(order=found, by=request.user)
        say(request, found, _("Handed over to %(name)s."))
        return redirect(list_with(request, shop, found))
    return redirect("pickup:pro_order", shop.slug, number)


@require_POST
@for_shopkeepers
def accept(request, shop, number):
    found = order_of(shop, number)
    with refusal_said(request):
        accept_order(order=found, by=request.user)
        say_told(request, found, _("Accepted."))
    return redirect(list_with(request, shop, found))


@for_shopkeepers
def refuse(request, shop, number):
    """Ask once more, with room for a word to the shopper, then refuse."""
    found = order_of(shop, number)
    if request.method != "POST":
        return render(request, "pickup/pro/refuse.html", {"shop": shop, "order": found})
    with refusal_said(request):
        reason = word_of(request)
        refuse_order(order=found, by=request.user, reason=reason)
        say_told(request, found, _("Refused."))
    return redirect(list_with(request, shop, found))
