"""The pages that editors write."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

# First parts of the site's own addresses: a page there could never be reached.
RESERVED_SLUGS = {
    "admin", "association", "classement", "commande", "comment-ca-marche", "commerces", "compte",
    "conditions", "confidentialite", "connexion", "contact", "courrier", "documents", "en",
    "entete", "healthz", "media", "mentions-legales", "panier", "pro", "produits", "recherche",
    "retractation", "retrait", "signaler", "static", "vendre-ici",
}  # fmt: skip


class ReservedSlugMixin:
    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS and self.depth in (None, 3):
            raise ValidationError({"slug": _("The site itself uses this address.")})


class HomePage(ReservedSlugMixin, Page):
    """The territory's first page: a title, a sentence, and the live market below.

    The live parts are template tags of the storefront: two layers side by side, neither imports
    the other.
    """

    headline = models.CharField(_("headline"), max_length=120)
    emphasis = models.CharField(
        _("emphasis"), max_length=80, blank=True, help_text=_("The coloured end of the headline.")
    )
    lead = models.TextField(_("lead"), max_length=400)

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("emphasis"),
        FieldPanel("lead"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "pages/home_page.html"


class TextPage(ReservedSlugMixin, Page):
    """A plain page of the territory."""

    body = RichTextField(_("text"))

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "pages/text_page.html"
