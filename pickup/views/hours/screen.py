"""The one screen of hours and collection, and what every change on it ends with."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _, ngettext
from oscar.core.loading import get_model

from pickup.slots.fit import misfits_of
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


def say_misfits(request, shop) -> None:
    """Say which weekly slots new hours leave outside or without a day, and where to look."""
    misfits = misfits_of(ensure_point(shop))
    shut = ngettext(
        "%(n)s weekly slot is on a day that is usually shut, and is not offered then: %(days)s.",
        "%(n)s weekly slots are on days usually shut, and are not offered then: %(days)s.",
        len(misfits.shut),
    )
    outside = ngettext(
        "%(n)s weekly slot is outside your hours, and is still offered: %(days)s.",
        "%(n)s weekly slots are outside your hours, and are still offered: %(days)s.",
        len(misfits.outside),
    )
    url = reverse("pickup:pro_slot_settings", args=[shop.slug])
    for sentence, slots in ((shut, misfits.shut), (outside, misfits.outside)):
        if slots:
            said = sentence % {"n": len(slots), "days": _days_of(slots)}
            link = format_html('<a href="{}#slots">{}</a>', url, _("See the weekly slots"))
            messages.warning(request, format_html("{} {}", said, link))


def _days_of(slots) -> str:
    return ", ".join(dict.fromkeys(str(slot.get_weekday_display()) for slot in slots)).lower()


def show(request, shop, **refused):
    """Show the screen; a form that was refused stands in place of its own, with its errors."""
    today = timezone.localdate(timezone=shop.zone)
    point, calendar = ensure_point(shop), calendar_of(shop)
    context = {
        "shop": shop,
        **_forms(shop, today),
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


def _forms(shop, today) -> dict[str, object]:
    return {
        "week": week_forms(shop.opening_hours.filter(period=None)),
        "closure": ClosureForm(today=today),
        "special": SpecialDayForm(prefix="special"),
        "osm": OsmForm(prefix="osm"),
        "holidays": PublicHolidaysForm(initial={"rule": shop.on_public_holidays}),
    }
