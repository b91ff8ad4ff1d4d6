"""The counter: today's orders, handing over by name, by code or by QR."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from oscar.core.loading import get_model

from marketplace.notifications import push
from marketplace.territories.middleware import with_known_territory
from pickup.exceptions import TooManyAttempts, TransitionRefused, Unsettled, WrongCode
from pickup.orders.conversation import can_write
from pickup.orders.counter.absence import times_not_collected
from pickup.orders.counter.board import LIVE, board_of, state_of
from pickup.orders.counter.handover import order_by_code
from pickup.orders.counter.replays import hand_over, read_nonce
from pickup.orders.counter.seeing import mark_seen
from pickup.orders.lines.gone import say_gone
from pickup.orders.transitions import cancel_by_shop, mark_ready
from pickup.reservations.lookup import reserved_under
from pickup.reservations.models import Reservation
from pickup.views.pro.displaced import came_from
from pickup.views.pro.line_forms import screen_of
from pickup.views.pro.lists import list_with
from pickup.views.pro.other_days import OtherDay, asked_day, other_days, read_day
from pickup.views.pro.telling import say, say_told, word_of
from pickup.withdrawals.models import Withdrawal
from shops.access import for_shopkeepers
from shops.models import Shop

Order = get_model("order", "Order")
# The browser may keep a screen for the person who is there, and asks each time whether it holds.
one_s_own = cache_control(private=True, no_cache=True)


@login_required
def choose_shop(request):
    """Open the one shop of a person, or let them choose; a stranger gets 404."""
    shops = list(Shop.objects.run_by(request.user).in_territory(request.territory))
    if not shops:
        raise Http404
    if len(shops) == 1:
        return redirect("pickup:pro_today", shops[0].slug)
    return render(request, "pickup/pro/choose_shop.html", {"shops": shops})


@one_s_own
@for_shopkeepers
def today(request, shop):
    chosen = asked_day(request)
    if chosen:
        return redirect("pickup:pro_day", shop.slug, chosen)
    return show_board(request, shop, today_in(shop))


@one_s_own
@for_shopkeepers
def day(request, shop, day):
    return show_board(request, shop, parse_day(day))


@with_known_territory
@one_s_own
@require_safe
@for_shopkeepers
def board(request, shop, day):
    """Show what a screen that stands open asks for each minute: the day's orders, if they changed.

    A screen of yesterday is led to today's.
    """
    chosen = parse_day(day)
    if chosen < today_in(shop):
        home = reverse("pickup:pro_today", args=[shop.slug])
        return HttpResponse(headers={"HX-Redirect": home})
    etag = etag_of(request, shop, chosen)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        context = {"shop": shop, "board": board_of(shop, day=chosen)}
        response = render(request, "pickup/pro/board.html", context)
        response["ETag"] = etag
    return response


def etag_of(request, shop, chosen: date) -> str:
    """Return the tag of a day's orders as this person sees them.

    It is worked out before they are read: what changes in between is then seen. A new login
    changes what the forms carry against forgery.
    """
    seen = (state_of(shop, day=chosen), shop.pk, chosen, request.user.pk, get_language())
    parts = (*seen, request.META.get("CSRF_COOKIE"))
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def show_board(request, shop, chosen: date, *, code="", code_error="", status=200):
    present = today_in(shop)
    context = {
        "shop": shop,
        # A day that is over stays as it is.
        "etag": etag_of(request, shop, chosen) if chosen >= present else "",
        "board": board_of(shop, day=chosen),
        "today": present,
        "tomorrow": present + timedelta(days=1),
        "code": code,
        "code_error": code_error,
        "push_key": push.public_key(),
        **counts_of(shop),
    }
    return render(request, "pickup/pro/today.html", context, status=status)


def links_to(page: str, shop, counted) -> list[OtherDay]:
    """Return the pages of days, each with how many orders it has."""
    return other_days(counted, lambda day: reverse(page, args=[shop.slug, day]))


def counts_of(shop) -> dict[str, Any]:
    """Count refunds to be made, goods put aside, orders of each day, in one query: all few."""
    live = Order.objects.for_shop(shop).filter(status__in=LIVE, slot__day__gte=today_in(shop))
    kinds = {
        "to_refund": (Withdrawal.objects.for_shop(shop).to_settle(), Value("to_refund")),
        "put_aside": (Reservation.objects.for_shop(shop).kept(), Value("put_aside")),
        "days": (live, Cast("slot__day", CharField())),
    }
    first, *others = (
        rows.order_by().annotate(what=what).values_list("what", flat=True)
        for rows, what in kinds.values()
    )
    counts = Counter(first.union(*others, all=True))
    waiting = {name: counts.pop(name, 0) for name in ("to_refund", "put_aside")}
    days = ((date.fromisoformat(day), orders) for day, orders in sorted(counts.items()))
    return waiting | {"other_days": links_to("pickup:pro_day", shop, days)}


@require_POST
@for_shopkeepers
def by_code(request, shop):
    """Open the order of a typed code; a wrong one is said beside the field."""
    typed = request.POST.get("code", "")[:20]
    if kept := reserved_under(shop, typed):
        return redirect(f"{reverse('pickup:pro_reservations', args=[shop.slug])}?code={kept.code}")
    try:
        found = order_by_code(shop=shop, typed=typed, by=request.user)
    except WrongCode:
        error = _("No open order of this shop has this code. Check it, or look for the name.")
    except TooManyAttempts as limit:
        error = ngettext(
            "Too many wrong codes: wait %(n)s minute, or look for the name.",
            "Too many wrong codes: wait %(n)s minutes, or look for the name.",
            limit.minutes,
        ) % {"n": limit.minutes}
    else:
        return redirect("pickup:pro_order", shop.slug, found.number)
    return show_board(request, shop, today_in(shop), code=typed, code_error=error, status=422)


@login_required
def scan(request, number):
    """Open the order of a scanned QR in the shop's space; a stranger to the shop gets 404."""
    mine = Shop.objects.run_by(request.user).in_territory(request.territory)
    found = get_object_or_404(Order.objects.select_related("shop"), number=number, shop__in=mine)
    return redirect("pickup:pro_order", found.shop.slug, found.number)


@for_shopkeepers
def order(request, shop, number):
    found = order_of(shop, number)
    # Who acts for the shop is not the shop.
    if request.acting is None:
        mark_seen(shop=shop, numbers=[found.number])
    return show_order(request, shop, found)


def show_order(request, shop, found, *, status=200, **more):
    """Render an order; `more` is a message that was refused, with what was typed."""
    context = {
        "shop": shop,
        "order": found,
        "today": today_in(shop),
        "list_with": list_with(request, shop, found),
        "can_be_undone": can_be_undone(shop, found.number),
        "not_collected": times_not_collected(found, now=timezone.now()),
        "can_write": can_write(found),
        "withdrawals": found.withdrawals.select_related("order"),
    }
    context |= screen_of(shop, found)
    return render(request, "pickup/pro/order.html", context | more, status=status)


@require_POST
@for_shopkeepers
def ready(request, shop, number):
    found = order_of(shop, number)
    try:
        mark_ready(order=found, by=request.user)
    except TransitionRefused as refused:
        return lead_on(request, found, refused)
    say_told(request, found, _("The order is ready."))
    return redirect(list_with(request, shop, found))


@require_POST
@for_shopkeepers
def collect(request, shop, number):
    """Hand over; a screen that was cut off sends the tap again, by its nonce, and wants JSON."""
    found, nonce = order_of(shop, number), read_nonce(request.POST.get("nonce", ""))
    said = {name: bool(request.POST.get(name)) for name in ("at_estimate", "happened")}
    refused = None
    try:
        hand_over(order=found, by=request.user, nonce=nonce, **said)
    except TransitionRefused as refusal:
        refused = refusal
    if not request.accepts("text/html"):
        note = "" if refused else say_gone(order=found)
        answer = {"refusal": str(refused or "")} | ({"note": note} if note else {})
        return JsonResponse(answer, status=409 if refused else 200)
    if refused:
        return lead_on(request, found, refused)
    say(request, found, _("Handed over to %(name)s."))
    return redirect(list_with(request, shop, found))


def lead_on(request, found, refused: TransitionRefused):
    """Say a refusal; what can be settled on the order's page, there."""
    messages.error(request, str(refused))
    if isinstance(refused, Unsettled):
        return redirect("pickup:pro_order", found.shop.slug, found.number)
    return redirect(list_with(request, found.shop, found))


@for_shopkeepers
def cancel(request, shop, number):
    """Ask once more, with room for a word to the shopper, then cancel."""
    found, back = order_of(shop, number), came_from(request, shop)
    if request.method != "POST":
        context = {"shop": shop, "order": found, "back": back}
        return render(request, "pickup/pro/cancel.html", context)
    with refusal_said(request):
        reason = word_of(request)
        cancel_by_shop(order=found, by=request.user, reason=reason)
        say_told(request, found, _("Cancelled."))
    return redirect(back or list_with(request, shop, found))


@contextmanager
def refusal_said(request):
    """Say a move that is no longer possible, instead of failing: somebody else was quicker."""
    try:
        yield
    except TransitionRefused as refused:
        messages.error(request, str(refused))


def order_of(shop: Shop, number: str):
    """Return an order of this shop; another shop's answers like one that does not exist."""
    return get_object_or_404(Order.objects.for_shop(shop).with_details(), number=number)


def can_be_undone(shop: Shop, number: str) -> bool:
    """Say whether an order was handed over a moment ago."""
    undoable = Order.objects.just_handed_over(shop=shop, now=timezone.now())
    return undoable.filter(number=number).exists()


def today_in(shop: Shop) -> date:
    return timezone.now().astimezone(shop.zone).date()


def parse_day(text: str) -> date:
    chosen = read_day(text)
    if chosen is None:
        raise Http404
    return chosen
