"""A shop's hours from OpenStreetMap; what it may copy there stands on the screen of hours."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from pickup.views.hours.days import saved
from pickup.views.hours.screen import say_misfits, show
from pickup.views.posting import sent_from
from shops.access import for_shopkeepers
from shops.exceptions import HoursRefused
from shops.hours.forms import OsmForm
from shops.hours.osm.reading import read
from shops.hours.osm.services import import_hours


@for_shopkeepers
@sent_from("pickup:pro_hours")
def osm(request, shop):
    form = OsmForm(request.POST, prefix="osm")
    if not form.is_valid() or not imported(shop, form):
        return show(request, shop, osm=form)
    say_misfits(request, shop)
    return saved(request, shop, _("The hours are taken over from OpenStreetMap."))


def imported(shop, form) -> bool:
    today = timezone.localdate(timezone=shop.zone)
    try:
        found = read(form.cleaned_data["text"], zone=shop.zone, today=today)
        import_hours(shop=shop, imported=found)
    except HoursRefused as refusal:
        # Seasons that overlap are refused under the name of their own form's field.
        form.add_error("text", str(refusal))
        return False
    return True
