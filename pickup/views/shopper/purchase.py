"""After the order: codes, calendar, following, cancelling; opened by a signed link."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.legal import wordings
from marketplace.territories.middleware import with_known_territory
from pickup.exceptions import TransitionRefused
from pickup.ics import calendar_of
from pickup.orders.changes.changing import can_change
from pickup.orders.conversation import can_write
from pickup.orders.expiry import sweep
from pickup.orders.lines.words import say_agreement, say_change, say_refusal
from pickup.orders.links import purchase_of
from pickup.orders.message_facts import what_waits
from pickup.orders.models import NOBODY, LineAdjustment
from pickup.orders.states import EXPECTED_STATES, OPEN_STATES, OrderState
from pickup.orders.transitions import cancel_by_shopper
from pickup.qr import handover_qr
from pickup.withdrawals.rights import can_withdraw


def by_link(view):
    """Give the view the purchase that a signed link opens; forged or expired answers 404."""

    @wraps(view)
    def opened(request, token, *args, **kwargs):
        purchase = purchase_of(token)
        if purchase is None or purchase.territory_id != request.territory.pk:
            raise Http404
        response = view(request, token, purchase, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


@with_known_territory
@require_GET
@by_link
def confirmation(request, token, purchase):
    orders = orders_of(purchase)
    today = any(is_today(order) for order in orders)
    return show(request, "pickup/confirmation.html", token, purchase, orders, today=today)


@with_known_territory
@require_GET
@by_link
def followed(request, token, purchase):
    return show(request, "pickup/purchase.html", token, purchase, orders_of(purchase))


@by_link
def cancel(request, token, purchase, number):
    """Ask once more, then cancel; too late is said, with the shop's telephone."""
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    if request.method != "POST":
        context = {"token": token, "purchase": purchase, "order": order}
        return render(request, "pickup/cancel.html", context)
    try:
        cancel_by_shopper(order=order, by=request.user if request.user.pk else None)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        # Of what its guest never confirmed, the shop was not told.
        unheard = order.hold_expires_at
        messages.success(
            request,
            _("Cancelled, and you have nothing to pay.")
            if unheard
            else _("Cancelled. The shop is told, and you have nothing to pay."),
        )
    return redirect("pickup:purchase", token)


@with_known_territory
@require_GET
@by_link
def ics(request, token, purchase, number):
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    response = HttpResponse(calendar_of(order, token=token), content_type="text/calendar")
    response["Content-Disposition"] = f'attachment; filename="retrait-{order.number}.ics"'
    return response


def orders_of(purchase):
    """Return the orders with what their panels show."""
    now = timezone.now()
    details = purchase.orders.with_details().order_by("pk")
    found = details.prefetch_related("messages", "withdrawals", "transitions")
    orders = list(found)
    waits = any(order.status == OrderState.PLACED for order in orders)
    if waits and sweep(purchase.orders.all(), now=now):
        orders = list(found.all())
    questions = open_questions(orders)
    for order in orders:
        order.questions = questions.get(order.pk, [])
        order.is_open = order.status in OPEN_STATES
        order.is_expected = order.status in EXPECTED_STATES
        order.can_be_moved = order.is_open and order.cancel_until > now
        order.can_be_changed = can_change(order, now=now)
        order.can_be_cancelled = order.can_be_moved or order.status == OrderState.PLACED
        order.can_be_withdrawn = purchase.email != NOBODY and can_withdraw(order, now=now)
        order.can_be_written_about = can_write(order, now=now)
        order.qr = handover_qr(order) if order.is_expected else ""
    return orders


def open_questions(orders) -> dict[int, list[LineAdjustment]]:
    """Return by order what the shops ask and nobody has answered; no query without a question."""
    by_pk = {order.pk: order for order in orders}
    lines = [line for order in orders for line in order.lines.all() if line.awaits_answer]
    found: dict[int, list[LineAdjustment]] = {}
    if not lines:
        return found
    asked = LineAdjustment.objects.filter(line__in=lines, consent="asked").select_related("line")
    for question in asked.order_by("pk"):
        question.words = say_change(question, title=question.title)
        question.yes = say_agreement(question)
        question.no = say_refusal(by_pk[question.line.order_id])
        found.setdefault(question.line.order_id, []).append(question)
    return found


def is_today(order) -> bool:
    zone = order.shop.zone
    return order.slot.start.astimezone(zone).date() == timezone.now().astimezone(zone).date()


def show(request, template, token, purchase, orders, *, status=200, **more):
    context = {
        "token": token,
        "purchase": purchase,
        "orders": orders,
        "waits": what_waits(orders),
        "pay_in_store": wordings.PAY_IN_STORE,
        "withdraw_link": wordings.WITHDRAW_LINK,
    }
    return render(request, template, context | more, status=status)
