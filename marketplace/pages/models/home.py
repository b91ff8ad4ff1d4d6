"""The territory's first page, and its plain ones."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from marketplace.pages.blocks import TEXT_FEATURES, body_field
from marketplace.pages.models.base import EditedPage, StoryPage
from marketplace.pages.permissions import HomePermissionTester
from marketplace.pages.words import text_of_html


class HomePage(EditedPage):
    """The territory's first page: a title, a sentence, the live market and the news.

    The live parts are template tags of the storefront: two layers side by side, neither imports
    the other. Without blocks of its own it shows the market as it is.
    """

    headline = models.CharField(_("headline"), max_length=120)
    emphasis = models.CharField(
        _("emphasis"), max_length=80, blank=True, help_text=_("The coloured end of the headline.")
    )
    lead = models.TextField(_("lead"), max_length=400)
    picture = models.ForeignKey(
        "pages.PageImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = body_field()

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("headline"),
                FieldPanel("emphasis"),
                FieldPanel("lead"),
                FieldPanel("picture"),
            ],
            heading=_("Top of the page"),
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.TownPage",
        "pages.ArticleIndex",
        "pages.EventIndex",
        "pages.WalkIndex",
        "pages.SelectionPage",
        "pages.TextPage",
    ]
    template = "pages/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def summary(self) -> str:
        return self.search_description or self.lead

    def permissions_for_user(self, user):
        return HomePermissionTester(user, self)


class TextPage(EditedPage):
    """A plain page of the territory."""

    body = RichTextField(_("text"), features=TEXT_FEATURES)
    blocks = body_field()

    content_panels = [*Page.content_panels, FieldPanel("body"), FieldPanel("blocks")]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    template = "pages/text_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @property
    def summary(self) -> str:
        return self.search_description or text_of_html(self.body)[:200]

    def words(self) -> list[str]:
        return [*super().words(), text_of_html(self.body)]


class SelectionPage(StoryPage):
    """Products and stories of a season; the home leads to it while it lasts."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    content_panels = [
        *StoryPage.content_panels,
        MultiFieldPanel([FieldPanel("first_day"), FieldPanel("last_day")], heading=_("In season")),
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    template = "pages/selection_page.html"

    class Meta:
        verbose_name = _("seasonal selection")
        verbose_name_plural = _("seasonal selections")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="pages_selection_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    @property
    def kind_label(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def is_over(self) -> bool:
        """Say whether the season is past, where the page is shown."""
        return self.last_day < timezone.localdate()
