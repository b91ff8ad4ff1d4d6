"""The diary: markets, fêtes, workshops."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from marketplace.pages.calendar import calendar_of
from marketplace.pages.listing import page_of
from marketplace.pages.models.base import StoryPage
from marketplace.pages.occurrences import Dates
from marketplace.pages.queries import EventPageManager


class RoutedPage(RoutablePageMixin, StoryPage):
    """A page with addresses below its own."""

    class Meta:
        abstract = True

    def serve_preview(self, request, mode_name):
        self.enter_territory(request)
        return super().serve_preview(request, mode_name)


class EventIndex(RoutedPage):
    content_panels = [*StoryPage.content_panels, FieldPanel("body")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.EventPage"]
    template = "pages/event_index.html"

    class Meta:
        verbose_name = _("diary")
        verbose_name_plural = _("diaries")

    @path("")
    def coming(self, request):
        events = EventPage.objects.child_of(self).live().for_cards()
        coming = events.coming(now=timezone.now(), zone=request.territory.zone)
        return self.render(request, context_overrides={"shown": page_of(coming, request)})

    @path("archives/", name="archive")
    def archive(self, request):
        events = EventPage.objects.child_of(self).live().for_cards()
        past = events.past(now=timezone.now(), zone=request.territory.zone)
        overrides = {"shown": page_of(past, request), "is_archive": True}
        return self.render(request, context_overrides=overrides)


class EventPage(RoutedPage):
    """An event in wall time of the territory: a market at 8 stays at 8 when clocks change."""

    class Kind(models.TextChoices):
        MARKET = "market", _("Market")
        FETE = "fete", _("Fête")
        WORKSHOP = "workshop", _("Workshop")
        SHOW = "show", _("Show")
        MEETING = "meeting", _("Meeting")
        OTHER = "other", _("Event")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    first_day = models.DateField(_("day"))
    starts = models.TimeField(_("starts"))
    last_day = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Only when it ends on a later day, a fête after midnight for instance."),
    )
    ends = models.TimeField(_("ends"))
    is_weekly = models.BooleanField(
        _("every week"), default=False, help_text=_("On the same day of the week as the first.")
    )
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Empty: until you say otherwise.")
    )
    place = models.CharField(_("place"), max_length=200)
    town = models.ForeignKey(
        "territories.Town",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("town"),
    )

    objects = EventPageManager()

    content_panels = [
        *StoryPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("first_day"),
                FieldPanel("starts"),
                FieldPanel("ends"),
                FieldPanel("last_day"),
                FieldPanel("is_weekly"),
                FieldPanel("until"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("town")], heading=_("Where")),
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.EventIndex"]
    subpage_types: list[str] = []
    template = "pages/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True, ends__gt=F("starts"))
                | Q(last_day__isnull=False, last_day__gt=F("first_day")),
                name="pages_event_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            ),
            models.CheckConstraint(
                condition=Q(is_weekly=False) | Q(last_day=None),
                name="pages_event_weekly_within_a_day",
                violation_error_message=_("A weekly event ends on the day it starts."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("first_day")),
                name="pages_event_until_after_start",
                violation_error_message=_("The last date comes before the first."),
            ),
        ]

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()

    @property
    def dates(self) -> Dates:
        return Dates(
            self.first_day, self.starts, self.last_day, self.ends, self.is_weekly, self.until
        )

    def clean(self):
        super().clean()
        errors = self.dates.errors()
        if errors:
            raise ValidationError(errors)

    def words(self) -> list[str]:
        town = self.town.name if self.town else ""
        return [*super().words(), self.kind_label, self.place, town]

    @path("")
    def show(self, request):
        return self.render(request)

    @path("calendrier/", name="calendar")
    def calendar(self, request):
        """Give the event to the visitor's own calendar."""
        content = calendar_of(
            self, territory=request.territory, address=self.get_full_url(request)
        )
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return response
