"""Weekly slots and time to prepare: what slots are made from, beside the hours."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pickup.slots.forms import PreparationForm, preparation_form, weekly_slots
from pickup.slots.schedule import (
    Preparation,
    ensure_point,
    replace_weekly_slots,
    set_preparation,
)
from shops.access import for_shopkeepers


@require_safe
@for_shopkeepers
def slot_settings(request, shop):
    return show(request, shop)


@require_POST
@for_shopkeepers
def patterns(request, shop):
    point = ensure_point(shop)
    slots = weekly_slots(point, request.POST)
    if not slots.is_valid() or any(form.errors for form in slots):
        return show(request, shop, slots=slots)
    replace_weekly_slots(point=point, slots=slots.slots())
    messages.success(request, _("The weekly slots are saved."))
    return redirect("pickup:pro_slot_settings", shop.slug)


@require_POST
@for_shopkeepers
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
    own = {"slots": weekly_slots(point), "preparation": preparation_form(point)}
    context = {
        "shop": shop,
        **own,
        **refused,
        "has_patterns": point.patterns.exists(),
        "refused_at": next(iter(refused), ""),
    }
    status = 422 if refused else 200
    return render(request, "pickup/pro/slot_settings.html", context, status=status)
