"""The week: what the screen of hours shows first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pickup.slots.schedule import ensure_point
from pickup.slots.services import generate_slots
from pickup.views.hours.screen import done, say_misfits, show
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
    say_misfits(request, shop)
    return done(request, shop, _("The hours are saved."))
