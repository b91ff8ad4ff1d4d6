"""More products for an order, by its link, until the cut-off: chosen, read once more, ordered."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.legal import wordings
from pickup.exceptions import PlacementRefused, RecapChanged, TransitionRefused
from pickup.orders.changes.addable import goods_for, shortages, wished_goods, wished_part
from pickup.orders.changes.adding import add_products, is_added
from pickup.orders.changes.changing import why_unchangeable
from pickup.orders.counter.replays import read_nonce
from pickup.orders.placing.order_book import WishRefused
from pickup.orders.placing.recap import fingerprint
from pickup.views.pro.order_book import Refusal
from pickup.views.shopper.checkout import any_right, dress_for_recap
from pickup.views.shopper.purchase import by_link
from pickup.views.tiles import OPTION, QUANTITY, read_wishes, tiles_of, typed_numbers


@by_link
def add(request, token, purchase, number):
    """Show the goods, then what is chosen with the button that binds; twice counts once."""
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    key = read_nonce(request.POST.get("key", ""))
    if key and is_added(order, key):
        return added(request, token)
    why_not = why_unchangeable(order, now=timezone.now())
    page = {"token": token, "order": order, "why_not": why_not}
    if request.method != "POST" or "correct" in request.POST:
        return show_goods(request, page)
    if why_not:
        return show_goods(request, page, Refusal())
    try:
        return add_as_read(request, page, key)
    except RecapChanged:
        # At this very moment: as it is read anew, it was never shown.
        _wishes, part, refusal = read(order, request.POST)
        return show_recap(request, page, part) if part else show_goods(request, page, refusal)


def add_as_read(request, page, key):
    """Add what was read; show what was not, or what stands in the way."""
    order = page["order"]
    wishes, part, refusal = read(order, request.POST)
    if part and (key is None or request.POST.get("shown") != fingerprint([part])):
        return show_recap(request, page, part)
    if part and order_more(order, wishes, key, refusal, shown=request.POST["shown"]):
        return added(request, page["token"])
    return show_goods(request, page, refusal)


def added(request, token):
    messages.success(request, _("It is added to your order, and the shop is told."))
    return redirect("pickup:purchase", token)


def read(order, data):
    """Return what is wished, as a recap shows it, or None with the reasons where they belong."""
    now = timezone.now()
    goods = wished_goods(order, typed_products(data))
    wishes, wrong = read_wishes(goods, data)
    refusal = Refusal(products=wrong | shortages(order, goods, wishes, now=now))
    if not wishes and not wrong:
        refusal.whole.append(_("Write how many you would like of a product."))
    part = None if refusal.stands else chosen_part(order, wishes, goods, refusal)
    return wishes, part, refusal


def typed_products(data) -> set[int]:
    return {pk for pk, _row, _text in typed_numbers(data)}


def chosen_part(order, wishes, goods, refusal: Refusal):
    try:
        part = wished_part(order, wishes, goods)
    except WishRefused as refused:
        refusal.of_wishes(refused)
        return None
    dress_for_recap(part)
    return part


def order_more(order, wishes, key, refusal: Refusal, *, shown: str) -> bool:
    """Add it; where something stands in the way, put it where it belongs."""
    try:
        add_products(order=order, wishes=wishes, key=key, shown=shown)
    except WishRefused as refused:
        refusal.of_wishes(refused)
    except PlacementRefused as refused:
        refusal.of_problems(refused.problems)
    except TransitionRefused as refused:
        refusal.whole.append(str(refused))
    return not refusal.stands


def show_goods(request, page, refusal: Refusal | None = None):
    """Show what can be added, and whatever was typed with what is wrong with it."""
    asked, typed = refusal or Refusal(), typed_products(request.POST)
    goods = goods_for(page["order"], now=timezone.now(), also=typed)
    shown = {one.pk for one in goods}
    tiles = tiles_of(goods, request.POST, errors=asked.products, of_options=asked.options)
    gone = [words for pk, words in asked.products.items() if pk not in shown]
    context = page | {"tiles": tiles, "refused": refusal, "whole": [*asked.whole, *gone]}
    return render(request, "pickup/add.html", context, status=422 if refusal else 200)


def show_recap(request, page, part):
    """Show what binds; of what was read before, say that it has changed."""
    total = page["order"].due_incl_tax + part.total
    context = page | {
        "part": part,
        "total": total,
        "is_estimate": part.is_estimate or page["order"].due_is_estimate,
        "at_most": total - part.total + part.at_most,
        "typed": typed_fields(request.POST),
        "key": uuid4(),
        "shown": fingerprint([part]),
        "changed": "shown" in request.POST,
        "order_button": wordings.ORDER_BUTTON,
        "pay_in_store": wordings.PAY_IN_STORE,
        "withdraw_where": wordings.WITHDRAW_WHERE if any_right([part]) else "",
    }
    return render(request, "pickup/add_recap.html", context)


def typed_fields(data) -> list[tuple[str, str]]:
    """Return what was typed of goods, to be sent once more with the button that binds."""
    names = [name for name in data if name.startswith((QUANTITY, OPTION))]
    return [(name, value) for name in names for value in data.getlist(name) if value]
