"""« Comment vous acceptez et gardez les commandes »."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pickup.slots.schedule import ensure_point
from pickup.slots.terms import TermsForm, set_terms, terms_of
from shops.access import for_shopkeepers


@for_shopkeepers
def terms(request, shop):
    point, sent = ensure_point(shop), request.method == "POST"
    form = TermsForm(request.POST if sent else None, initial=terms_of(point))
    if not sent or not form.is_valid():
        context = {"shop": shop, "form": form}
        return render(request, "pickup/pro/terms.html", context, status=422 if sent else 200)
    set_terms(point=point, **form.cleaned_data)
    messages.success(request, _("Saved: it holds for orders to come."))
    return redirect("pickup:pro_hours", shop.slug)
