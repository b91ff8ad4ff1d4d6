"""When a shop is open: its week, its seasons, single days, closures; all in wall time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shops.models.shop import Shop

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class HoursPeriod(models.Model):
    """A part of the year with a week of its own: summer, the school holidays, Advent."""

    class Recurs(models.TextChoices):
        ONCE = "once", _("on these dates only")
        YEARLY = "yearly", _("every year")
        SCHOOL_HOLIDAYS = "school", _("in all school holidays")

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="hours_periods")
    name = models.CharField(_("name"), max_length=60)
    recurs = models.CharField(_("when"), max_length=10, choices=Recurs, default=Recurs.ONCE)
    # Both included. Every year: month and day count, and the year's end may lie between them.
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("hours of a season")
        verbose_name_plural = _("hours of seasons")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recurs="school", first_day=None, last_day=None)
                | (~Q(recurs="school") & Q(first_day__isnull=False, last_day__isnull=False)),
                name="shops_period_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(recurs="once") | Q(last_day__gte=F("first_day")),
                name="shops_period_ends_after_start",
            ),
            models.UniqueConstraint(
                "shop", condition=Q(recurs="school"), name="shops_period_one_of_school_holidays"
            ),
        ]

    def __str__(self):
        return self.name


class OpeningHours(models.Model):
    """One opening interval of the week, the usual one or a season's."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="opening_hours")
    # None: the usual week.
    period = models.ForeignKey(
        HoursPeriod, models.CASCADE, null=True, blank=True, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="shops_hours_close_after_opening"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="shops_hours_weekday"),
            models.UniqueConstraint(
                "shop", "weekday", "opens", condition=Q(period=None), name="shops_hours_once"
            ),
            models.UniqueConstraint(
                "period", "weekday", "opens", name="shops_hours_once_a_period"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialHours(models.Model):
    """One opening on one day, which has these hours alone, whatever else holds for it."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="special_hours")
    day = models.DateField(_("day"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("hours of one day")
        verbose_name_plural = _("hours of single days")
        ordering = ["day", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="shops_special_close_after_opening"
            ),
            models.UniqueConstraint("shop", "day", "opens", name="shops_special_once"),
        ]

    def __str__(self):
        return f"{self.day} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Closure(models.Model):
    """Days on which the shop is shut, both ends included."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="closures")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="shops_closure_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.first_day} - {self.last_day}"


class HolidayQuestion(models.Model):
    """A public holiday on which the shop was asked whether it is open."""

    class Answer(models.TextChoices):
        OPEN = "open", _("open as usual")
        CLOSED = "closed", _("closed")

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="holiday_questions")
    day = models.DateField(_("day"))
    asked_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)

    class Meta:
        verbose_name = _("question about a public holiday")
        verbose_name_plural = _("questions about public holidays")
        ordering = ["day"]
        constraints = [models.UniqueConstraint("shop", "day", name="shops_holiday_asked_once")]

    def __str__(self):
        return f"{self.shop} · {self.day}"
