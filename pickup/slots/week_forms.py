"""Many weekly slots in one go: cut from some hours, or copied from another day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pickup.slots.forms import (
    MAX_CAPACITY,
    MAX_SLOTS,
    MAX_WORK,
    check_order,
    minutes_field,
    overlap,
)
from pickup.slots.models import PickupPoint
from pickup.slots.schedule import WeeklySlot, slots_of
from pickup.slots.windows import pieces
from shops.hours.calendar import calendar_of
from shops.hours.forms import time_field
from shops.models import WEEKDAYS


class ManyWeeklySlotsForm(forms.Form):
    """The same slots on several days of the week, cut from some hours, in place of theirs."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    starts = time_field(_("from"))
    ends = time_field(_("to"))
    minutes = minutes_field()
    capacity = forms.IntegerField(
        label=_("Orders at most, in each"), min_value=1, max_value=MAX_CAPACITY
    )
    work = forms.IntegerField(
        label=_("Work at most"), required=False, min_value=1, max_value=MAX_WORK
    )
    replaces = forms.BooleanField(
        label=_("In place of all slots that these days have"), required=False
    )

    def __init__(self, *args, point: PickupPoint, **kwargs):
        super().__init__(*args, prefix="many", **kwargs)
        self.fields["starts"].required = self.fields["ends"].required = True
        self.point = point

    def clean(self):
        data = super().clean()
        check_order(self, data)
        if not self.errors:
            refuse_shut_days(self, "weekdays", data["weekdays"], self.point)
        if not self.errors:
            self._cut(data)
        return data

    def _cut(self, data) -> None:
        self.slots = [
            WeeklySlot(day, *pair, data["capacity"], data["work"])
            for day in data["weekdays"]
            for pair in pieces(data["starts"], data["ends"], data["minutes"])
        ]
        if not self.slots:
            message = _("Not one slot of this length lies between these hours.")
            self.add_error("minutes", message)
        days = data["weekdays"] if data["replaces"] else []
        kept = [slot for slot in slots_of(self.point) if slot.weekday not in days]
        if any_overlap(self.slots, kept):
            self.add_error("starts", _("These days have slots in these hours already."))
        refuse_too_many(self, "minutes", len(self.slots) + len(kept))


class CopyDayForm(forms.Form):
    """One day's slots on other days of the week, in place of theirs."""

    source = forms.TypedChoiceField(label=_("The slots of"), choices=WEEKDAYS, coerce=int)
    targets = forms.TypedMultipleChoiceField(
        label=_("on these days too"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, point: PickupPoint, **kwargs):
        super().__init__(*args, prefix="copy", **kwargs)
        self.point = point
        days = {slot.weekday for slot in slots_of(point)}
        self.fields["source"].choices = [day for day in WEEKDAYS if day[0] in days]

    def clean(self):
        data = super().clean()
        if not self.errors:
            count = self._count(data["source"], set(data["targets"]))
            refuse_shut_days(self, "targets", data["targets"], self.point)
            refuse_too_many(self, "targets", count)
        return data

    def _count(self, source: int, targets: set[int]) -> int:
        """Return how many slots there are once they are copied."""
        slots = slots_of(self.point)
        model = sum(slot.weekday == source for slot in slots)
        kept = sum(slot.weekday not in targets - {source} for slot in slots)
        return kept + model * len(targets - {source})


def refuse_shut_days(form, field: str, weekdays: list[int], point: PickupPoint) -> None:
    """Say beside a field which of its days are shut."""
    calendar = calendar_of(point.shop)
    shut = [str(name) for day, name in WEEKDAYS if day in weekdays and not calendar.opens_on(day)]
    if shut:
        message = _("You are shut on: %(days)s. Say their hours first.")
        form.add_error(field, message % {"days": ", ".join(shut)})


def refuse_too_many(form, field: str, count: int) -> None:
    if count > MAX_SLOTS:
        form.add_error(field, _("At most %(n)s weekly slots in all.") % {"n": MAX_SLOTS})


def any_overlap(some: list[WeeklySlot], others: list[WeeklySlot]) -> bool:
    return any(overlap(one, other) for one in some for other in others)
