"""A product as a shopkeeper types it: one screen, French numbers, errors beside the fields."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from marketplace.legal.allergens import Allergen
from marketplace.legal.identity import VatRate
from marketplace.legal.withdrawal import WithdrawalRegime
from marketplace.money import Unit, parse_price
from shops.catalogue.drafts import ProductDraft
from shops.catalogue.own_shelves import MAX_NAME
from shops.catalogue.pictures import FOLDER
from shops.exceptions import CannotPublish
from shops.photo_forms import PhotoForm

Category = get_model("catalogue", "Category")

MAX_STOCK = 100_000
# Hundredths above the estimate, unless the shop says otherwise.
WEIGHT_TOLERANCE = 10
NONE = "none"  # the box « aucun »


class PriceField(forms.CharField):
    """A price TTC in euros, as people write it: « 12,90 € »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a price such as 12,90.")}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            price = parse_price(text)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error
        if not 0 < price < 100_000:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return price


class StockField(forms.IntegerField):
    """Units that can be ordered; left empty: made or fetched on order."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "min_value": 0, "max_value": MAX_STOCK} | kwargs
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)


class RowForm(forms.Form):
    """Price and stock, in the row of a list."""

    price = PriceField(label=_("Price incl. VAT"))
    available = StockField(label=_("Stock"))
    # What the page showed as left: only a change of it is a change.
    stock_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, per_day: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if per_day:
            self.fields["available"].label = _("A day")


class ProductForm(PhotoForm):
    photo_folder = FOLDER

    stock_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name of the product"), max_length=120)
    price = PriceField(label=_("Price incl. VAT"))
    available = StockField(label=_("Stock"), help_text=_("Left empty: made or fetched on order."))
    is_food = forms.BooleanField(label=_("It is food"), required=False)
    allergens = forms.MultipleChoiceField(
        label=_("Allergens"),
        required=False,
        choices=[*Allergen.choices, (NONE, _("none of them"))],
        widget=forms.CheckboxSelectMultiple,
    )
    is_alcohol = forms.BooleanField(label=_("It is an alcoholic drink"), required=False)
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), required=False
    )
    shelf = forms.CharField(
        label=_("Shelf in your shop"),
        required=False,
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"list": "rayons", "autocomplete": "off"}),
        help_text=_("Your own word, such as “Cheeses to share”; your page sorts by it."),
    )
    vat_rate = forms.TypedChoiceField(label=_("VAT rate"), choices=VatRate.choices, coerce=Decimal)
    withdrawal_regime = forms.ChoiceField(
        label=_("Can it be given back within 14 days?"), choices=WithdrawalRegime.choices
    )
    description = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    net_quantity = PriceField(label=_("Net quantity"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("", "—"), *Unit.choices], required=False)
    sold_by_weight = forms.BooleanField(
        label=_("Sold by weight: weighed when the order is prepared"), required=False
    )
    weight_tolerance = forms.IntegerField(
        label=_("Margin above the estimate, in %"),
        required=False,
        min_value=0,
        max_value=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "Price and quantity are those of a portion. Beyond this, the person is asked."
        ),
    )
    ingredients = forms.CharField(
        label=_("Ingredients"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    origin = forms.CharField(label=_("Origin"), required=False, max_length=200)
    storage = forms.CharField(label=_("Storage"), required=False, max_length=200)
    manufacturer = forms.CharField(
        label=_("Manufacturer: name, address, email"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, has_own_price=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.order_by("path")
        self.fields["category"].label_from_instance = indented
        self.fields["net_quantity"].error_messages["invalid"] = _("Write a number such as 500.")
        if not has_own_price:
            del self.fields["price"], self.fields["available"]

    def clean_allergens(self):
        ticked = self.cleaned_data["allergens"]
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError(_("Tick allergens, or “none of them”, not both."))
        return ticked

    def clean(self):
        data = super().clean()
        if bool(data.get("net_quantity")) != bool(data.get("unit")) and not self.errors:
            self.add_error("net_quantity", _("Give the quantity with its unit, or neither."))
        if data.get("sold_by_weight") and data.get("unit") not in (Unit.GRAM, Unit.KILOGRAM):
            self.add_error("unit", _("Sold by weight: say in g or kg what a portion weighs."))
        return data

    def clean_weight_tolerance(self):
        typed = self.cleaned_data["weight_tolerance"]
        return WEIGHT_TOLERANCE if typed is None else typed

    def draft(self, former=None) -> ProductDraft:
        """Return what was typed; what the form does not ask stays as it was."""
        data = dict(self.cleaned_data)
        category = data.pop("category")
        for name in ("photo", "kept_photo", "stock_seen"):
            data.pop(name)
        if former and "shelf" not in self.data:
            data["shelf"] = former.shelf
        ticked = data.pop("allergens")
        # Nothing ticked: « non renseigné », which blocks publishing food.
        allergens = [code for code in ticked if code != NONE] if ticked else None
        return ProductDraft(
            price=data.pop("price", None),
            available=data.pop("available", None),
            categories=[category] if category else [],
            allergens=allergens if data["is_food"] else None,
            ean=former.ean if former else "",
            **data,
        )

    def refuse(self, refusal: CannotPublish) -> None:
        """Put what publishing lacks beside the field that can mend it."""
        for field, reason in refusal.by_field.items():
            self.add_error(field if field in self.fields else None, reason)


def indented(category) -> str:
    return "\u00a0\u00a0" * (category.depth - 1) + category.name


def initial_of(product) -> dict:
    """Return what the form shows of a product."""
    record = next(iter(product.stockrecords.all()), None)
    fields = [name for name in ProductForm.base_fields if hasattr(product, name)]
    values = {name: getattr(product, name) for name in fields}
    ticked = product.allergens if product.allergens else [NONE]
    return values | {
        "allergens": [] if product.allergens is None else ticked,
        "category": product.categories.first(),
        "net_quantity": french(product.net_quantity),
        "price": french(record.price) if record else "",
        "available": left_of(record),
        "stock_seen": left_of(record),
    }


def left_of(record) -> int | str:
    """Return the number of the stock box: units left, or units a day."""
    if record is not None and record.daily_quantity is not None:
        return record.daily_quantity
    if record is None or record.num_in_stock is None:
        return ""
    return record.net_stock_level


def french(number) -> str:
    """Write a number as it is typed in France: « 4,80 »; empty for none."""
    if number is None:
        return ""
    text = f"{number:f}"
    whole, _point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals.ljust(2, '0')}" if decimals else whole


# What a new product takes over from the shop's last one.
REPEATED = ("vat_rate", "withdrawal_regime", "is_food", "category", "shelf", "storage", "origin")


def repeated_from(product) -> dict:
    values = initial_of(product)
    return {name: values[name] for name in REPEATED}
