"""Weekly slots and time to prepare, as a shopkeeper types them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.dates.words import say_hour
from pickup.slots.fit import is_outside, is_shut
from pickup.slots.schedule import WeeklySlot
from pickup.slots.single_days import DaySlots
from shops.hours.calendar import Calendar, calendar_of
from shops.hours.forms import END_AFTER_START, date_field, time_field
from shops.models import WEEKDAYS
from shops.notice_forms import NoticeForm, initial_of_notice

MAX_CAPACITY = 500
MAX_WORK = 10_000
# Every half-hour of thirteen hours, all week long; a form has no more than a thousand fields.
MAX_SLOTS = 190


def minutes_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Length of each slot, in minutes"),
        required=False,
        min_value=5,
        max_value=720,
        help_text=_("30: a slot every half-hour. Left empty: one slot from start to end."),
    )


def check_order(form, data) -> None:
    """Say beside the end that it does not come after the start."""
    starts, ends = data.get("starts"), data.get("ends")
    if starts and ends and ends <= starts:
        form.add_error("ends", END_AFTER_START)


class WeeklySlotForm(forms.Form):
    """One weekly slot, beside the hours that it should lie in; an empty row removes it."""

    weekday = forms.TypedChoiceField(label=_("Day"), choices=WEEKDAYS, coerce=int)
    starts = time_field(_("from"))
    ends = time_field(_("to"))
    capacity = forms.IntegerField(
        label=_("Orders at most"), required=False, min_value=1, max_value=MAX_CAPACITY
    )
    work = forms.IntegerField(
        label=_("Work at most"), required=False, min_value=1, max_value=MAX_WORK
    )

    def __init__(self, *args, calendar: Calendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.calendar = calendar

    def clean(self):
        data = super().clean()
        given = [data.get(name) for name in ("starts", "ends", "capacity")]
        if any(given) and not all(given) and not self.errors:
            raise forms.ValidationError(_("Give start, end and number, or empty the row."))
        if all(given) and data["ends"] <= data["starts"]:
            self.add_error("ends", END_AFTER_START)
        if all(given) and "weekday" in data and not self.calendar.opens_on(data["weekday"]):
            self.add_error("weekday", _("You are shut on this day: say its hours first."))
        return data

    @property
    def is_shut(self) -> bool:
        """Say whether the slot as it was before stands on a day that is usually shut."""
        return bool(self.initial) and is_shut(WeeklySlot(**self.initial), self.calendar)

    @property
    def is_of_season(self) -> bool:
        """Say whether a season alone opens the day of the slot as it was before."""
        return self.is_shut and self.calendar.opens_on(self.initial["weekday"])

    @property
    def is_outside(self) -> bool:
        """Say whether the slot as it was before is outside the hours of its day."""
        return bool(self.initial) and is_outside(WeeklySlot(**self.initial), self.calendar)

    @property
    def instance_text(self) -> str:
        """Say the slot as it was before: « Vendredi, 17 h – 18 h »."""
        shown = self.initial
        hours = f"{say_hour(shown['starts'])} – {say_hour(shown['ends'])}"
        return f"{dict(WEEKDAYS)[shown['weekday']]}, {hours}"

    def slot(self) -> WeeklySlot | None:
        data = self.cleaned_data
        if not data.get("starts"):
            return None
        return WeeklySlot(
            data["weekday"], data["starts"], data["ends"], data["capacity"], data["work"]
        )


@dataclass(frozen=True)
class SlotsOfDay:
    """The rows of one day of the week, as its fold shows them."""

    name: str
    rows: list[WeeklySlotForm]

    @property
    def first(self) -> time:
        return min(row.initial["starts"] for row in self.rows)

    @property
    def last(self) -> time:
        return max(row.initial["ends"] for row in self.rows)

    @property
    def is_shut(self) -> bool:
        return self.rows[0].is_shut

    @property
    def is_of_season(self) -> bool:
        return self.rows[0].is_of_season

    @property
    def outside(self) -> int:
        """How many of its slots are outside the hours."""
        return sum(row.is_outside for row in self.rows)

    @property
    def has_errors(self) -> bool:
        return any(row.errors for row in self.rows)


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

    def by_weekday(self) -> list[SlotsOfDay]:
        """Return the rows of slots that are there, by their day, Monday first."""
        rows = [form for form in self.forms if form.initial]
        days = groupby(rows, key=lambda row: row.initial["weekday"])
        return [SlotsOfDay(str(dict(WEEKDAYS)[day]), list(those)) for day, those in days]

    def new_has_errors(self) -> bool:
        return any(row.errors for row in self.new_rows())

    def new_rows(self) -> list[WeeklySlotForm]:
        return [form for form in self.forms if not form.initial]

    def slots(self) -> list[WeeklySlot]:
        return [slot for form in self.forms if (slot := form.slot())]


def overlap(one: WeeklySlot, other: WeeklySlot) -> bool:
    same_day = one.weekday == other.weekday
    return same_day and one.starts < other.ends and other.starts < one.ends


WeeklySlots = forms.formset_factory(
    WeeklySlotForm, formset=BaseWeeklySlots, extra=3, max_num=MAX_SLOTS, validate_max=True
)


def weekly_slots(point, data=None):
    initial = [
        {name: getattr(pattern, name) for name in WeeklySlotForm.base_fields}
        for pattern in point.patterns.all()
    ]
    with_hours = {"calendar": calendar_of(point.shop)}
    return WeeklySlots(data, initial=initial, prefix="slots", form_kwargs=with_hours)


class DaySlotsForm(forms.Form):
    """Slots of one day alone."""

    day = date_field(_("Day"))
    starts = time_field(_("from"))
    ends = time_field(_("to"))
    minutes = minutes_field()
    places = forms.IntegerField(
        label=_("Orders at most, in each"), min_value=1, max_value=MAX_CAPACITY
    )
    work = forms.IntegerField(
        label=_("Work at most"), required=False, min_value=1, max_value=MAX_WORK
    )

    def __init__(self, *args, limits_work: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].required = self.fields["ends"].required = True
        if not limits_work:
            del self.fields["work"]

    def clean(self):
        data = super().clean()
        check_order(self, data)
        return data

    def asked(self) -> DaySlots:
        return DaySlots(**self.cleaned_data)


class PreparationForm(NoticeForm):
    default_capacity = forms.IntegerField(
        label=_("Orders per half-day"), min_value=1, max_value=MAX_CAPACITY
    )
    default_work = forms.IntegerField(
        label=_("Work per half-day"), required=False, min_value=1, max_value=MAX_WORK
    )


def preparation_form(point) -> PreparationForm:
    shown = {"default_capacity": point.default_capacity, "default_work": point.default_work}
    return PreparationForm(initial=initial_of_notice(point) | shown)
