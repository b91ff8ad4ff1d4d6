"""What a shopkeeper does with an order beyond the straight way: each one tap of the counter."""

from __future__ import annotations

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pickup.orders.undo import undo_handover
from pickup.views.shopkeeper import order_of, refusal_said, say
from shops.access import for_shopkeepers


@require_POST
@for_shopkeepers
def undo(request, shop, number):
    found = order_of(shop, number)
    with refusal_said(request):
        undo_handover(order=found, by=request.user)
        say(request, found, _("Undone: the order of %(name)s is not handed over."))
    return redirect("pickup:pro_today", shop.slug)
