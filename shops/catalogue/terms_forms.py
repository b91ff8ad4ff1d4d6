"""When a product can be collected and how it is stocked, as its shopkeeper says it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from shops.catalogue.forms import MAX_STOCK, left_of
from shops.catalogue.models.collection import MAX_HORIZON
from shops.catalogue.terms import Terms
from shops.date_fields import DatesField
from shops.models import WEEKDAYS
from shops.notice_forms import NoticeForm, initial_of_notice

StockRecord = get_model("partner", "StockRecord")

MAX_WEIGHT = 1000


class TermsForm(NoticeForm):
    weekdays = forms.MultipleChoiceField(
        label=_("Only on these weekdays"),
        required=False,
        choices=[(str(number), name) for number, name in WEEKDAYS],
        widget=forms.CheckboxSelectMultiple,
    )
    dates = DatesField(label=_("Only on these dates"), required=False)
    season_first = forms.DateField(
        label=_("Every year from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    season_last = forms.DateField(
        label=_("until the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    horizon_days = forms.IntegerField(
        label=_("Days ahead one can order"), required=False, min_value=1, max_value=MAX_HORIZON
    )
    preparation_weight = forms.IntegerField(
        label=_("Work to prepare one"), min_value=0, max_value=MAX_WEIGHT
    )
    can_be_reserved = forms.BooleanField(
        label=_("Can be put aside for who wants to see it first, without obligation to buy"),
        required=False,
    )

    def clean(self):
        data = super().clean()
        first, last = data.get("season_first"), data.get("season_last")
        for given, missing in ((first, "season_last"), (last, "season_first")):
            if given and not data.get(missing) and missing not in self.errors:
                self.add_error(missing, _("A season has a first and a last day."))
        return data

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(
            **self.notice(),
            weekdays="".join(sorted(data["weekdays"])),
            dates=[day.isoformat() for day in data["dates"]],
            season_first=data["season_first"],
            season_last=data["season_last"],
            horizon_days=data["horizon_days"],
        )


def terms_form(product, sold: list) -> TermsForm:
    """Return the form as a product, or the first of its variants, now is."""
    row = getattr(sold[0], "collection_terms", None) if sold else None
    initial: dict[str, Any] = {
        "lead_time_minutes": 0,
        "preparation_weight": product.preparation_weight,
        "can_be_reserved": product.can_be_reserved,
    }
    if row is not None:
        initial |= initial_of_notice(row) | {
            "weekdays": list(row.weekdays),
            "dates": row.dates,
            "season_first": row.season_first,
            "season_last": row.season_last,
            "horizon_days": row.horizon_days,
        }
    return TermsForm(initial=initial)


class StockModeForm(forms.Form):
    """How one sellable product is stocked: counted, so many a day, on order."""

    mode = forms.ChoiceField(label=_("Stock"), choices=StockRecord.Mode.choices)
    number = forms.IntegerField(
        label=_("How many"), required=False, min_value=0, max_value=MAX_STOCK
    )
    # What the page showed: only a change of it is a change.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        counts = data.get("mode") != StockRecord.Mode.ON_ORDER
        if counts and data.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("How many?"))
        return data

    @property
    def is_change(self) -> bool:
        data = self.cleaned_data
        return shown(data["mode"], data["number"]) != data["seen"]


def stock_form(product, record, data=None) -> StockModeForm:
    number = left_of(record)
    initial = {"mode": record.mode, "number": number, "seen": shown(record.mode, number)}
    form = StockModeForm(data, initial=initial, prefix=f"stock{product.pk}")
    form.product = product
    return form


def shown(mode: str, number) -> str:
    return f"{mode}:{'' if number is None else number}"
