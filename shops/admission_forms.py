"""Forms of the application, of the association's decision and of a shop's own sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.images.forms import PictureField
from marketplace.legal.identity import (
    MeansOfPayment,
    VatRegime,
    compact_siren,
    validate_siren,
)
from shops.identity import SHEET_FIELDS
from shops.models import Shop

validate_phone = RegexValidator(
    r"^\+?[0-9][0-9 .\-]{8,18}$", _("Give the number with its ten digits, such as 04 65 71 00 01.")
)
validate_postcode = RegexValidator(r"^[0-9]{5}$", _("A postcode has five digits."))


class ContactFields(forms.Form):
    """How a shop is reached: the same checks when it applies and later."""

    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=5,
        validators=[validate_postcode],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        validators=[validate_phone],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ApplicationForm(ContactFields):
    """A shop that would like to be on the site; towns are those of the territory."""

    name = forms.CharField(label=_("Name of the shop"), max_length=100)
    trade = forms.CharField(
        label=_("Trade"), max_length=100, help_text=_("For example: bakery, cheese maker, potter.")
    )
    kind = forms.ChoiceField(label=_("You are"), choices=Shop.Kind, initial=Shop.Kind.SHOP)
    town = forms.ModelChoiceField(label=_("Town"), queryset=None, empty_label=_("Choose the town"))
    mode = forms.ChoiceField(
        label=_("What would you like?"),
        choices=[
            (Shop.Mode.SALES, _("To sell: people order, and collect from you")),
            (Shop.Mode.SHOWCASE, _("To be seen: a page with your hours and telephone, no orders")),
        ],
        initial=Shop.Mode.SALES,
        widget=forms.RadioSelect,
    )
    first_name = forms.CharField(
        label=_("Your first name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Your last name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    field_order = [
        *("name", "trade", "kind", "town", "address", "postcode"),
        *("first_name", "last_name", "phone", "email", "mode"),
    ]

    def __init__(self, *args: Any, territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].queryset = territory.towns.all()


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason, sent to the applicant"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why: the applicant receives these words.")},
    )


class ModeForm(forms.Form):
    mode = forms.ChoiceField(choices=Shop.Mode)


class ShopSheetForm(ContactFields, forms.ModelForm):
    """What a shop says of itself. Its identity may be given bit by bit: nothing of it is required.

    Give the form a copy of the shop: validating writes into it.
    """

    picture_file = PictureField(
        label=_("Photo of the shop"),
        required=False,
        help_text=_("JPEG, PNG or WebP; it replaces the present one."),
    )
    siren = forms.CharField(
        label=_("SIREN number"),
        required=False,
        max_length=14,
        help_text=_("Nine digits; spaces do not matter."),
    )
    mediator_website = forms.URLField(
        label=_("Mediator’s website"), required=False, assume_scheme="https"
    )
    means_of_payment = forms.MultipleChoiceField(
        label=_("Means of payment taken in the shop"),
        required=False,
        choices=MeansOfPayment,
        widget=forms.CheckboxSelectMultiple,
    )
    uses_model_terms = forms.TypedChoiceField(
        label=_("Terms of sale"),
        choices=[
            ("True", _("The site’s model terms, filled in with your identity")),
            ("False", _("My own terms")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    vat_regime = forms.ChoiceField(
        label=_("VAT"), required=False, choices=[("", _("Not said yet")), *VatRegime.choices]
    )
    vat_since = forms.DateField(
        label=_("Since"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Orders use the regime of their day."),
    )

    class Meta:
        model = Shop
        fields = SHEET_FIELDS
        labels = {
            "tagline": _("Your shop in one line"),
            "description": _("Your shop in a few words"),
            "legal_name": _("Legal name"),
            "legal_form": _("Legal form"),
            "rna": _("RNA number (associations)"),
            "vat_number": _("VAT number, if you have one"),
            "mediator_name": _("Consumer mediator"),
            "mediator_address": _("Mediator’s address"),
            "own_terms": _("Your own terms of sale"),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "mediator_address": forms.Textarea(attrs={"rows": 3}),
            "own_terms": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = self.instance.vat_statuses.last()
        if latest:
            self.initial |= {"vat_regime": latest.regime, "vat_since": latest.since}

    def clean_siren(self) -> str:
        value = compact_siren(self.cleaned_data["siren"])
        if value:
            validate_siren(value)
        return value

    def clean_rna(self) -> str:
        return self.cleaned_data["rna"].replace(" ", "").upper()

    def clean_vat_number(self) -> str:
        return self.cleaned_data["vat_number"].replace(" ", "").upper()

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        regime, since = facts.get("vat_regime"), facts.get("vat_since")
        if regime and "vat_since" in facts and not since:
            self.add_error("vat_since", _("Since when? The day you started will do."))
        if since and not regime:
            self.add_error("vat_regime", _("Choose the VAT regime that holds since that day."))
        if since and since > timezone.localdate():
            self._refuse_gap_before(since)
        return facts

    def facts(self) -> dict[str, Any]:
        """Return what `update_shop_sheet` writes on the shop."""
        return {field: self.cleaned_data[field] for field in SHEET_FIELDS}

    def _refuse_gap_before(self, since) -> None:
        """Let a change be announced, but never leave today without a regime."""
        if not self.instance.vat_statuses.filter(since__lte=timezone.localdate()).exists():
            message = _("Say first which regime holds today; announce the change afterwards.")
            self.add_error("vat_since", ValidationError(message))
