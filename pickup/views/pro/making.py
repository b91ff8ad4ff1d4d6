"""« À préparer »: a day's totals, on screen and on paper."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from oscar.core.loading import get_model

from pickup.orders.expiry import sweep_shop
from pickup.orders.making.totals import to_make
from pickup.views.pro.other_days import asked_day
from pickup.views.pro.shopkeeper import links_to, parse_day, today_in
from shops.access import for_shopkeepers

Order = get_model("order", "Order")


@require_safe
@for_shopkeepers
def to_make_tomorrow(request, shop):
    chosen = asked_day(request)
    if chosen:
        return redirect("pickup:pro_to_make", shop.slug, chosen)
    return show(request, shop, today_in(shop) + timedelta(days=1))


@require_safe
@for_shopkeepers
def to_make_on(request, shop, day):
    return show(request, shop, parse_day(day))


def show(request, shop, chosen):
    present = today_in(shop)
    # What silence has refused need not be made.
    sweep_shop(shop)
    waited_for = Order.objects.for_shop(shop).open()
    context = {
        "shop": shop,
        "found": to_make(shop, day=chosen),
        "today": present,
        "tomorrow": present + timedelta(days=1),
        "before": chosen - timedelta(days=1),
        "after": chosen + timedelta(days=1),
        "other_days": links_to("pickup:pro_to_make", shop, waited_for.count_by_day(since=present)),
    }
    return render(request, "pickup/pro/to_make.html", context)
