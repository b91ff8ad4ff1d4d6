"""A shop's own sheet: what it says of itself, and what is missing before it may sell."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shops.access import for_shopkeepers, runs_team
from shops.admission_forms import ShopSheetForm
from shops.identity import missing_to_sell, update_shop_sheet


@for_shopkeepers
def sheet(request, shop):
    form = ShopSheetForm(request.POST or None, request.FILES or None, instance=copy(shop))
    if form.is_valid():
        update_shop_sheet(
            shop=shop,
            facts=form.facts(),
            vat_regime=form.cleaned_data["vat_regime"],
            vat_since=form.cleaned_data["vat_since"],
            picture=form.cleaned_data["picture_file"] or None,
        )
        messages.success(request, _("Saved."))
        return redirect("shops:pro_shop", shop.slug)
    context = {
        "shop": shop,
        "form": form,
        "missing": missing_to_sell(shop),
        "is_owner": runs_team(request, shop),
    }
    return render(request, "shops/pro/shop.html", context, status=422 if form.errors else 200)
