"""What the counter types of a line: units that are there, another product, a weight."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from pickup.orders.placing.basket import MAX_QUANTITY
from shops.catalogue.forms import PriceField

Product = get_model("catalogue", "Product")

MAX_REASON = 300
# « 543 », « 543 g », « 0,543 kg ».
_WEIGHT = re.compile(r"(?P<number>\d{1,7}(?:[.,]\d{1,3})?)\s*(?P<unit>kg|g)?", re.IGNORECASE)


class WeightField(forms.CharField):
    """A weight as people write it, in whole grams: « 543 g » and « 0,543 kg » are the same."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a weight such as 543 g.")}

    def clean(self, value):
        text = super().clean(value)
        match = _WEIGHT.fullmatch(text.strip())
        if match is None:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        number = Decimal(match["number"].replace(",", "."))
        return int(number * (1000 if (match["unit"] or "g").lower() == "kg" else 1))


class WeighForm(forms.Form):
    grams = WeightField(label=_("True weight, in grams"))


SOLD_OUT = {
    "counted": _("Nothing more is left: set the stock of this product to 0"),
    "per_day": _("Nothing more is left: take no more orders of this product for this day"),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("A word to the person"),
        required=False,
        max_length=MAX_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sold_out = forms.BooleanField(required=False)

    def __init__(self, *args, line, **kwargs):
        """Word what `sold_out` does to the line's product; made on order, it is not asked."""
        super().__init__(*args, **kwargs)
        mode = line.stockrecord.mode if line.stockrecord_id else ""
        if mode in SOLD_OUT:
            self.fields["sold_out"].label = SOLD_OUT[mode]
        else:
            del self.fields["sold_out"]

    def clean(self):
        return {"sold_out": False} | super().clean()


class ShortageForm(ReasonForm):
    quantity = forms.IntegerField(
        label=_("How many are there?"),
        min_value=0,
        max_value=MAX_QUANTITY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("0: none. The person is told, and asked where some are left."),
    )
    field_order = ["quantity", "reason", "sold_out"]


class SubstituteForm(ReasonForm):
    product = forms.ModelChoiceField(label=_("Instead"), queryset=Product.objects.none())
    units = forms.IntegerField(
        label=_("How many?"),
        min_value=1,
        max_value=MAX_QUANTITY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    price = PriceField(
        label=_("Price of all of it, incl. VAT"),
        required=False,
        help_text=_("Left empty: its price on the shelf, never more than what it replaces."),
    )
    field_order = ["product", "units", "price", "reason", "sold_out"]

    def __init__(self, *args, products, choices, **kwargs):
        """Choose among products; the choices are written once for all lines of an order."""
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = products
        self.fields["product"].widget.choices = choices


def choices_of(products) -> list[tuple[Any, str]]:
    return [("", "—"), *((product.pk, titled(product)) for product in products)]


def titled(product) -> str:
    return f"{product.parent.title}, {product.title}" if product.is_child else product.get_title()
