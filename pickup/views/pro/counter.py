"""Beside the day's orders: what has been looked at, and the day on paper."""

from __future__ import annotations

import re
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from pickup.converters import OrderNumber
from pickup.orders.counter.board import board_of
from pickup.orders.counter.seeing import mark_seen
from pickup.views.pro.shopkeeper import one_s_own, parse_day
from shops.access import for_shopkeepers

NUMBER = re.compile(OrderNumber.regex)
# More than a screen shows.
MAX_NUMBERS = 200


def for_own_people(view):
    """Like `for_shopkeepers`, but who acts for the shop gets 404: their eyes are not its own."""

    @for_shopkeepers
    @wraps(view)
    def guarded(request, shop, *args, **kwargs):
        if request.acting is not None:
            raise Http404
        return view(request, shop, *args, **kwargs)

    return guarded


@require_POST
@for_own_people
def seen(request, shop):
    """Note that the orders of an open board were looked at."""
    sent = request.POST.getlist("number")[:MAX_NUMBERS]
    mark_seen(shop=shop, numbers=[number for number in sent if NUMBER.fullmatch(number)])
    return HttpResponse(status=204)


@one_s_own
@require_safe
@for_shopkeepers
def worker(request, shop):
    """Give the script that keeps the day's list on the phone; its address is its scope."""
    text = render_to_string("pickup/pro/worker.js", {"shop": shop})
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@one_s_own
@require_safe
@for_shopkeepers
def day_sheet(request, shop, day):
    """Show a day's orders for a sheet of paper, which may lie about: no codes."""
    board = board_of(shop, day=parse_day(day))
    return render(request, "pickup/pro/day_sheet.html", {"shop": shop, "board": board})
