"""Hours as a shopkeeper types them: a week, a season, one day, a closure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise

from django import forms
from django.utils.translation import gettext_lazy as _

from shops.hours.services import Interval, SeasonFacts
from shops.models import WEEKDAYS, HoursPeriod, OpeningHours, Shop

END_AFTER_START = _("The end must come after the start.")


def time_field(label) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=widget)


def date_field(label, **fields) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **fields)


class TwoOpenings(forms.Form):
    """The two openings of a day."""

    morning_opens = time_field(_("from"))
    morning_closes = time_field(_("to"))
    afternoon_opens = time_field(_("and from"))
    afternoon_closes = time_field(_("to (second)"))


def two_openings(data) -> list[tuple[time, time]]:
    """Return the openings of a day in order; raises ValidationError where they cannot be."""
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
    return found


class DayForm(TwoOpenings):
    """One weekday's two openings; empty: shut."""

    def __init__(self, *args, weekday: int, **kwargs):
        super().__init__(*args, prefix=f"day{weekday}", **kwargs)
        self.weekday = weekday
        self.name = WEEKDAYS[weekday][1]

    def clean(self):
        data = super().clean()
        self.intervals = [Interval(self.weekday, *pair) for pair in two_openings(data)]
        return data


def week_forms(hours: Iterable[OpeningHours], data=None) -> list[DayForm]:
    """Return a form for each day of the week, Monday first, with these hours in it."""
    hours = list(hours)
    forms_of_days = []
    for weekday, _name in WEEKDAYS:
        mine = [row for row in hours if row.weekday == weekday]
        names = [("morning_opens", "morning_closes"), ("afternoon_opens", "afternoon_closes")]
        initial = {}
        for row, (opens, closes) in zip(mine, names, strict=False):
            initial |= {opens: row.opens, closes: row.closes}
        forms_of_days.append(DayForm(data, weekday=weekday, initial=initial))
    return forms_of_days


class SpecialDayForm(TwoOpenings):
    """One day with hours of its own, in place of all others."""

    day = date_field(_("Day"))
    field_order = ("day",)

    def clean(self):
        data = super().clean()
        self.openings = two_openings(data)
        if not self.openings:
            message = _("Give the hours of this day; to be shut, note a closure.")
            raise forms.ValidationError(message)
        return data


class SeasonForm(forms.Form):
    """When a season is; its week stands beside it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    recurs = forms.ChoiceField(
        label=_("When"), choices=HoursPeriod.Recurs, widget=forms.RadioSelect, initial="yearly"
    )
    first_day = date_field(_("First day"), required=False)
    last_day = date_field(_("Last day"), required=False)

    def __init__(self, *args, shop: Shop, **kwargs):
        super().__init__(*args, **kwargs)
        if not shop.territory.school_zone:
            known = HoursPeriod.Recurs.SCHOOL_HOLIDAYS
            self.fields["recurs"].choices = [
                choice for choice in HoursPeriod.Recurs.choices if choice[0] != known
            ]

    def clean(self):
        data = super().clean()
        if data.get("recurs") == HoursPeriod.Recurs.SCHOOL_HOLIDAYS:
            return data | {"first_day": None, "last_day": None}
        for name in ("first_day", "last_day"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Give the day."))
        first, last = data.get("first_day"), data.get("last_day")
        if data.get("recurs") == HoursPeriod.Recurs.ONCE and first and last and last < first:
            self.add_error("last_day", END_AFTER_START)
        return data

    def facts(self) -> SeasonFacts:
        return SeasonFacts(**self.cleaned_data)


class PublicHolidaysForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("On public holidays"), choices=Shop.OnPublicHolidays, widget=forms.RadioSelect
    )


class ClosureForm(forms.Form):
    first_day = date_field(_("First day"))
    last_day = date_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=100)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", END_AFTER_START)
        elif last and last < self.today:
            self.add_error("last_day", _("These days are over: give days to come."))
        return data


class OsmForm(forms.Form):
    text = forms.CharField(
        label=_("Hours of OpenStreetMap to take over"),
        help_text=_(
            "The value of “opening_hours”, as Tu-Sa 09:00-12:30,14:30-19:00; PH off. It replaces"
            " the week, the seasons of every year and what you said of public holidays; closures"
            " and single days that it does not mention stay."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
