"""The slots of the coming days, how full they are, and more or fewer places for one of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from pickup.slots.days import days_of, first_open
from pickup.slots.forms import MAX_CAPACITY, MAX_WORK
from pickup.slots.models import Slot
from pickup.slots.services import block_slot, set_places, unblock_slot
from pickup.views.posting import sent_from
from pickup.views.pro.other_days import FIELD, asked_day, other_days
from pickup.views.pro.shopkeeper import today_in
from shops.access import for_shopkeepers
from shops.catalogue.collection import HORIZON_DAYS

DAYS = HORIZON_DAYS


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label=gettext_lazy("Orders at most"), min_value=0, max_value=MAX_CAPACITY
    )
    work = forms.IntegerField(
        label=gettext_lazy("Work at most"), required=False, min_value=1, max_value=MAX_WORK
    )

    def __init__(self, *args, limits_work: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not limits_work:
            del self.fields["work"]


def slot_of(shop, pk) -> Slot:
    """Return a slot to come of this shop; another shop's answers like one that does not exist."""
    coming = Slot.objects.for_shop(shop).filter(start__gt=timezone.now())
    return get_object_or_404(coming.select_related("point__shop__territory"), pk=pk)


@require_safe
@for_shopkeepers
def slots(request, shop):
    return show(request, shop, opened=asked_day(request))


@for_shopkeepers
@sent_from("pickup:pro_slots", of=slot_of)
def slot_places(request, shop, pk):
    """Give one slot more or fewer places."""
    slot = slot_of(shop, pk)
    limits_work = slot.work_capacity is not None
    form = PlacesForm(request.POST, prefix=f"slot{pk}", limits_work=limits_work)
    if not form.is_valid():
        return show(request, shop, opened=slot.day, refused=(slot.pk, form))
    set_places(slot=slot, **form.cleaned_data)
    return done(request, shop, slot, _("The places of this slot are saved."))


@for_shopkeepers
@sent_from("pickup:pro_slots", of=slot_of)
def slot_block(request, shop, pk):
    """Take no more orders for one slot, or open it again."""
    slot = slot_of(shop, pk)
    if slot.blocked:
        unblock_slot(slot=slot)
        return done(request, shop, slot, _("This slot is open again."))
    block_slot(slot=slot)
    return done(request, shop, slot, _("No more orders for this slot. Those placed stay."))


def done(request, shop, slot, sentence: str):
    messages.success(request, sentence)
    return redirect(f"{page_from(shop, slot.day)}#slot-{slot.pk}")


def page_from(shop, day: date) -> str:
    """Return the page on which a day is open."""
    return f"{reverse('pickup:pro_slots', args=[shop.slug])}?{FIELD}={day}"


def first_shown(shop, day: date) -> date:
    """Return the first day of a page that shows this one: today, or the day itself beyond."""
    today = today_in(shop)
    return today if (day - today).days < DAYS else day


def show(request, shop, *, opened: date | None = None, refused=None):
    """Show the days to come, folded but one: that asked for, or the first that takes an order."""
    now = timezone.now()
    first = first_shown(shop, opened or today_in(shop))
    coming = Slot.objects.for_shop(shop).filter(start__gt=now)
    shown = coming.filter(day__range=(first, first + timedelta(days=DAYS - 1)))
    days = days_of((with_form(slot, refused) for slot in shown), now=now)
    if opened not in {one.day for one in days}:
        opened = first_open(days)
    context = {
        "shop": shop,
        "days": days,
        "opened": opened,
        "other_days": other_days(coming.count_by_day(), partial(page_from, shop)),
        "refused": refused,
    }
    return render(request, "pickup/pro/slots.html", context, status=422 if refused else 200)


def with_form(slot: Slot, refused) -> Slot:
    initial = {"places": slot.wished_capacity, "work": slot.wished_work}
    limits_work = slot.work_capacity is not None
    own = PlacesForm(initial=initial, prefix=f"slot{slot.pk}", limits_work=limits_work)
    slot.form = refused[1] if refused and refused[0] == slot.pk else own
    return slot
