"""Who ordered on the telephone or at the counter, and for when, as the shop types it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from pickup.orders.placing.forms import NOTE_LENGTH, PhoneField
from pickup.slots.models import Slot

Order = get_model("order", "Order")
# Where somebody of the shop hears an order; the association's desk is neither.
HEARD = [(one.value, one.label) for one in (Order.Source.TELEPHONE, Order.Source.COUNTER)]


class NewOrderForm(forms.Form):
    """`source` is not asked of who acts for the shop; `key` tells one saving from the next."""

    slot = forms.TypedChoiceField(
        label=_("Collected"),
        coerce=int,
        error_messages={
            "required": _("Choose one of these times."),
            "invalid_choice": _("This time is no longer free: here are the next ones."),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
        error_messages={"required": _("Give a name: the shop hands over to it.")},
    )
    phone = PhoneField(label=_("Telephone"), required=False)
    email = forms.EmailField(
        label=_("Email"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.ChoiceField(label=_("Ordered"), choices=HEARD, widget=forms.RadioSelect)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, slots: Sequence[Slot], acting: bool, **kw):
        super().__init__(*args, **kw)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        self.fields["slot"].choices = [(one.pk, str(one)) for one in slots]
        self.fields["key"].initial = uuid4
        self.fields["source"].initial = Order.Source.TELEPHONE
        if acting:
            del self.fields["source"]

    def clean_key(self) -> UUID:
        return self.cleaned_data["key"] or uuid4()

    def clean_note(self) -> str:
        return self.cleaned_data["note"].strip()
