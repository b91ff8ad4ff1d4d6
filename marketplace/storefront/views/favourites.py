"""A person's favourite shops and products, and the button that makes one.

The pages of shops and products are the same for everybody and carry no cookie: their button is
a plain form, which a script replaces by the person's own.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods
from oscar.core.loading import get_model

from marketplace.storefront import queries, ranking
from marketplace.storefront.cards import product_cards, shop_cards
from pickup.views.numbers import whole_number
from pickup.views.shopper.basket import refuse_other_sites
from shops.favourites.services import is_kept, keep, let_go
from shops.models import Shop

Product = get_model("catalogue", "Product")

MOST_SHOWN = 200


@login_required
@require_GET
def favourites(request):
    """Show what the person keeps, each with its next collection."""
    now = timezone.now()
    shops = queries.shops_with_hours(request.territory).filter(favourites__user=request.user)
    kept = queries.shown_products(request.territory).filter(favourites__user=request.user)
    sellers = ranking.answering_shops(request.territory, now=now)
    products = ranking.ranked_slice(kept, sellers, start=0, stop=MOST_SHOWN)
    context = {
        "shops": shop_cards(shops, now=now),
        "products": product_cards(products, now=now),
    }
    return render(request, "storefront/favourites.html", context)


@never_cache
@require_GET
def button(request):
    """Answer the person's own button; nothing to who is not signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    target = target_of(request, request.GET)
    kept = is_kept(user=request.user, target=target)
    return render(
        request, "storefront/_favourite.html", describe(target) | {"kept": kept, "own": True}
    )


@csrf_exempt  # checked by origin, as the basket's button: the page around it has no token
@never_cache
@require_http_methods(["GET", "POST"])
def change(request):
    """Keep or let go of a shop or product; who must sign in first confirms afterwards."""
    data = request.POST if request.method == "POST" else request.GET
    target = target_of(request, data)
    if not request.user.is_authenticated:
        return redirect_to_login(f"{request.path}?{urlencode(describe(target)['value'])}")
    if request.method == "GET":
        return render(request, "storefront/favourite_confirm.html", describe(target))
    refuse_other_sites(request)
    if "remove" in data:
        let_go(user=request.user, target=target)
    else:
        keep(user=request.user, target=target, now=timezone.now())
    return answer(request, target, removed="remove" in data)


def answer(request, target, *, removed: bool):
    """Lead back to the page where a script shows the change, else to the list with a word."""
    if "stay" in request.POST:
        return redirect(target.get_absolute_url())
    text = (
        _("“%(name)s” is no longer among your favourites.")
        if removed
        else _("“%(name)s” is among your favourites.")
    )
    messages.success(request, text % {"name": target})
    return redirect("storefront:favourites")


def target_of(request, data) -> Any:
    """Return the shop or product that a form or address names, or answer 404."""
    shops = Shop.objects.visible().in_territory(request.territory)
    products = Product.objects.published().in_territory(request.territory).listed()
    for name, things in (("shop", shops), ("product", products)):
        pk = whole_number(data.get(name))
        found = things.filter(pk=pk).first() if pk and pk > 0 else None
        if found:
            return found
    raise Http404


def describe(target) -> dict[str, Any]:
    name = "shop" if isinstance(target, Shop) else "product"
    return {"target": target, "name": name, "value": {name: target.pk}}
