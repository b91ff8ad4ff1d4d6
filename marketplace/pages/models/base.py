"""What all pages of a territory have in common."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from marketplace.pages.addresses import reserved_slugs
from marketplace.pages.blocks import body_field
from marketplace.pages.forms import TerritoryPageForm
from marketplace.pages.territory import territory_of_page
from marketplace.pages.words import text_of_html
from themes.current import current_theme

# Root, home, and what stands right below the home.
DEPTH_BELOW_HOME = 3


class ReservedSlugMixin:
    def clean(self):
        super().clean()
        if self.depth == DEPTH_BELOW_HOME and self.slug in reserved_slugs():
            raise ValidationError({"slug": _("The site itself uses this address.")})


class EditedPage(ReservedSlugMixin, Page):
    """A page of one territory, open to everybody: nothing is hidden behind a session."""

    private_page_options = []
    base_form_class = TerritoryPageForm
    # What a card says above the title.
    kind_label = ""

    class Meta:
        abstract = True

    @property
    def summary(self) -> str:
        """Return the sentence that stands for the page in lists and in search results."""
        return self.search_description

    def words(self) -> list[str]:
        """Return the texts under which the page is found."""
        return [self.title, self.summary]

    def serve_preview(self, request, mode_name):
        self.enter_territory(request)
        return super().serve_preview(request, mode_name)

    def enter_territory(self, request) -> None:
        """Dress a preview as its territory would: no address was resolved on the way here."""
        territory = territory_of_page(self)
        if territory:
            request.territory = territory
            current_theme.set(territory.theme)
            timezone.activate(territory.zone)


class StoryPage(EditedPage):
    """A page that is told: a picture, a sentence, and blocks."""

    intro = models.TextField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: they stand in lists too."),
    )
    picture = models.ForeignKey(
        "pages.PageImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = body_field()

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("picture")]

    class Meta:
        abstract = True

    @property
    def summary(self) -> str:
        return self.intro or self.search_description

    def words(self) -> list[str]:
        return [*super().words(), *map(text_of_html, self._texts())]

    def _texts(self) -> list[str]:
        return self.body.stream_block.get_searchable_content(self.body)
