"""Reserving without obligation to buy: a short form of its own, and the page of what is kept."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from oscar.core.loading import get_model

from marketplace.legal import wordings
from pickup.orders.expiry import sweep_for_product
from pickup.orders.placing.placement import Contact
from pickup.reservations.ending import cancel
from pickup.reservations.exceptions import ReservationEnded, ReservationRefused
from pickup.reservations.expiry import sweep
from pickup.reservations.forms import ReservationForm
from pickup.reservations.links import reservation_of, token_of
from pickup.reservations.models import Reservation
from pickup.reservations.offers import reservable_of
from pickup.reservations.reserving import kept_until, reserve

Product = get_model("catalogue", "Product")


def by_token(view):
    """Give the view the reservation that a signed link opens; forged or expired answers 404."""

    @never_cache
    @wraps(view)
    def opened(request, token):
        found = reservation_of(token)
        if found is None or found.shop.territory_id != request.territory.pk:
            raise Http404
        response = view(request, token, found)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


@never_cache
@require_http_methods(["GET", "POST"])
def reserve_product(request, slug):
    """Ask who comes for how many; a product that cannot be reserved has no such page."""
    shown = Product.objects.published().in_territory(request.territory).listed()
    product = get_object_or_404(shown.select_related("shop__territory"), slug=slug)
    sweep_for_product(product)
    choices = reservable_of(product)
    if not choices:
        raise Http404
    form = form_for(request, choices)
    if request.method == "POST" and form.is_valid():
        kept = put_aside(request, form)
        if kept is not None:
            return redirect("pickup:reservation", token_of(kept))
    return show_form(request, product, form)


def form_for(request, choices) -> ReservationForm:
    if request.method == "POST":
        return ReservationForm(request.POST, choices=choices)
    user, initial = request.user, {}
    if user.is_authenticated:
        initial = {"name": user.get_full_name(), "email": user.email, "phone": user.phone}
    return ReservationForm(initial=initial, choices=choices)


def put_aside(request, form):
    """Return what is kept from now on, or say on the form why nothing is."""
    data = form.cleaned_data
    try:
        return reserve(
            product=form.chosen,
            quantity=data["quantity"],
            contact=Contact(data["name"], email=data["email"], phone=data["phone"]),
            user=request.user if request.user.is_authenticated else None,
        )
    except ReservationRefused as refused:
        form.add_error(None, str(refused))
        return None


def show_form(request, product, form):
    shop = product.shop
    context = {
        "product": product,
        "shop": shop,
        "form": form,
        "until": kept_until(shop, shop.pickup_point, timezone.now()).astimezone(shop.zone),
        "wordings": wordings,
    }
    status = 422 if form.errors else 200
    return render(request, "pickup/reserve.html", context, status=status)


@require_safe
@by_token
def reservation(request, token, found):
    """Show what is kept, its code and until when; or that it has ended."""
    if sweep(Reservation.objects.filter(pk=found.pk)):
        found = reservation_of(token)
    return render(request, "pickup/reservation.html", {"token": token, "reservation": found})


@require_http_methods(["GET", "POST"])
@by_token
def give_up(request, token, found):
    """Ask once more, then give the goods up."""
    if request.method == "GET":
        context = {"token": token, "reservation": found}
        return render(request, "pickup/reservation_cancel.html", context)
    try:
        cancel(reservation=found, by=request.user if request.user.is_authenticated else None)
    except ReservationEnded as ended:
        messages.error(request, str(ended))
    else:
        messages.success(request, _("Given up. The shop is told, and nothing is due."))
    return redirect("pickup:reservation", token)
