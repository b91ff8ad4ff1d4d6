"""Weekly slots and time to prepare, as a shopkeeper types them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pickup.slots.schedule import WeeklySlot
from shops.hours.forms import END_AFTER_START, time_field
from shops.models import WEEKDAYS

LEAD_TIMES = [
    (30, _("half an hour before")),
    (60, _("1 hour before")),
    (120, _("2 hours before")),
    (240, _("4 hours before")),
    (1440, _("the day before")),
    (2880, _("two days before")),
]
MAX_CAPACITY = 500


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
