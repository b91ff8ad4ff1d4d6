"""Days that differ from the week: seasons, single days, closures, public holidays, a pause."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pickup.slots.schedule import ensure_point, pause_today, resume_today
from pickup.slots.services import generate_slots
from pickup.views.hours.screen import done, say_misfits, show
from pickup.views.posting import sent_from
from shops.access import for_shopkeepers
from shops.exceptions import HoursRefused
from shops.hours import services
from shops.hours.forms import (
    ClosureForm,
    PublicHolidaysForm,
    SeasonForm,
    SpecialDayForm,
    week_forms,
)


def season_of(shop, pk):
    """Return a season of this shop; another shop's answers like one that does not exist."""
    return get_object_or_404(shop.hours_periods, pk=pk)


def closure_of(shop, pk):
    """Return a closure of this shop; another shop's answers like one that does not exist."""
    return get_object_or_404(shop.closures, pk=pk)


@for_shopkeepers
def season_add(request, shop):
    # The usual week is what a season's differs from.
    return edit_season(request, shop, shop.opening_hours.filter(period=None))


@for_shopkeepers
def season_edit(request, shop, pk):
    period = season_of(shop, pk)
    return edit_season(request, shop, period.opening_hours.all(), period=period)


def edit_season(request, shop, hours, *, period=None):
    initial = period and {name: getattr(period, name) for name in SEASON_FIELDS}
    typed = request.POST if request.method == "POST" else None
    form, week = SeasonForm(typed, initial=initial, shop=shop), week_forms(hours, typed)
    if form.is_valid() and all(day.is_valid() for day in week):
        intervals = [interval for day in week for interval in day.intervals]
        if save_season(shop, form, intervals, period):
            say_misfits(request, shop)
            return saved(request, shop, _("The season is saved."))
    refused = form.errors or any(day.errors for day in week)
    context = {"shop": shop, "form": form, "week": week, "period": period, "has_errors": refused}
    return render(request, "pickup/pro/season.html", context, status=422 if refused else 200)


SEASON_FIELDS = ("name", "recurs", "first_day", "last_day")


def save_season(shop, form, intervals, period) -> bool:
    try:
        services.save_season(shop=shop, facts=form.facts(), intervals=intervals, period=period)
    except HoursRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


@for_shopkeepers
@sent_from("pickup:pro_hours", of=season_of)
def season_delete(request, shop, pk):
    services.delete_season(period=season_of(shop, pk))
    say_misfits(request, shop)
    return saved(request, shop, _("The season is removed."))


@for_shopkeepers
@sent_from("pickup:pro_hours")
def special_add(request, shop):
    form = SpecialDayForm(request.POST, prefix="special")
    if not form.is_valid():
        return show(request, shop, special=form)
    day = form.cleaned_data["day"]
    services.set_special_hours(shop=shop, day=day, openings=form.openings)
    return saved(request, shop, _("The hours of this day are saved."))


@for_shopkeepers
@sent_from("pickup:pro_hours")
def special_delete(request, shop, day):
    try:
        chosen = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    services.set_special_hours(shop=shop, day=chosen, openings=[])
    return saved(request, shop, _("This day is as any other again."))


@for_shopkeepers
@sent_from("pickup:pro_hours")
def closure_add(request, shop):
    form = ClosureForm(request.POST, today=timezone.localdate(timezone=shop.zone))
    if not form.is_valid():
        return show(request, shop, closure=form)
    services.add_closure(shop=shop, **form.cleaned_data)
    return saved(request, shop, _("The closure is noted: nobody orders for these days."))


@for_shopkeepers
@sent_from("pickup:pro_hours", of=closure_of)
def closure_delete(request, shop, pk):
    services.delete_closure(closure=closure_of(shop, pk))
    return saved(request, shop, _("The closure is removed."))


@for_shopkeepers
@sent_from("pickup:pro_hours")
def public_holidays(request, shop):
    form = PublicHolidaysForm(request.POST)
    if not form.is_valid():
        return show(request, shop, holidays=form)
    services.set_public_holidays(shop=shop, rule=form.cleaned_data["rule"])
    return saved(request, shop, _("Noted for public holidays."))


@for_shopkeepers
@sent_from("pickup:pro_hours")
def pause(request, shop):
    pause_today(point=ensure_point(shop))
    return done(request, shop, _("No more orders for today. Those that were placed stay."))


@for_shopkeepers
@sent_from("pickup:pro_hours")
def resume(request, shop):
    resume_today(point=ensure_point(shop))
    return done(request, shop, _("Orders for today are taken again."))


def saved(request, shop, sentence: str):
    """Let the slots follow the hours, and say so."""
    generate_slots(point=ensure_point(shop))
    return done(request, shop, sentence)
