"""A pre-order campaign as its shopkeeper types it."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from shops.catalogue.campaigns import CampaignFacts
from shops.catalogue.forms import MAX_STOCK
from shops.date_fields import DatesField
from shops.hours.forms import time_field

Product = get_model("catalogue", "Product")


class CampaignForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    days = DatesField(
        label=_("Days of collection"), error_messages={"required": _("Give at least one day.")}
    )
    opens = forms.DateField(
        label=_("Orders from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes = forms.DateField(
        label=_("Orders until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    opens_at = time_field(_("from (hour)"))
    closes_at = time_field(_("at"))
    field_order = ("name", "days", "opens", "opens_at")

    def __init__(self, *args, shop, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = shop.zone
        self.fields["closes_at"].required = True
        self.products = list(
            Product.objects.for_shop(shop)
            .exclude(structure=Product.PARENT)
            .exclude(status=Product.Status.ARCHIVED)
            .select_related("parent")
        )
        for product in self.products:
            self.fields[field_of(product.pk)] = forms.IntegerField(
                label=titled(product), required=False, min_value=1, max_value=MAX_STOCK
            )

    def clean(self):
        data = super().clean()
        if not self.errors and not self.quantities():
            self.add_error(None, _("Say of one product at least how many you make a day."))
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("Orders close before they open."))
        elif opens and opens == closes and self._closes_too_early(data):
            self.add_error("closes_at", _("Orders close before they open."))
        return data

    def _closes_too_early(self, data) -> bool:
        closes_at = data.get("closes_at")
        return closes_at is not None and closes_at <= (data.get("opens_at") or time())

    def quantities(self) -> dict[int, int]:
        """Return units a day by product; a box left empty leaves the product out."""
        typed = {
            product.pk: self.cleaned_data.get(field_of(product.pk)) for product in self.products
        }
        return {pk: quantity for pk, quantity in typed.items() if quantity}

    def facts(self) -> CampaignFacts:
        data = self.cleaned_data
        return CampaignFacts(
            name=data["name"],
            days=data["days"],
            opens_at=datetime.combine(data["opens"], data["opens_at"] or time(), tzinfo=self.zone),
            closes_at=datetime.combine(data["closes"], data["closes_at"], tzinfo=self.zone),
            quantities=self.quantities(),
        )

    def rows(self) -> list:
        """Return the boxes of the products, those that are filled first."""
        boxes = [self[field_of(product.pk)] for product in self.products]
        return sorted(boxes, key=lambda box: (not box.value(), str(box.label)))


def field_of(product_id: int) -> str:
    return f"product{product_id}"


def titled(product) -> str:
    return f"{product.parent.title}, {product.title}" if product.parent else product.title


def initial_of_campaign(campaign) -> dict:
    """Return what the form shows of a campaign."""
    zone = campaign.shop.zone
    opens, closes = campaign.opens_at.astimezone(zone), campaign.closes_at.astimezone(zone)
    lines = campaign.lines.values_list("product_id", "quantity")
    return {
        "name": campaign.name,
        "days": campaign.days,
        "opens": opens.date(),
        "opens_at": opens.time(),
        "closes": closes.date(),
        "closes_at": closes.time(),
        **{field_of(product): quantity for product, quantity in lines},
    }
