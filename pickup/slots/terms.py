"""How a shop accepts orders and how long it keeps them."""

from __future__ import annotations

from datetime import time

from django import forms
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy as _

from marketplace.dates.words import say_hour
from pickup.slots.models import FOR_THE_SAME_DAY_BEFORE, Acceptance, PickupPoint
from pickup.slots.services import generate_slots

MAX_HOURS = 200
MAX_MINUTES = 2400
# Nobody is told at midnight; before noon it is the same day's list.
LIST_HOURS = (*range(3, 10), *range(12, 23))


def list_hours() -> list[tuple[str | int, str]]:
    """Return when a shop may be told what to make: « la veille à 18 h »."""
    words = {
        True: gettext("the same day at %(hour)s"),
        False: gettext("on the eve at %(hour)s"),
    }
    said = [
        (hour, words[hour < FOR_THE_SAME_DAY_BEFORE] % {"hour": say_hour(time(hour))})
        for hour in sorted(LIST_HOURS, reverse=True)
    ]
    return [("", gettext("never")), *said]


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
    takes_reservations = forms.BooleanField(
        label=_("Products that we allow can be put aside, without obligation to buy"),
        required=False,
    )
    keeps_reservations_for_hours = forms.IntegerField(
        label=_("Opening hours that we keep what is put aside"),
        min_value=1,
        max_value=MAX_HOURS,
        help_text=_("Nobody owes anything who does not come; you allow it product by product."),
    )

    list_hour = forms.TypedChoiceField(
        label=_("The list of what to make is sent"),
        choices=list_hours,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The total of each product and option; nothing is sent without an order."),
    )
    list_by_sms = forms.BooleanField(
        label=_("As a text message to the shop’s telephone, instead of by mail"), required=False
    )
    warns_of_unseen = forms.BooleanField(
        label=_("Text us when nobody has looked at an order for half an hour of opening"),
        help_text=_("Half an hour later, the association is told. For today and tomorrow only."),
        required=False,
    )


def terms_of(point: PickupPoint) -> dict[str, object]:
    return {name: getattr(point, name) for name in TermsForm.base_fields}


@transaction.atomic
def set_terms(
    *,
    point: PickupPoint,
    acceptance: str,
    answer_within_minutes: int,
    keeps_for_hours: int,
    guests_confirm_by_mail: bool,
    warns_of_unseen: bool,
    takes_reservations: bool,
    keeps_reservations_for_hours: int,
    list_hour: int | None = None,
    list_by_sms: bool = False,
) -> None:
    """Say how orders are accepted and kept from now on; what was placed keeps its deadline.

    Slots follow: who answers orders by hand takes none that nobody could answer.
    """
    PickupPoint.objects.filter(pk=point.pk).update(
        acceptance=acceptance,
        answer_within_minutes=answer_within_minutes,
        keeps_for_hours=keeps_for_hours,
        guests_confirm_by_mail=guests_confirm_by_mail,
        list_hour=list_hour,
        list_by_sms=list_by_sms,
        takes_reservations=takes_reservations,
        keeps_reservations_for_hours=keeps_reservations_for_hours,
        warns_of_unseen=warns_of_unseen,
    )
    # What can be put aside stands on product pages: this touches them too.
    generate_slots(point=point)
