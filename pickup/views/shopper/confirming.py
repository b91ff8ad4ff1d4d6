"""A guest's « yes, it is me », from the link of the message."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pickup.orders.holds import confirm_purchase, is_to_confirm
from pickup.orders.links import CONFIRM_SALT, purchase_of, token_of
from pickup.views.shopper.purchase import orders_of


def confirm(request, token):
    """Confirm by POST: a program that opens the links of a mailbox confirms nothing.

    The page sends itself where there is JavaScript, so that one tap in the mail is enough.
    """
    purchase = purchase_of(token, salt=CONFIRM_SALT)
    if purchase is None or purchase.territory_id != request.territory.pk:
        raise Http404
    orders = orders_of(purchase)
    if not is_to_confirm(orders):
        # Confirmed before, or cancelled: the page says which.
        return redirect("pickup:purchase", token_of(purchase))
    if request.method == "POST":
        say_confirmed(request, confirm_purchase(purchase=purchase, now=timezone.now()))
        return redirect("pickup:purchase", token_of(purchase))
    response = render(request, "pickup/confirm.html", {"purchase": purchase, "orders": orders})
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def say_confirmed(request, gone: list[str]) -> None:
    again = _("“Order again” fills your basket with what is left: choose another time.")
    for sentence in gone:
        messages.error(request, f"{sentence} {again}")
    if not gone:
        messages.success(request, _("Thank you, that is noted."))
