"""An option as a shopkeeper types it: one screen, with a few empty rows for more values."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.legal.allergens import Allergen
from marketplace.money import parse_price
from shops.catalogue.forms import french
from shops.catalogue.options.model import MAX_NAME, MAX_VALUES, Kind, Option, OptionValue
from shops.catalogue.options.services import OptionDraft
from shops.exceptions import OptionRefused

EMPTY_ROWS = 4
MAX_EXTRA = 10_000  # euros


class ExtraPriceField(forms.CharField):
    """What is added to the price, TTC in euros; left empty: nothing."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a price such as 0,50, or nothing.")}

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return Decimal(0)
        try:
            price = parse_price(text)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error
        if price >= MAX_EXTRA:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return price


class OptionForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the option"),
        max_length=MAX_NAME,
        help_text=_("Such as “Bread”, “Cooking” or “Engraving”."),
    )
    kind = forms.ChoiceField(
        label=_("The shopper chooses…"), choices=Kind.choices, widget=forms.RadioSelect
    )
    required = forms.BooleanField(label=_("A choice must be made"), required=False)
    at_most = forms.IntegerField(
        label=_("How many at most?"),
        required=False,
        min_value=1,
        max_value=MAX_VALUES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("For several values; left empty: as many as one likes."),
    )
    extra_price = ExtraPriceField(
        label=_("Extra price of the text, incl. VAT"),
        help_text=_("For a text, where one is written; left empty: nothing."),
    )

    values_error = ""

    def draft(self, values: list[OptionValue]) -> OptionDraft:
        return OptionDraft(**self.cleaned_data, values=values)

    def refuse(self, refusal: OptionRefused) -> None:
        """Put each reason beside its field; that of the values stands above them."""
        for field, reason in refusal.by_field.items():
            self.add_error(field if field in self.fields else None, reason)
        self.values_error = refusal.by_field.get("values", "")


class ValueForm(forms.Form):
    """One value; a row without a name is none."""

    key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Value"), required=False, max_length=MAX_NAME)
    extra_price = ExtraPriceField(label=_("Extra price incl. VAT"))
    allergens = forms.MultipleChoiceField(
        label=_("Allergens that it adds"),
        required=False,
        choices=Allergen.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        data = super().clean()
        more = data.get("extra_price") or data.get("allergens")
        if more and not data.get("name") and not data.get("key"):
            self.add_error("name", _("Give the value a name."))
        return data

    def value(self) -> OptionValue:
        data = self.cleaned_data
        return OptionValue(
            data["key"], data["name"], data["extra_price"], tuple(data["allergens"])
        )


Values = forms.formset_factory(
    ValueForm, extra=EMPTY_ROWS, max_num=MAX_VALUES + EMPTY_ROWS, absolute_max=MAX_VALUES * 2
)


def values_of(values: forms.BaseFormSet) -> list[OptionValue]:
    """Return the values that were typed; one whose name was emptied is gone."""
    typed = [form.value() for form in values if form.cleaned_data]
    return [value for value in typed if value.name]


def initial_of(option: Option) -> dict:
    return {
        "name": option.name,
        "kind": option.kind,
        "required": option.required,
        "at_most": option.at_most,
        "extra_price": _price(option.extra_price),
    }


def initial_values(option: Option) -> list[dict]:
    return [
        {
            "key": value.key,
            "name": value.name,
            "extra_price": _price(value.extra_price),
            "allergens": list(value.allergens),
        }
        for value in option.values
    ]


def _price(amount: Decimal) -> str:
    return french(amount) if amount else ""
