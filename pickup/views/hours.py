"""Hours, weekly slots, closures and time to prepare, on one screen."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from pickup.slots.forms import ClosureForm, PreparationForm, week_forms, weekly_slots
from pickup.slots.schedule import (
    ensure_point,
    orders_out_of_hours,
    replace_weekly_slots,
    set_preparation,
)
from pickup.slots.services import generate_slots
from shops.access import for_shopkeepers
from shops.hours.services import add_closure, delete_closure, replace_opening_hours


@for_shopkeepers
def hours(request, shop):
    if request.method != "POST":
        return show(request, shop)
    week = week_forms(shop, request.POST)
    # Every day is looked at, so that all errors are shown at once.
    if any(form.errors for form in week) or not all(form.is_valid() for form in week):
        return show(request, shop, week=week, status=422)
    replace_opening_hours(shop=shop, intervals=[i for form in week for i in form.intervals])
    generate_slots(point=ensure_point(shop))
    return done(request, shop, _("The hours are saved."))


@require_POST
@for_shopkeepers
def patterns(request, shop):
    point = ensure_point(shop)
    slots = weekly_slots(point, request.POST)
    if not slots.is_valid() or any(form.errors for form in slots):
        return show(request, shop, slots=slots, status=422)
    replace_weekly_slots(point=point, slots=slots.slots())
    return done(request, shop, _("The weekly slots are saved."))


@require_POST
@for_shopkeepers
def preparation(request, shop):
    point = ensure_point(shop)
    form = PreparationForm(request.POST)
    if not form.is_valid():
        return show(request, shop, preparation=form, status=422)
    set_preparation(point=point, **form.cleaned_data)
    return done(request, shop, _("The time to prepare is saved."))


@require_POST
@for_shopkeepers
def closure_add(request, shop):
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return show(request, shop, closure=form, status=422)
    add_closure(shop=shop, **form.cleaned_data)
    generate_slots(point=ensure_point(shop))
    return done(request, shop, _("The closure is noted."))


@require_POST
@for_shopkeepers
def closure_delete(request, shop, pk):
    delete_closure(closure=get_object_or_404(shop.closures, pk=pk))
    generate_slots(point=ensure_point(shop))
    return done(request, shop, _("The closure is removed."))


def done(request, shop, sentence: str):
    """Say it is saved, and how many placed orders stand out of the new hours."""
    messages.success(request, sentence)
    left = orders_out_of_hours(ensure_point(shop))
    if left:
        warning = ngettext(
            "%(n)s order already placed stands at a time that is no longer open: it is kept.",
            "%(n)s orders already placed stand at times that are no longer open: they are kept.",
            left,
        )
        messages.warning(request, warning % {"n": left})
    return redirect("pickup:pro_hours", shop.slug)


def show(request, shop, *, week=None, slots=None, preparation=None, closure=None, status=200):
    point = ensure_point(shop)
    known = {
        "lead_time_minutes": point.lead_time_minutes,
        "default_capacity": point.default_capacity,
    }
    context = {
        "shop": shop,
        "week": week or week_forms(shop),
        "slots": slots or weekly_slots(point),
        "preparation": preparation or PreparationForm(initial=known),
        "closure": closure or ClosureForm(),
        "closures": shop.closures.filter(last_day__gte=timezone.localdate()),
        "has_errors": status == 422,
    }
    return render(request, "pickup/pro/hours.html", context, status=status)
