"""A signed-in person's purchases, what they ordered again, and who they are."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.legal import wordings
from marketplace.territories.models import AssociationMember
from pickup.orders.history import purchases_of
from pickup.orders.links import token_of
from pickup.orders.placing.forms import ProfileForm
from pickup.orders.placing.reorder import reorder
from pickup.views.shopper.purchase import by_link
from pickup.views.shopper.session import basket_for_writing, remember_basket
from shops.models import Shop

PAGE_SIZE = 20


@login_required
def account(request):
    mine = purchases_of(request.user).filter(territory=request.territory)
    purchases = mine.prefetch_related("orders__shop__territory", "orders__slot")
    page = Paginator(purchases, PAGE_SIZE).get_page(request.GET.get("page"))
    for purchase in page.object_list:
        purchase.token = token_of(purchase)
    context = {
        "page": page,
        "withdraw_link": wordings.WITHDRAW_LINK,
        "purchases": page.object_list,
        "shops": Shop.objects.run_by(request.user).in_territory(request.territory),
        "at_desk": AssociationMember.objects.filter(
            user=request.user, association__territory=request.territory
        ).exists(),
        "writes_pages": request.user.groups.filter(permissions__codename="access_admin").exists(),
    }
    return render(request, "pickup/account.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def profile(request):
    """Change one's names and telephone; the e-mail address is changed where it is proved."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details are kept."))
        return redirect("pickup:profile")
    status = 422 if request.method == "POST" else 200
    return render(request, "pickup/profile.html", {"form": form}, status=status)


@require_POST
@by_link
def order_again(request, token, purchase):
    """Put what is still sold into the basket, and say what is not."""
    basket = basket_for_writing(request)
    result = reorder(basket=basket, purchase=purchase)
    if result.missing:
        names = get_text_list(result.missing, _("and"))
        messages.warning(request, _("No longer to be had for now: %(names)s.") % {"names": names})
    if result.otherwise:
        names = get_text_list(result.otherwise, _("and"))
        text = _("No longer with the same options, choose them again: %(names)s.")
        messages.warning(request, text % {"names": names})
    for title, units in result.fewer:
        text = _("Only %(units)s of “%(product)s” could be put into the basket.")
        messages.warning(request, text % {"units": units, "product": title})
    if result.added or result.fewer:
        messages.success(
            request, _("Your basket is filled again, at today’s prices: choose your times.")
        )
    return remember_basket(redirect("pickup:basket"), request, basket)
