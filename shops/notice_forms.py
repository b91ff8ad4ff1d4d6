"""Until when one can order, as a shopkeeper says it: of the shop, and of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shops.hours.forms import time_field
from shops.models import WEEKDAYS

LEAD_TIMES = [
    (0, _("no time needed")),
    (30, _("half an hour before")),
    (60, _("1 hour before")),
    (120, _("2 hours before")),
    (240, _("4 hours before")),
    (1440, _("24 hours before")),
    (2880, _("48 hours before")),
]
DAYS_BEFORE = [
    ("0", _("the same day")),
    ("1", _("the day before")),
    ("2", _("two days before")),
    ("3", _("three days before")),
    ("4", _("four days before")),
    ("7", _("a week before")),
]
WEEKLY = "w"
DEADLINES = [
    ("", _("no other limit")),
    *DAYS_BEFORE,
    *((f"{WEEKLY}{number}", name) for number, name in WEEKDAYS),
]


class NoticeForm(forms.Form):
    """A time to prepare, and where it is not enough an hour of a day before, or of a weekday."""

    lead_time_minutes = forms.TypedChoiceField(
        label=_("Orders close"), choices=LEAD_TIMES, coerce=int
    )
    deadline = forms.ChoiceField(label=_("and at the latest"), choices=DEADLINES, required=False)
    order_at = time_field(_("until the hour"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_time_minutes"].choices = _with_current(
            LEAD_TIMES, self.initial.get("lead_time_minutes"), _("%(n)s minutes before")
        )
        days = self.initial.get("deadline")
        if days and days.isdigit():
            self.fields["deadline"].choices = _with_current(
                DEADLINES, days, _("%(n)s days before")
            )

    def clean(self):
        data = super().clean()
        if data.get("deadline") and not data.get("order_at") and "order_at" not in self.errors:
            self.add_error("order_at", _("Until what hour?"))
        if data.get("order_at") and not data.get("deadline") and "deadline" not in self.errors:
            self.add_error("deadline", _("On which day?"))
        return data

    def notice(self) -> dict[str, Any]:
        """Return the columns of shops.models.notice."""
        data = self.cleaned_data
        deadline = data["deadline"]
        weekly = deadline.startswith(WEEKLY)
        return {
            "lead_time_minutes": data["lead_time_minutes"],
            "order_at": data["order_at"],
            "order_weekday": int(deadline.removeprefix(WEEKLY)) if weekly else None,
            "order_days": int(deadline) if deadline and not weekly else None,
        }


def initial_of_notice(row) -> dict[str, Any]:
    """Return what the form shows of a row with the columns of a notice."""
    deadline = "" if row.order_days is None else str(row.order_days)
    if row.order_weekday is not None:
        deadline = f"{WEEKLY}{row.order_weekday}"
    return {
        "lead_time_minutes": row.lead_time_minutes,
        "deadline": deadline,
        "order_at": row.order_at,
    }


def _with_current(choices, current, text):
    if not current or current in dict(choices):
        return choices
    return [*choices, (current, text % {"n": current})]
