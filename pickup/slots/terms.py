"""How a shop accepts orders and how long it keeps them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pickup.slots.models import Acceptance, PickupPoint

MAX_HOURS = 200
MAX_MINUTES = 2400


class TermsForm(forms.Form):
    acceptance = forms.ChoiceField(
        label=_("Orders are accepted"), choices=Acceptance, widget=forms.RadioSelect
    )
    answer_within_minutes = forms.IntegerField(
        label=_("If by us: opening minutes to answer"),
        min_value=15,
        max_value=MAX_MINUTES,
        help_text=_("120 minutes are two hours of opening. Without an answer: refused."),
    )
    keeps_for_hours = forms.IntegerField(
        label=_("Opening hours that goods are kept after the slot"),
        min_value=1,
        max_value=MAX_HOURS,
        help_text=_("48 opening hours are about a week. Then they are for sale again."),
    )
    guests_confirm_by_mail = forms.BooleanField(
        label=_("Who has no account confirms by the link of a message, within half an hour"),
        required=False,
    )
    warns_of_unseen = forms.BooleanField(
        label=_("Text us when nobody has looked at an order for half an hour of opening"),
        help_text=_("Half an hour later, the association is told. For today and tomorrow only."),
        required=False,
    )


def terms_of(point: PickupPoint) -> dict[str, object]:
    return {name: getattr(point, name) for name in TermsForm.base_fields}


def set_terms(
    *,
    point: PickupPoint,
    acceptance: str,
    answer_within_minutes: int,
    keeps_for_hours: int,
    guests_confirm_by_mail: bool,
    warns_of_unseen: bool,
) -> None:
    """Say how orders are accepted and kept from now on; what was placed keeps its deadline."""
    PickupPoint.objects.filter(pk=point.pk).update(
        acceptance=acceptance,
        answer_within_minutes=answer_within_minutes,
        keeps_for_hours=keeps_for_hours,
        guests_confirm_by_mail=guests_confirm_by_mail,
        warns_of_unseen=warns_of_unseen,
    )
