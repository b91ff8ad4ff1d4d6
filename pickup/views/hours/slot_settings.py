"""Weekly slots and time to prepare: what slots are made from, beside the hours."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from pickup.slots.forms import PreparationForm, preparation_form, weekly_slots
from pickup.slots.schedule import (
    Preparation,
    add_weekly_slots,
    copy_weekday,
    ensure_point,
    replace_weekly_slots,
    set_preparation,
)
from pickup.slots.week_forms import CopyDayForm, ManyWeeklySlotsForm
from pickup.views.posting import sent_from
from shops.access import for_shopkeepers


@require_safe
@for_shopkeepers
def slot_settings(request, shop):
    return show(request, shop)


@for_shopkeepers
@sent_from("pickup:pro_slot_settings")
def patterns(request, shop):
    point = ensure_point(shop)
    slots = weekly_slots(point, request.POST)
    if not slots.is_valid() or any(form.errors for form in slots):
        return show(request, shop, slots=slots)
    replace_weekly_slots(point=point, slots=slots.slots())
    messages.success(request, _("The weekly slots are saved."))
    return redirect("pickup:pro_slot_settings", shop.slug)


@for_shopkeepers
@sent_from("pickup:pro_slot_settings")
def many_patterns(request, shop):
    """Add the same slots to several days of the week."""
    point = ensure_point(shop)
    form = ManyWeeklySlotsForm(request.POST, point=point)
    if not form.is_valid():
        return show(request, shop, many=form)
    add_weekly_slots(point=point, slots=form.slots, replaces=form.cleaned_data["replaces"])
    added = len(form.slots)
    sentence = ngettext("%(n)s weekly slot is added.", "%(n)s weekly slots are added.", added)
    messages.success(request, sentence % {"n": added})
    return redirect("pickup:pro_slot_settings", shop.slug)


@for_shopkeepers
@sent_from("pickup:pro_slot_settings")
def copy_day(request, shop):
    """Give other days of the week the slots of one."""
    point = ensure_point(shop)
    form = CopyDayForm(request.POST, point=point)
    if not form.is_valid():
        return show(request, shop, copy=form)
    copy_weekday(point=point, **form.cleaned_data)
    messages.success(request, _("The slots of this day are copied."))
    return redirect("pickup:pro_slot_settings", shop.slug)


@for_shopkeepers
@sent_from("pickup:pro_slot_settings")
def preparation(request, shop):
    form = PreparationForm(request.POST)
    if not form.is_valid():
        return show(request, shop, preparation=form)
    facts = Preparation(
        **form.notice(),
        default_capacity=form.cleaned_data["default_capacity"],
        default_work=form.cleaned_data["default_work"],
    )
    set_preparation(point=ensure_point(shop), preparation=facts)
    messages.success(request, _("The time to prepare is saved."))
    return redirect("pickup:pro_slot_settings", shop.slug)


def show(request, shop, **refused):
    """Show the screen; a form that was refused stands in place of its own, with its errors."""
    point = ensure_point(shop)
    own = {
        "slots": weekly_slots(point),
        "many": ManyWeeklySlotsForm(point=point),
        "copy": CopyDayForm(point=point),
        "preparation": preparation_form(point),
    }
    context = {
        "shop": shop,
        **own,
        **refused,
        "has_patterns": point.patterns.exists(),
        "refused_at": next(iter(refused), ""),
    }
    status = 422 if refused else 200
    return render(request, "pickup/pro/slot_settings.html", context, status=status)
