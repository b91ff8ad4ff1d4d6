"""What a shopkeeper says of a service, beside the days of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shops.catalogue.models import Resource
from shops.catalogue.models.service import (
    MOST_CANCEL_HOURS,
    MOST_MINUTES,
    MOST_RESOURCES,
    STEP_MINUTES,
)
from shops.catalogue.service_terms import Service


class ServiceForm(forms.Form):
    """Left empty: goods, which take nobody's time. The other answers go with the duration."""

    duration_minutes = forms.IntegerField(
        label=_("Duration, in minutes"),
        required=False,
        min_value=STEP_MINUTES,
        max_value=MOST_MINUTES,
        step_size=STEP_MINUTES,
        help_text=_("Left empty: this is no service."),
    )
    resource_name = forms.CharField(
        label=_("What it takes meanwhile"),
        required=False,
        max_length=40,
        help_text=_("A chair, a table, a room, somebody: the same name for several services."),
        widget=forms.TextInput(attrs={"list": "resources", "autocomplete": "off"}),
    )
    resource_quantity = forms.IntegerField(
        label=_("How many of it you have"),
        required=False,
        min_value=1,
        max_value=MOST_RESOURCES,
        help_text=_("Left empty: as many as you have said before, or one."),
    )
    cancel_hours = forms.IntegerField(
        label=_("Hours before which one can cancel"),
        required=False,
        min_value=0,
        max_value=MOST_CANCEL_HOURS,
    )

    def clean(self):
        data = super().clean()
        if data.get("duration_minutes") and "resource_name" not in self.errors:
            data["resource_name"] = " ".join(data.get("resource_name", "").split())
            if not data["resource_name"]:
                self.add_error("resource_name", _("Say what it takes: a chair, a table, you."))
        return data

    def service(self) -> Service | None:
        """Return what was said; None: no service."""
        data = self.cleaned_data
        if not data["duration_minutes"]:
            return None
        return Service(
            duration_minutes=data["duration_minutes"],
            resource_name=data["resource_name"],
            resource_quantity=data["resource_quantity"],
            cancel_hours=data["cancel_hours"] or 0,
        )


def service_form(sold: list, data=None) -> ServiceForm:
    """Return the form as a product, or the first of its variants, now is."""
    row = getattr(sold[0], "service_terms", None) if sold else None
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {
            "duration_minutes": row.duration_minutes,
            "resource_name": row.resource.name,
            "resource_quantity": row.resource.quantity,
            "cancel_hours": row.cancel_hours,
        }
    return ServiceForm(data, initial=initial)


def resource_names(shop) -> list[str]:
    """Return what services of a shop take, to choose from while typing."""
    return list(Resource.objects.filter(shop=shop).values_list("name", flat=True))
