"""A product's options in the shop's space: list, add, change, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shops.access import for_shopkeepers
from shops.catalogue.options import services
from shops.catalogue.options.forms import (
    OptionForm,
    Values,
    initial_of,
    initial_values,
    values_of,
)
from shops.catalogue.options.model import MAX_OPTIONS, options_of
from shops.exceptions import OptionRefused
from shops.views.shopkeeper import product_of


@require_safe
@for_shopkeepers
def option_list(request, shop, pk):
    product = product_of(shop, pk)
    if product.is_child:
        return redirect("shops:pro_options", shop.slug, product.parent_id)
    options = options_of(product)
    context = {"shop": shop, "product": product, "options": options}
    context["is_full"] = len(options) >= MAX_OPTIONS
    return render(request, "shops/pro/options.html", context)


@for_shopkeepers
def option_add(request, shop, pk):
    product = owner_of(shop, pk)
    form = OptionForm(typed(request), initial={"kind": "one"})
    values = Values(typed(request), prefix="values")
    return saved_or_shown(request, shop, product, form, values)


@for_shopkeepers
def option_edit(request, shop, pk, key):
    product = owner_of(shop, pk)
    option = option_of(product, key)
    form = OptionForm(typed(request), initial=initial_of(option))
    values = Values(typed(request), prefix="values", initial=initial_values(option))
    return saved_or_shown(request, shop, product, form, values, option=option)


@require_POST
@for_shopkeepers
def option_remove(request, shop, pk, key):
    product = owner_of(shop, pk)
    option = option_of(product, key)
    services.remove_option(product=product, key=key)
    messages.success(request, _("“%(option)s” is no longer offered.") % {"option": option.name})
    return redirect("shops:pro_options", shop.slug, product.pk)


def saved_or_shown(request, shop, product, form, values, *, option=None):
    """Save what was typed, or show it again with what is wrong."""
    if request.method == "POST" and save(product, form, values, option):
        sentence = _("The option “%(option)s” is saved.")
        messages.success(request, sentence % {"option": form.cleaned_data["name"]})
        return redirect("shops:pro_options", shop.slug, product.pk)
    context = {
        "shop": shop,
        "product": product,
        "option": option,
        "form": form,
        "values": values,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "shops/pro/option_form.html", context, status=status)


def save(product, form, values, option) -> bool:
    if not (form.is_valid() & values.is_valid()):
        return False
    draft = form.draft(values_of(values))
    try:
        services.save_option(product=product, draft=draft, key=option.key if option else "")
    except OptionRefused as refusal:
        form.refuse(refusal)
        return False
    except KeyError as error:  # somebody removed it meanwhile
        raise Http404 from error
    return True


def typed(request):
    return request.POST if request.method == "POST" else None


def owner_of(shop, pk):
    """Return the product that options are written on; a variant has its parent's."""
    product = product_of(shop, pk)
    return product_of(shop, product.parent_id) if product.is_child else product


def option_of(product, key: str):
    for option in options_of(product):
        if option.key == key:
            return option
    raise Http404
