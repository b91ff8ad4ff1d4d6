"""Which order, which lines, who withdraws, and where the receipt goes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pickup.withdrawals.rights import Right
from pickup.withdrawals.services import Declarant


class LookupForm(forms.Form):
    number = forms.CharField(
        label=_("Order number"),
        max_length=20,
        help_text=_("In the confirmation of your order, for example 7K3M9-Q4XTA."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    contact = forms.CharField(
        label=_("Email or telephone of the order"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


class WithdrawalForm(forms.Form):
    lines = forms.TypedMultipleChoiceField(
        label=_("What do you withdraw from?"),
        coerce=int,
        error_messages={
            "required": _("Choose at least one product."),
            "invalid_choice": _("One of these products cannot be withdrawn from any more."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email for the receipt"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, rights: list[Right], phone="", **kwargs):
        """`phone` is where the receipt goes without an e-mail; empty where one must be given."""
        super().__init__(*args, **kwargs)
        self.rights = [right for right in rights if not right.reason]
        self.phone = phone
        self.fields["lines"].choices = [(one.line.pk, one.line.title) for one in self.rights]
        if phone:
            self.fields["email"].required = False
            self.fields["email"].help_text = _(
                "Without an email the receipt is sent by text message to the order’s telephone."
            )

    def chosen(self) -> set[str]:
        """Return the ids ticked, as they stand in the page; the one line there is, ticked."""
        if self.is_bound:
            return set(self.data.getlist("lines"))
        if "lines" in self.initial:
            return set(self.initial["lines"])
        return {str(one.line.pk) for one in self.rights} if len(self.rights) == 1 else set()

    def choices(self) -> list[tuple[Right, bool]]:
        chosen = self.chosen()
        return [(right, str(right.line.pk) in chosen) for right in self.rights]

    def declarant(self) -> Declarant:
        data = self.cleaned_data
        return Declarant(name=data["name"], email=data["email"], phone=self.phone)

    def declared(self) -> list[Right]:
        ids = set(self.cleaned_data["lines"])
        return [right for right in self.rights if right.line.pk in ids]
