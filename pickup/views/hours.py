"""The week, weekly slots and time to prepare: what the screen of hours shows first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pickup.slots.forms import PreparationForm, weekly_slots
from pickup.slots.schedule import ensure_point, replace_weekly_slots, set_preparation
from pickup.slots.services import generate_slots
from pickup.views.hours_screen import done, show
from shops.access import for_shopkeepers
from shops.hours.forms import week_forms
from shops.hours.services import replace_opening_hours


@for_shopkeepers
def hours(request, shop):
    if request.method != "POST":
        return show(request, shop)
    week = week_forms([], request.POST)
    # Every day is looked at, so that all errors are shown at once.
    if any(form.errors for form in week) or not all(form.is_valid() for form in week):
        return show(request, shop, week=week)
    replace_opening_hours(shop=shop, intervals=[i for form in week for i in form.intervals])
    generate_slots(point=ensure_point(shop))
    return done(request, shop, _("The hours are saved."))


@require_POST
@for_shopkeepers
def patterns(request, shop):
    point = ensure_point(shop)
    slots = weekly_slots(point, request.POST)
    if not slots.is_valid() or any(form.errors for form in slots):
        return show(request, shop, slots=slots)
    replace_weekly_slots(point=point, slots=slots.slots())
    return done(request, shop, _("The weekly slots are saved."))


@require_POST
@for_shopkeepers
def preparation(request, shop):
    point = ensure_point(shop)
    form = PreparationForm(request.POST)
    if not form.is_valid():
        return show(request, shop, preparation=form)
    set_preparation(point=point, **form.cleaned_data)
    return done(request, shop, _("The time to prepare is saved."))
