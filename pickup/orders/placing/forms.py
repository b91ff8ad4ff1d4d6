"""Who orders: a name, and an e-mail or a telephone number."""

from __future__ import annotations

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User

NOTE_LENGTH = 500


class PhoneField(forms.CharField):
    """A telephone number as people write it, kept as E.164: « 06 39 98 00 12 » -> +33639980012."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
    default_error_messages = {"invalid": _("This is not a telephone number.")}

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        try:
            number = phonenumbers.parse(value, "FR")
        except phonenumbers.NumberParseException as error:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error
        if not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class ProfileForm(forms.ModelForm):
    """Who one is, kept with the account and proposed at the next order."""

    phone = PhoneField(label=_("Telephone"), required=False)

    class Meta:
        model = User
        fields = ["first_name", "last_name", "phone"]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }


class CheckoutForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give a name: the shop hands over to it.")},
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(label=_("Telephone"), required=False)

    def __init__(self, *args, shops=(), **kwargs):
        super().__init__(*args, **kwargs)
        for shop in shops:
            self.fields[note_name(shop)] = forms.CharField(
                label=_("For %(shop)s") % {"shop": shop},
                required=False,
                max_length=NOTE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.shops = list(shops)

    def clean(self):
        data = super().clean()
        typed = self.errors.keys() & {"email", "phone"} or data.get("email") or data.get("phone")
        if not typed:
            self.add_error("email", _("Give an email or a telephone number, one is enough."))
        return data

    def notes(self) -> dict[int, str]:
        """Return by shop id what the shopper writes to it."""
        notes = {shop.pk: self.cleaned_data[note_name(shop)].strip() for shop in self.shops}
        return {pk: note for pk, note in notes.items() if note}

    def note_fields(self):
        return [self[note_name(shop)] for shop in self.shops]


def note_name(shop) -> str:
    return f"note-{shop.pk}"
