"""The association's dashboard: figures, whom to call, files to take along, letters to read."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pickup.figures import exports
from pickup.figures.attention import ToCall, shops_to_call
from pickup.figures.dashboard import dashboard_of
from pickup.figures.forms import CallForm
from pickup.figures.letters import letter_of, render_letter
from pickup.figures.models import ShopCall
from pickup.figures.periods import last_month
from pickup.figures.services import (
    UNDO,
    log_call,
    publish_numbers,
    take_back_call,
    wants_letter,
)
from pickup.figures.spreadsheets import csv_response
from shops.access import for_association
from shops.models import Shop

CALLS_SHOWN = 10


@require_safe
@for_association
def dashboard(request, association):
    return show(request, association)


@require_POST
@for_association
def call(request, association, slug):
    shop = get_object_or_404(_shops(association), slug=slug)
    form = CallForm(request.POST)
    if not form.is_valid():
        return show(request, association, refused=(shop, form), status=422)
    log_call(shop=shop, by=request.user, **form.cleaned_data)
    messages.success(
        request, _("Noted: %(shop)s leaves the list for 14 days.") % {"shop": shop.name}
    )
    return redirect("pickup:desk_figures")


@require_POST
@for_association
def call_undo(request, association, pk):
    calls = ShopCall.objects.filter(shop__in=_shops(association))
    if take_back_call(call=get_object_or_404(calls, pk=pk), by=request.user):
        messages.success(request, _("The call is taken back."))
    else:
        messages.error(request, _("Only your own call of the last 24 hours can be taken back."))
    return redirect("pickup:desk_figures")


@require_POST
@for_association
def publish(request, association):
    public = request.POST.get("public") == "1"
    publish_numbers(association=association, public=public)
    if public:
        messages.success(request, _("The open numbers are public from now on."))
    else:
        messages.success(request, _("The open numbers are no longer public."))
    return redirect("pickup:desk_figures")


@require_safe
@for_association
def shops_csv(request, association):
    rows = exports.shop_rows(association.territory, now=timezone.now())
    return csv_response(_name(association, "commerces"), exports.shop_header(), rows)


@require_safe
@for_association
def orders_csv(request, association):
    rows = exports.order_rows(association.territory)
    return csv_response(_name(association, "commandes"), exports.order_header(), rows)


@require_safe
@for_association
def products_csv(request, association):
    rows = exports.product_rows(association.territory, now=timezone.now())
    return csv_response(_name(association, "produits"), exports.product_header(), rows)


@require_safe
@for_association
def letter(request, association, slug):
    """Show last month's letter of a shop, as it would be written now."""
    shops = _shops(association).select_related("territory__association", "town")
    shop = get_object_or_404(shops, slug=slug)
    now = timezone.now()
    mail = render_letter(letter_of(shop, last_month(now=now, zone=shop.zone), now=now))
    context = {
        "association": association,
        "shop": shop,
        "mail": mail,
        # A link opens in the window, not in the frame.
        "preview": mail.html.replace("<head>", '<head><base target="_top">', 1),
        "wanted": wants_letter(shop),
    }
    return render(request, "pickup/association/letter.html", context)


def show(request, association, *, refused=None, status=200):
    now = timezone.now()
    territory = association.territory
    calls = ShopCall.objects.filter(shop__territory=territory).select_related("shop", "by")
    refused_shop, form = refused or (None, None)
    to_call = shops_to_call(territory, now=now)
    if refused_shop and refused_shop not in [one.shop for one in to_call]:
        # Called by somebody else meanwhile: what was typed must not be lost.
        to_call.insert(0, ToCall(refused_shop, []))
    context = {
        "association": association,
        "dashboard": dashboard_of(territory, now=now),
        "to_call": to_call,
        "refused_shop": refused_shop,
        "form": form,
        "calls": calls[:CALLS_SHOWN],
        "undo_since": now - UNDO,
        "letter_shops": _shops(association).order_by("name"),
    }
    return render(request, "pickup/association/figures.html", context, status=status)


def _shops(association):
    return Shop.objects.visible().in_territory(association.territory)


def _name(association, what: str) -> str:
    day = timezone.localdate(timezone=association.territory.zone)
    return f"{association.territory.slug}-{what}-{day:%Y-%m-%d}"
