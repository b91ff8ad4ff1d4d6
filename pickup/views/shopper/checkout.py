"""The last step: who comes, a true recap, and the button that binds."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.legal import wordings
from marketplace.legal.withdrawal import has_right, withdrawal_sentence
from pickup.exceptions import BasketUnusable, PlacementRefused, RecapChanged
from pickup.orders.links import token_of
from pickup.orders.models import BasketChoice, Purchase
from pickup.orders.placing.basket import (
    ShopPart,
    group_by_shop,
    shops_of,
    with_strategy,
)
from pickup.orders.placing.forms import CheckoutForm
from pickup.orders.placing.placement import Contact, place_purchase
from pickup.orders.placing.recap import fingerprint
from pickup.orders.placing.scarce import gone_message
from pickup.orders.placing.weighed_basket import at_most_of
from pickup.orders.service_times.sequence import arrange
from pickup.views.shopper.basket import show_basket
from pickup.views.shopper.session import current_basket, forget_basket, read_basket_id, sign_basket

Basket = get_model("basket", "Basket")


def checkout(request):
    if request.method == "POST":
        return place(request)
    basket = current_basket(request)
    parts = chosen_parts(basket) if basket.pk else []
    if not parts or any(part.slot is None for part in parts):
        return redirect("pickup:basket")
    known = known_of(request.user) | request.session.get("checkout", {})
    form = CheckoutForm(initial=known, shops=[part.shop for part in parts])
    return show_recap(request, basket, parts, form)


def place(request):
    """Order, or show the recap again with what is missing; a second click finds the first."""
    basket = basket_of_form(request)
    if basket.status != Basket.OPEN:
        return already_left(request, basket)
    form = CheckoutForm(request.POST, shops=shops_of(basket))
    if not form.is_valid():
        return show_again(request, basket, form, status=422)
    try:
        return order(request, basket, form)
    except RecapChanged:
        return show_again(request, basket, form, changed=True, status=422)


def order(request, basket, form):
    data = form.cleaned_data
    try:
        placement = place_purchase(
            basket=basket,
            territory=request.territory,
            contact=Contact(data["name"], data["email"], data["phone"]),
            user=request.user if request.user.is_authenticated else None,
            notes=form.notes(),
            shown=request.POST.get("shown", ""),
        )
    except PlacementRefused as refused:
        return refused_page(request, basket, form, refused)
    except BasketUnusable:
        return redirect("pickup:basket")
    request.session.pop("checkout", None)
    return confirmed(placement.purchase)


def refused_page(request, basket, form, refused):
    """Say which line or time stands in the way; where it can be mended, show the basket."""
    keep_typed(request, form.fields)
    busy = [problem.message for problem in refused.problems if problem.kind == "busy"]
    if busy:
        return show_again(request, basket, form, notice=busy[0], status=409)
    return show_basket(request, problems=refused.problems, status=409)


def show_again(request, basket, form, *, changed=False, **how):
    """Show the recap as it stands by now; a time that is gone has to be chosen first."""
    parts = chosen_parts(basket)
    if not parts:
        return redirect("pickup:basket")
    if any(part.slot is None for part in parts):
        return gone_times(request, parts)
    changed = changed or request.POST.get("shown", "") != fingerprint(parts)
    return show_recap(request, basket, parts, form, changed=changed, **how)


def gone_times(request, parts):
    """Offer other times where a shop has taken away the one that was chosen."""
    keep_typed(request, CheckoutForm(shops=[part.shop for part in parts]).fields)
    gone = {part.shop.pk: gone_message(part.shop) for part in parts if part.slot is None}
    return show_basket(request, slot_errors=gone, status=409)


def basket_of_form(request):
    """Return the basket that the recap showed; its token was signed for this visitor."""
    pk = read_basket_id(request.POST.get("basket", ""))
    basket = Basket.objects.filter(pk=pk).first() if pk else None
    owner = request.user.pk if request.user.is_authenticated else None
    if basket is None or basket.owner_id not in (None, owner):
        raise Http404
    return with_strategy(basket)


def already_left(request, basket):
    """A second click finds its purchase; after signing in, the basket went into one's own."""
    purchase = Purchase.objects.filter(basket=basket).first()
    if purchase:
        return confirmed(purchase)
    keep_typed(request, CheckoutForm.base_fields)
    messages.info(request, _("Your basket has moved to your account: please look at it again."))
    return redirect("pickup:basket")


def keep_typed(request, names) -> None:
    """Keep what was typed in the visitor's session for the next try."""
    request.session["checkout"] = {name: request.POST.get(name, "") for name in names}


def confirmed(purchase):
    return forget_basket(redirect("pickup:confirmation", token_of(purchase)))


def chosen_parts(basket) -> list[ShopPart]:
    """Return the basket by shop with the stored choices: the recap shows nothing else."""
    parts = group_by_shop(basket.all_lines())
    choices = BasketChoice.objects.filter(basket=basket).select_related("slot__point")
    chosen = {choice.shop_id: choice.slot for choice in choices}
    for part in parts:
        part.slot = chosen.get(part.shop.pk)
        if part.slot:
            arrange(part.lines, part.slot.start)
        dress_for_recap(part)
    return parts


def dress_for_recap(part: ShopPart) -> None:
    """Put onto lines what a recap shows of each."""
    for line in part.lines:
        line.at_most = at_most_of(line)
        line.withdrawal = withdrawal_sentence(line.product.withdrawal_regime)


def any_right(parts: list[ShopPart]) -> bool:
    regimes = {line.product.withdrawal_regime for part in parts for line in part.lines}
    return any(map(has_right, regimes))


def known_of(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    return {"name": user.get_full_name(), "email": user.email, "phone": user.phone}


def show_recap(request, basket, parts, form, *, changed=False, notice="", status=200):
    if changed:
        notice = _("Something changed since you read this page: please read it again.")
    context = {
        "parts": parts,
        "form": form,
        "total": sum((part.total for part in parts), Decimal(0)),
        "is_estimate": any(part.is_estimate for part in parts),
        "at_most": sum((part.at_most for part in parts), Decimal(0)),
        "basket_token": sign_basket(basket),
        "shown": fingerprint(parts),
        "notice": notice,
        "now": timezone.now(),
        "order_button": wordings.ORDER_BUTTON,
        "pay_in_store": wordings.PAY_IN_STORE,
        "phone_purpose": wordings.PHONE_PURPOSE,
        "withdraw_where": wordings.WITHDRAW_WHERE if any_right(parts) else "",
        "guarantee": wordings.EU_GUARANTEE_NOTICE,
    }
    return render(request, "pickup/checkout.html", context, status=status)
