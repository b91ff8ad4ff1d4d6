"""The association's desk: who asks to join, who sells, what each shop still lacks."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shops.access import for_association
from shops.admission import admit_shop, change_mode, refuse_shop
from shops.admission_forms import ModeForm, RefusalForm
from shops.exceptions import TransitionRefused
from shops.identity import missing_to_sell
from shops.models import Shop
from shops.reports.models import Report

SHOWN_REPORTS = 50


@require_safe
@for_association
def desk(request, association):
    shops = shops_of(association).prefetch_related("vat_statuses")
    reports = Report.objects.in_territory(association.territory).open()
    context = {
        "association": association,
        "applications": shops.awaiting_decision().order_by("created_at", "pk"),
        "members": [(shop, missing_to_sell(shop)) for shop in shops.decided()],
        "reports": reports.select_related("shop", "product")[:SHOWN_REPORTS],
    }
    return render(request, "shops/association/desk.html", context)


@require_safe
@for_association
def desk_shop(request, association, slug):
    return show_shop(request, association, shop_of(association, slug), RefusalForm())


@require_POST
@for_association
def desk_admit(request, association, slug):
    shop = shop_of(association, slug)
    try:
        admit_shop(shop=shop, by=request.user)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(shop)s is admitted, and told so.") % {"shop": shop.name})
    return redirect("shops:desk_shop", slug)


@require_POST
@for_association
def desk_refuse(request, association, slug):
    shop = shop_of(association, slug)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return show_shop(request, association, shop, form)
    try:
        refuse_shop(shop=shop, by=request.user, reason=form.cleaned_data["reason"])
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(shop)s is refused, and told why.") % {"shop": shop.name})
    return redirect("shops:desk_shop", slug)


@require_POST
@for_association
def desk_mode(request, association, slug):
    shop = shop_of(association, slug)
    form = ModeForm(request.POST)
    try:
        if form.is_valid():
            change_mode(shop=shop, mode=form.cleaned_data["mode"], by=request.user)
            messages.success(request, _("Saved; the shop is told."))
        else:
            messages.error(request, _("Choose one of the two modes."))
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    return redirect("shops:desk_shop", slug)


def show_shop(request, association, shop, form):
    context = {
        "association": association,
        "shop": shop,
        "form": form,
        "missing": missing_to_sell(shop),
        "modes": Shop.Mode.choices,
        "transitions": shop.transitions.select_related("by"),
        "team": shop.members.select_related("user"),
    }
    status = 422 if form.errors else 200
    return render(request, "shops/association/shop.html", context, status=status)


def shops_of(association):
    return Shop.objects.in_territory(association.territory).select_related("town", "territory")


def shop_of(association, slug):
    """Return a shop of this territory; another's answers like one that does not exist."""
    return get_object_or_404(shops_of(association), slug=slug)
