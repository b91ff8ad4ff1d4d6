"""Writing about an order: from its page in the shop's space, and from the shopper's link."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pickup.exceptions import MessageRefused
from pickup.orders.conversation import write_message
from pickup.views.pro.shopkeeper import order_of, show_order
from pickup.views.shopper.purchase import by_link, orders_of, show
from shops.access import for_shopkeepers


@require_POST
@for_shopkeepers
def pro_message(request, shop, number):
    order = order_of(shop, number)
    text = request.POST.get("text", "")
    try:
        write_message(order=order, text=text, by_shop=True, author=request.user)
    except MessageRefused as refused:
        refusal = {"typed": text.replace("\0", ""), "message_error": str(refused)}
        return show_order(request, shop, order, status=422, **refusal)
    say = _("Sent to %(name)s.")
    messages.success(request, say % {"name": order.purchase.name})
    return redirect("pickup:pro_order", shop.slug, number)


@require_POST
@by_link
def message(request, token, purchase, number):
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    author = request.user if request.user.pk else None
    text = request.POST.get("text", "")
    try:
        write_message(order=order, text=text, by_shop=False, author=author)
    except MessageRefused as refused:
        return refused_page(request, token, purchase, number, text, str(refused))
    messages.success(request, _("Sent to %(shop)s.") % {"shop": order.shop.name})
    return redirect("pickup:purchase", token)


def refused_page(request, token, purchase, number, text, reason):
    """Show the orders again, with what was typed at the one it was about."""
    orders = orders_of(purchase)
    for order in orders:
        if order.number == number:
            order.typed, order.message_error = text.replace("\0", ""), reason
    return show(request, "pickup/purchase.html", token, purchase, orders, status=422)
