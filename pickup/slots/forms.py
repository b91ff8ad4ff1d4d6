"""The week as a shopkeeper types it: hours, weekly slots, closures, time to prepare."""

from __future__ import annotations

from itertools import pairwise

from django import forms
from django.utils.translation import gettext_lazy as _

from pickup.slots.schedule import WeeklySlot
from shops.hours.services import Interval
from shops.models import WEEKDAYS

END_AFTER_START = _("The end must come after the start.")
LEAD_TIMES = [
    (30, _("half an hour before")),
    (60, _("1 hour before")),
    (120, _("2 hours before")),
    (240, _("4 hours before")),
    (1440, _("the day before")),
    (2880, _("two days before")),
]
MAX_CAPACITY = 500


def time_field(label) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=widget)


class DayForm(forms.Form):
    """One day's two openings; empty: shut."""

    morning_opens = time_field(_("from"))
    morning_closes = time_field(_("to"))
    afternoon_opens = time_field(_("and from"))
    afternoon_closes = time_field(_("to (second)"))

    def __init__(self, *args, weekday: int, **kwargs):
        super().__init__(*args, prefix=f"day{weekday}", **kwargs)
        self.weekday = weekday
        self.name = WEEKDAYS[weekday][1]

    def clean(self):
        data = super().clean()
        pairs = [
            (data.get("morning_opens"), data.get("morning_closes")),
            (data.get("afternoon_opens"), data.get("afternoon_closes")),
        ]
        for opens, closes in pairs:
            if (opens is None) != (closes is None):
                raise forms.ValidationError(_("Give both the start and the end."))
            if opens and closes <= opens:
                raise forms.ValidationError(END_AFTER_START)
        found = sorted(pair for pair in pairs if pair[0])
        if any(after[0] < before[1] for before, after in pairwise(found)):
            raise forms.ValidationError(_("The two openings overlap."))
        self.intervals = [Interval(self.weekday, *pair) for pair in found]
        return data


def week_forms(shop, data=None) -> list[DayForm]:
    """Return a form for each day of the week, Monday first."""
    hours = list(shop.opening_hours.all())
    forms_of_days = []
    for weekday, _name in WEEKDAYS:
        mine = [row for row in hours if row.weekday == weekday]
        names = [("morning_opens", "morning_closes"), ("afternoon_opens", "afternoon_closes")]
        initial = {}
        for row, (opens, closes) in zip(mine, names, strict=False):
            initial |= {opens: row.opens, closes: row.closes}
        forms_of_days.append(DayForm(data, weekday=weekday, initial=initial))
    return forms_of_days


class WeeklySlotForm(forms.Form):
    weekday = forms.TypedChoiceField(label=_("Day"), choices=WEEKDAYS, coerce=int)
    starts = time_field(_("from"))
    ends = time_field(_("to"))
    capacity = forms.IntegerField(
        label=_("Orders at most"), required=False, min_value=1, max_value=MAX_CAPACITY
    )

    def clean(self):
        data = super().clean()
        given = [data.get(name) for name in ("starts", "ends", "capacity")]
        if any(given) and not all(given) and not self.errors:
            raise forms.ValidationError(_("Give start, end and number, or empty the row."))
        if all(given) and data["ends"] <= data["starts"]:
            self.add_error("ends", END_AFTER_START)
        return data

    def slot(self) -> WeeklySlot | None:
        data = self.cleaned_data
        if not data.get("starts"):
            return None
        return WeeklySlot(data["weekday"], data["starts"], data["ends"], data["capacity"])


class BaseWeeklySlots(forms.BaseFormSet):
    def clean(self):
        """Refuse two slots of a day that overlap, on the later row."""
        if any(self.errors):
            return
        taken: list[WeeklySlot] = []
        for form in self.forms:
            slot = form.slot()
            if slot is None:
                continue
            if any(overlap(slot, other) for other in taken):
                form.add_error("starts", _("Another slot of this day overlaps."))
            taken.append(slot)

    def slots(self) -> list[WeeklySlot]:
        return [slot for form in self.forms if (slot := form.slot())]


def overlap(one: WeeklySlot, other: WeeklySlot) -> bool:
    same_day = one.weekday == other.weekday
    return same_day and one.starts < other.ends and other.starts < one.ends


WeeklySlots = forms.formset_factory(
    WeeklySlotForm, formset=BaseWeeklySlots, extra=3, max_num=100, validate_max=True
)


def weekly_slots(point, data=None):
    initial = [
        {"weekday": p.weekday, "starts": p.starts, "ends": p.ends, "capacity": p.capacity}
        for p in point.patterns.all()
    ]
    return WeeklySlots(data, initial=initial, prefix="slots")


class PreparationForm(forms.Form):
    lead_time_minutes = forms.TypedChoiceField(
        label=_("Orders close"), choices=LEAD_TIMES, coerce=int
    )
    default_capacity = forms.IntegerField(
        label=_("Orders per half-day"), min_value=1, max_value=MAX_CAPACITY
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current = self.initial.get("lead_time_minutes")
        known = dict(LEAD_TIMES)
        if current and current not in known:
            other = (current, _("%(n)s minutes before") % {"n": current})
            self.fields["lead_time_minutes"].choices = [*LEAD_TIMES, other]


class ClosureForm(forms.Form):
    first_day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=100)

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", END_AFTER_START)
        return data
