"""The one screen of hours and collection, and what every change on it ends with."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from oscar.core.loading import get_model

from pickup.slots.schedule import ensure_point
from shops.hours.calendar import calendar_of
from shops.hours.forms import (
    ClosureForm,
    OsmForm,
    PublicHolidaysForm,
    SpecialDayForm,
    week_forms,
)
from shops.hours.osm.writing import publish
from shops.hours.status import special_days_to_come

Order = get_model("order", "Order")


def done(request, shop, sentence: str):
    """Say it is saved, and how many placed orders stand out of the new hours."""
    messages.success(request, sentence)
    left = Order.objects.out_of_hours(shop=shop).count()
    if left:
        warning = ngettext(
            "%(n)s order already placed stands at a time that is no longer open: it is kept.",
            "%(n)s orders already placed stand at times that are no longer open: they are kept.",
            left,
        )
        messages.warning(request, warning % {"n": left})
    return redirect("pickup:pro_hours", shop.slug)


def show(request, shop, **refused):
    """Show the screen; a form that was refused stands in place of its own, with its errors."""
    today = timezone.localdate(timezone=shop.zone)
    point, calendar = ensure_point(shop), calendar_of(shop)
    context = {
        "shop": shop,
        **_forms(shop),
        **refused,
        "closures": shop.closures.filter(last_day__gte=today),
        "special_days": special_days_to_come(calendar, today=today),
        "published": publish(calendar, today=today),
        "seasons": shop.hours_periods.all(),
        "out_of_hours": Order.objects.out_of_hours(shop=shop).select_related("purchase", "slot"),
        "is_paused": point.paused_on == today,
        "has_errors": bool(refused),
        "refused_at": next(iter(refused), ""),
    }
    return render(request, "pickup/pro/hours.html", context, status=422 if refused else 200)


def _forms(shop) -> dict[str, object]:
    return {
        "week": week_forms(shop.opening_hours.filter(period=None)),
        "closure": ClosureForm(),
        "special": SpecialDayForm(prefix="special"),
        "osm": OsmForm(prefix="osm"),
        "holidays": PublicHolidaysForm(initial={"rule": shop.on_public_holidays}),
    }
