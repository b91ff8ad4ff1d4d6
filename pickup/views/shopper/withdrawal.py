"""Withdrawing from a contract: the order is found, its lines chosen, said again, confirmed."""

from __future__ import annotations

from functools import wraps

from django.db import OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from oscar.core.loading import get_model

from marketplace.legal import wordings
from pickup.exceptions import TooManyAttempts
from pickup.orders.history import purchases_of
from pickup.orders.states import LineState
from pickup.views.shopper.purchase import by_link
from pickup.withdrawals.exceptions import (
    AlreadyWithdrawn,
    NothingChosen,
    OrderNotFound,
    WithdrawalRefused,
)
from pickup.withdrawals.forms import LookupForm, WithdrawalForm
from pickup.withdrawals.lookup import key_of, opened_by, order_by_contact
from pickup.withdrawals.rights import rights_of
from pickup.withdrawals.services import withdraw

Order = get_model("order", "Order")
MINE_SHOWN = 20


def by_key(view):
    """Give the view the order that a key opens; a forged or expired key answers 404."""

    @never_cache
    @wraps(view)
    def opened(request, key):
        found = opened_by(key, request.territory)
        if found is None:
            raise Http404
        response = view(request, key, found)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


@never_cache
@require_http_methods(["GET", "POST"])
def find(request):
    """Find an order by its number and what was left with it; one's own are listed."""
    form = LookupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        order = looked_up(request, form)
        if order is not None:
            return redirect("pickup:withdraw", key_of(order, known=False))
    context = {"form": form, "mine": own_orders(request), "law": wordings}
    status = 422 if request.method == "POST" else 200
    return render(request, "pickup/withdraw_find.html", context, status=status)


def looked_up(request, form):
    """Return the order, or say on the form why not: the same for a wrong number and address."""
    try:
        return order_by_contact(territory=request.territory, **form.cleaned_data)
    except OrderNotFound:
        form.add_error(
            None,
            _("No order has this number with this email or telephone: check both."),
        )
    except TooManyAttempts as limit:
        text = ngettext(
            "Too many attempts: wait %(n)s minute, or use the link in your confirmation.",
            "Too many attempts: wait %(n)s minutes, or use the link in your confirmation.",
            limit.minutes,
        )
        form.add_error(None, text % {"n": limit.minutes})
    return None


def own_orders(request):
    """Return the latest orders of who is signed in that can still be withdrawn from."""
    if not request.user.is_authenticated:
        return []
    latest = purchases_of(request.user).filter(territory=request.territory)[:MINE_SHOWN]
    orders = Order.objects.filter(purchase__in=list(latest))
    now = timezone.now()
    mine = []
    orders = orders.with_details().prefetch_related("transitions")
    for order in orders.order_by("-date_placed", "pk"):
        if any(not right.reason for right in rights_of(order, now=now)):
            order.key = key_of(order, known=True)
            mine.append(order)
    return mine


@require_safe
@by_link
def from_link(request, token, purchase, number):
    """Lead from the page or a mail of an order to its form, filled with who ordered."""
    order = get_object_or_404(purchase.orders, number=number)
    return redirect("pickup:withdraw", key_of(order, known=True))


@require_http_methods(["GET", "POST"])
@by_key
def declare(request, key, opened):
    """Ask for lines, name and address; say all of it again; withdraw on the second button."""
    rights = rights_of(opened.order, now=timezone.now())
    step = request.POST.get("step")
    form = form_for(request, opened, rights, step)
    if request.method != "POST" or step == "edit":
        return show(request, key, opened, rights, form)
    if not form.is_valid():
        if step == "confirm" and already_done(request, rights):
            return redirect("pickup:withdrawn", key)
        return show(request, key, opened, rights, form, status=422)
    if step != "confirm":
        return show(request, key, opened, rights, form, template="pickup/withdraw_recap.html")
    return confirm(request, key, opened, rights, form)


def already_done(request, rights) -> bool:
    """Tell whether all lines asked for are withdrawn: a second click, answered like the first."""
    gone = {str(one.line.pk) for one in rights if one.line.status == LineState.WITHDRAWN}
    asked = set(request.POST.getlist("lines"))
    return bool(asked) and asked <= gone


def confirm(request, key, opened, rights, form):
    try:
        withdraw(
            order=opened.order,
            lines=form.cleaned_data["lines"],
            declarant=form.declarant(),
            by=request.user if request.user.pk else None,
        )
    except AlreadyWithdrawn:
        pass  # a second click: the receipt says it
    except OperationalError:  # somebody held the order for longer than one waits
        form.add_error(None, _("The shop is just changing this order: please try again."))
        return show(request, key, opened, rights, form, status=422)
    except (WithdrawalRefused, NothingChosen) as refused:
        form.add_error(None, str(refused))
        return show(request, key, opened, rights, form, status=422)
    return redirect("pickup:withdrawn", key)


def form_for(request, opened, rights, step) -> WithdrawalForm:
    purchase = opened.order.purchase
    phone = "" if purchase.email else purchase.phone
    if request.method == "POST" and step != "edit":
        return WithdrawalForm(request.POST, rights=rights, phone=phone)
    initial = {"name": purchase.name, "email": purchase.email} if opened.known else {}
    if step == "edit":
        initial = {name: request.POST.get(name, "") for name in ("name", "email")}
        initial["lines"] = request.POST.getlist("lines")
    return WithdrawalForm(initial=initial, rights=rights, phone=phone)


@require_safe
@by_key
def withdrawn(request, key, opened):
    """Show the declarations made for an order, the last one first, and whether more can be."""
    withdrawals = list(opened.order.withdrawals.all())
    if not withdrawals:
        return redirect("pickup:withdraw", key)
    rights = rights_of(opened.order, now=timezone.now())
    context = {
        "key": key,
        "order": opened.order,
        "withdrawals": withdrawals,
        "more": any(not right.reason for right in rights),
    }
    return render(request, "pickup/withdrawn.html", context)


def show(request, key, opened, rights, form, *, template="pickup/withdraw.html", status=200):
    context = {
        "key": key,
        "order": opened.order,
        "form": form,
        "without": [right for right in rights if right.reason],
        "law": wordings,
    }
    return render(request, template, context, status=status)
