"""A product's options once more, where what was chosen cannot go into the basket like that."""

from __future__ import annotations

from django.shortcuts import render

from shops.catalogue.options.fields import fields_of
from shops.catalogue.options.model import options_of
from shops.oscar.partner.strategy import sole_stockrecord


def show_choices(request, product, picked, *, errors=None, quantity_error=""):
    """Show the form of the product's page with what was typed, and what is wrong beside it."""
    record = sole_stockrecord(product)
    context = {
        "product": product,
        "page_of": product.parent if product.is_child else product,
        "shop": product.shop,
        "price": record.price if record else None,
        "options": fields_of(options_of(product), picked, errors),
        "quantity": request.POST.get("quantity", "1").replace("\0", "")[:9],
        "quantity_error": quantity_error,
    }
    return render(request, "pickup/choose.html", context, status=422)
