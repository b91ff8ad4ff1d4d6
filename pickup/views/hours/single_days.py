"""Slots added to one day alone, beside those that the day has already."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from pickup.exceptions import SlotsRefused
from pickup.slots.forms import DaySlotsForm
from pickup.slots.models import Slot
from pickup.slots.queries import limits_work
from pickup.slots.schedule import ensure_point
from pickup.slots.single_days import add_day_slots, remove_added_slot
from pickup.views.hours.slots import slot_of
from pickup.views.posting import sent_from
from shops.access import for_shopkeepers


@for_shopkeepers
def day_slots(request, shop):
    """Show a day's slots with a form for more; the day may be any to come."""
    point, day = ensure_point(shop), day_of(request)
    typed = request.POST if request.method == "POST" else None
    form = DaySlotsForm(typed, initial={"day": day}, limits_work=limits_work(point))
    if form.is_valid():
        added = added_slots(point, form)
        if added:
            sentence = ngettext("%(n)s slot is added.", "%(n)s slots are added.", added)
            messages.success(request, sentence % {"n": added})
            return redirect(address(shop, form.cleaned_data["day"]))
    coming = Slot.objects.for_shop(shop).filter(day=day, start__gt=timezone.now())
    context = {"shop": shop, "day": day, "form": form, "slots": coming}
    return render(
        request, "pickup/pro/day_slots.html", context, status=422 if form.is_bound else 200
    )


@for_shopkeepers
@sent_from("pickup:pro_slots", of=slot_of)
def slot_remove(request, shop, pk):
    """Take back a slot that was added for its day."""
    slot = slot_of(shop, pk)
    try:
        remove_added_slot(slot=slot)
    except SlotsRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("This slot is removed."))
    return redirect(address(shop, slot.day))


def added_slots(point, form) -> int:
    """Return how many slots were added; 0: refused, the form says why."""
    try:
        return add_day_slots(point=point, asked=form.asked())
    except SlotsRefused as refused:
        form.add_error(refused.field, str(refused))
        return 0


def day_of(request) -> date | None:
    """Return the day that is looked at, or typed; None: none that could be read."""
    try:
        return date.fromisoformat(request.POST.get("day") or request.GET.get("jour", ""))
    except ValueError:
        return None


def address(shop, day: date) -> str:
    return f"{reverse('pickup:pro_day_slots', args=[shop.slug])}?jour={day.isoformat()}"
