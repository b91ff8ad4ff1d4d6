"""The basket, grouped by shop, where the time and the way of paying are chosen."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from oscar.core.loading import get_model

from marketplace.territories.middleware import with_known_territory
from pickup.exceptions import SlotUnavailable
from pickup.orders.placing import basket as baskets
from pickup.orders.placing.apart import starts_alone
from pickup.orders.placing.weighed_basket import at_most_of
from pickup.orders.service_times.sequence import in_sequence
from pickup.views.numbers import whole_number
from pickup.views.shopper.choosing import show_choices
from pickup.views.shopper.session import basket_for_writing, current_basket, remember_basket
from shops.catalogue.options.fields import picked_of
from shops.catalogue.options.model import options_of
from shops.catalogue.words import say_minutes
from shops.exceptions import ChoiceRefused, OutOfStock

Product = get_model("catalogue", "Product")
Line = get_model("basket", "Line")


@with_known_territory
@require_GET
def basket(request):
    return show_basket(request)


@with_known_territory
@csrf_exempt
@require_POST
def add(request):
    """Add a product; checked by origin, so that product pages stay free of cookies."""
    refuse_other_sites(request)
    pk = whole_number(request.POST.get("product")) or 0
    products = Product.objects.in_territory(request.territory).select_related("shop", "parent")
    product = products.filter(pk=pk).first()
    if product is None:
        return show_basket(request, error=_("This product is no longer sold here."), status=422)
    picked = picked_of(request.POST)
    try:
        error = try_to_add(request, product, picked)
    except ChoiceRefused as refused:
        return show_choices(request, product, picked, errors=refused.by_option)
    if error and options_of(product):
        return show_choices(request, product, picked, quantity_error=error)
    if error:
        return show_basket(request, error=error, status=422)
    return remember_basket(redirect("pickup:basket"), request, current_basket(request))


def try_to_add(request, product, picked) -> str:
    """Put it into the basket; returns what stood in the way."""
    quantity = whole_number(request.POST.get("quantity", "1"))
    if quantity is None or quantity < 1:
        return _("Choose a quantity of 1 or more.")
    basket = basket_for_writing(request)
    try:
        baskets.add_to_basket(basket=basket, product=product, quantity=quantity, picked=picked)
    except Product.DoesNotExist:
        return _("“%(product)s” cannot be ordered at this moment.") % {"product": product}
    except OutOfStock:
        return not_enough(product)
    return ""


def not_enough(product) -> str:
    record = product.stockrecords.get()
    left = baskets.MAX_QUANTITY
    if record.num_in_stock is not None:
        left = min(left, record.net_stock_level)
    if left <= 0:
        return _("“%(product)s” is sold out.") % {"product": product}
    return _("Only %(left)s of “%(product)s” can be ordered.") % {"product": product, "left": left}


@with_known_territory
@require_POST
def line(request, pk):
    """Change a line's quantity, or take it out; what is refused is said beside the line."""
    quantity = 0 if "remove" in request.POST else whole_number(request.POST.get("quantity"))
    if quantity is None or quantity < 0:
        return show_basket(request, line_errors={pk: _("Write a whole number.")}, status=422)
    try:
        baskets.set_quantity(basket=current_basket(request), line_id=pk, quantity=quantity)
    except Line.DoesNotExist:
        return redirect("pickup:basket")
    except OutOfStock:
        product = Line.objects.select_related("product").get(pk=pk).product
        return show_basket(request, line_errors={pk: not_enough(product)}, status=422)
    return redirect("pickup:basket")


@with_known_territory
@require_POST
def proceed(request):
    """Keep the chosen times and go on to the last step."""
    now, open_basket = timezone.now(), current_basket(request)
    parts = baskets.parts_for_page(open_basket, now=now) if open_basket.pk else []
    slot_errors = {}
    for part in parts:
        slot_id = whole_number(request.POST.get(f"slot-{part.shop.pk}"))
        try:
            baskets.choose_slot(basket=open_basket, part=part, slot_id=slot_id or 0, now=now)
        except SlotUnavailable:
            slot_errors[part.shop.pk] = _("This time is no longer free: here are the next ones.")
    if slot_errors or not parts or any(unsellable(part) for part in parts):
        return show_basket(request, slot_errors=slot_errors, status=422)
    return redirect("pickup:checkout")


def show_basket(request, *, error="", line_errors=None, slot_errors=None, problems=(), status=200):
    """Render the basket with what is wrong beside each line and shop."""
    current = current_basket(request)
    current._lines = None
    now = timezone.now()
    parts = baskets.parts_for_page(current, now=now) if current.pk else []
    prefetch_related_objects([line for part in parts for line in part.lines], "product__images")
    lines, slots = dict(line_errors or {}), dict(slot_errors or {})
    for problem in problems:
        if problem.line is not None:
            lines[problem.line.pk] = problem.message
        elif problem.shop is not None:
            slots[problem.shop.pk] = problem.message
    for part in parts:
        dress(part, lines, slots)
        part.alone = [] if part.slots else starts_alone(part, now=now)
        for line in part.lines:
            line.at_most = at_most_of(line)
    context = {
        "parts": parts,
        "total": sum((part.total for part in parts), Decimal(0)),
        "is_estimate": any(part.is_estimate for part in parts),
        "at_most": sum((part.at_most for part in parts), Decimal(0)),
        "fees": Decimal(0),
        "error": error,
        "blocked": not parts or any(part.blocked for part in parts),
        "has_errors": bool(error or lines or slots),
    }
    return render(request, "pickup/basket.html", context, status=status)


def dress(part, line_errors, slot_errors) -> None:
    """Put onto a part what its panel shows."""
    part.slot_error = slot_errors.get(part.shop.pk, "")
    part.blocked = unsellable(part)
    for line, stretch in in_sequence(part.lines):
        line.begins_after = say_minutes(stretch.shift) if stretch.shift else ""
    for line in part.lines:
        line.error = line_errors.get(line.pk, "") or " ".join(line.choice.problems)
        if not line.error and not line.product.is_on_sale:
            line.error = _("No longer sold: remove it to go on.")


def unsellable(part) -> bool:
    gone = any(not line.product.is_on_sale or line.choice.problems for line in part.lines)
    return gone or not part.open_to_orders or not part.slots


def refuse_other_sites(request) -> None:
    """Refuse a form sent from another site (the product page has no token to check)."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    foreign = origin and origin != "null" and urlsplit(origin).netloc != request.get_host()
    if site in ("cross-site", "same-site") or foreign or origin == "null":
        raise PermissionDenied
