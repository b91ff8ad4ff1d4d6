"""Menu and footer, as the association's desk sets them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from marketplace.pages.blocks import FooterColumnBlock, LinkBlock
from marketplace.pages.fields import BlocksField
from marketplace.pages.references import OwnReferencesForm


@register_setting(icon="list-ul", order=100)
class Navigation(BaseSiteSetting):
    """Links of a territory's header and footer; the legal ones are the law's, not an editor's."""

    main_menu = BlocksField(
        [("link", LinkBlock())],
        blank=True,
        max_num=5,
        verbose_name=_("main menu"),
        help_text=_("Empty: products, shops, and the pages marked to be shown in menus."),
    )
    footer_columns = BlocksField(
        [("column", FooterColumnBlock())],
        blank=True,
        max_num=3,
        verbose_name=_("columns of the footer"),
        help_text=_("They stand before the site’s own links, which stay."),
    )
    footer_sentence = models.CharField(
        _("sentence of the footer"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the site’s own sentence on the shops and their association."),
    )

    edit_handler = ObjectList(
        [
            FieldPanel("main_menu"),
            FieldPanel("footer_columns"),
            FieldPanel("footer_sentence"),
        ],
        base_form_class=OwnReferencesForm,
    )

    class Meta:
        verbose_name = _("menu and footer")
        verbose_name_plural = _("menus and footers")

    def __str__(self):
        return str(self._meta.verbose_name)
