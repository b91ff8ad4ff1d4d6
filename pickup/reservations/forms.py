"""Who comes to see what: a name, an e-mail or a telephone number, how many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pickup.orders.placing.forms import PhoneField
from pickup.reservations.models import MAX_QUANTITY


class ReservationForm(forms.Form):
    product = forms.TypedChoiceField(label=_("Which one?"), coerce=int, widget=forms.RadioSelect)
    quantity = forms.IntegerField(
        label=_("How many?"),
        min_value=1,
        max_value=MAX_QUANTITY,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(label=_("Telephone"), required=False)

    def __init__(self, *args, choices: list[Any], **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = {one.pk: one for one in choices}
        self.fields["product"].choices = [(one.pk, one.title) for one in choices]
        if len(choices) == 1:
            # Nothing to choose: one product, or one variant of it.
            del self.fields["product"]

    @property
    def chosen(self) -> Any:
        """Return what is asked for; the form is valid."""
        pk = self.cleaned_data.get("product", next(iter(self.choices)))
        return self.choices[pk]

    def clean(self):
        data = super().clean()
        typed = self.errors.keys() & {"email", "phone"} or data.get("email") or data.get("phone")
        if not typed:
            self.add_error("email", _("Give an email or a telephone number, one is enough."))
        return data
