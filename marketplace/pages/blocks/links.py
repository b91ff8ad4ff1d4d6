"""Links to a page of the territory, or to an address."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

SCHEMES = {"http", "https", "mailto", "tel"}


def validate_address(value: str) -> None:
    """Accept a path of this site or an address of the web, of mail or of a telephone."""
    own_path = value.startswith("/") and not value.startswith(("//", "/\\"))
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    known = parts and parts.scheme in SCHEMES and (parts.netloc or parts.path)
    if not (own_path or known) or any(char.isspace() for char in value):
        raise ValidationError(_("Give an address such as /produits/ or https://example.org/."))


class LinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=gettext_lazy("page"), required=False)
    address = blocks.CharBlock(
        label=gettext_lazy("or address"),
        required=False,
        max_length=300,
        validators=[validate_address],
    )
    label = blocks.CharBlock(
        label=gettext_lazy("label"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: the page’s title."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("link")
        label_format = "{label} {page} {address}"

    def clean(self, value):
        value = super().clean(value)
        if bool(value["page"]) == bool(value["address"]):
            message = _("Give a page or an address: one of them.")
            raise StructBlockValidationError({"page": ValidationError(message)})
        if value["address"] and not value["label"]:
            message = _("Say what the link leads to.")
            raise StructBlockValidationError({"label": ValidationError(message)})
        return value


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=gettext_lazy("title"), required=False, max_length=40)
    links = blocks.ListBlock(LinkBlock(), label=gettext_lazy("links"), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("column")
        label_format = "{title}"
