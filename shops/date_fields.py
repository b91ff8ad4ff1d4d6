"""Several dates in one form: as many boxes as there are dates, and some to add."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from marketplace.dates.words import say_date

SPARE = 3
MAX_DATES = 40
# Next year's feasts can be planned; a year typed wrong cannot.
MOST_AHEAD = timedelta(days=550)


class DatesInput(forms.Widget):
    """One date box for each date, without a script."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def render(self, name, value, attrs=None, renderer=None):
        shown = [str(one) for one in value or () if one]
        boxes = [*shown, *[""] * SPARE]
        base = (attrs or {}).get("id", f"id_{name}")
        rows = (
            (name, one, base if number == 0 else f"{base}_{number}", f"{number + 1}")
            for number, one in enumerate(boxes)
        )
        label = str(_("Date"))
        return format_html_join(
            "\n",
            '<input type="date" name="{}" value="{}" id="{}" aria-label="{} {}">',
            ((field, one, key, label, number) for field, one, key, number in rows),
        )

    def id_for_label(self, id_, index=None):
        return id_


class DatesField(forms.Field):
    """Dates, each once and in order; empty boxes count for nothing."""

    widget = DatesInput
    default_error_messages = {
        "invalid": _("“%(date)s” is not a date."),
        "too_many": _("These are too many dates."),
        "too_far": _("%(date)s is too far ahead: is the year right?"),
    }

    def to_python(self, value) -> list[date]:
        typed = [one.strip() for one in value or () if one and one.strip()]
        if len(typed) > MAX_DATES:
            raise forms.ValidationError(self.error_messages["too_many"], "too_many")
        found = sorted({self._date(one) for one in typed})
        if found and found[-1] > timezone.localdate() + MOST_AHEAD:
            message = self.error_messages["too_far"] % {"date": say_date(found[-1], "j F Y")}
            raise forms.ValidationError(message, "too_far")
        return found

    def _date(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            message = self.error_messages["invalid"] % {"date": text[:20]}
            raise forms.ValidationError(message, "invalid") from error
