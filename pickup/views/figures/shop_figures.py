"""« Vos chiffres » for the shopkeeper, and the way out of the monthly letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pickup.figures.periods import last_months, parse_month
from pickup.figures.services import choose_letter, shop_of_letter, wants_letter
from pickup.figures.shop_screen import screen_of
from shops.access import for_shopkeepers

MONTHS = 12


@require_safe
@for_shopkeepers
def figures(request, shop):
    now = timezone.now()
    months = last_months(MONTHS, now=now, zone=shop.zone)
    context = {
        "shop": shop,
        "screen": screen_of(shop, months, chosen=_chosen(request, shop, months), now=now),
        "wants_letter": wants_letter(shop),
    }
    return render(request, "pickup/pro/figures.html", context)


@require_POST
@for_shopkeepers
def letter_choice(request, shop):
    wanted = request.POST.get("wanted") == "1"
    choose_letter(shop=shop, wanted=wanted)
    if wanted:
        messages.success(request, _("The letter comes on the first of each month."))
    else:
        messages.success(request, _("No more letters; your numbers stay on this page."))
    return redirect("pickup:pro_figures", shop.slug)


@csrf_exempt  # the signed link is the proof: mail programs post without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_stop(request, token):
    """Ask before declining: link checkers open every link of a mail, and must change nothing."""
    shop = shop_of_letter(token, territory=request.territory)
    if shop is None:
        raise Http404
    if request.method == "POST":
        choose_letter(shop=shop, wanted=request.POST.get("wanted") == "1")
    context = {"shop": shop, "token": token, "wanted": wants_letter(shop)}
    return render(request, "pickup/letter_stop.html", context)


def _chosen(request, shop, months):
    """Return the month asked for, where it is one of those shown; else the current one."""
    try:
        asked = parse_month(request.GET.get("mois", ""), shop.zone)
    except ValueError:
        return months[-1]
    return asked if asked in months else months[-1]
