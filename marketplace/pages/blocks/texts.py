"""Blocks that editors write."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from marketplace.pages.blocks.links import LinkBlock
from marketplace.pages.choosers import ShopChooserBlock

# Titles begin at the second rank: the page's own is the first. No picture inside a text.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**{"features": TEXT_FEATURES} | kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("text")
        template = "pages/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """Its alternative text is asked for at each use, unless the picture says nothing more."""

    picture = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "pages/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"), max_length=500, rows=3)
    author = blocks.CharBlock(label=_("who says it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "pages/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("what"), max_length=60)
    value = blocks.CharBlock(label=_("answer"), max_length=200)

    class Meta:
        label = _("fact")
        label_format = "{name} : {value}"


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=80)
    facts = blocks.ListBlock(FactBlock(), label=_("facts"), min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = _("practical facts")
        template = "pages/blocks/facts.html"


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(label=_("text"), required=False, max_length=300, rows=2)
    link = LinkBlock(label=_("button"))

    class Meta:
        icon = "plus-inverse"
        label = _("call to action")
        template = "pages/blocks/call_to_action.html"


class StopBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=100)
    shop = ShopChooserBlock(label=_("shop on the way"), required=False)
    text = blocks.TextBlock(label=_("text"), required=False, max_length=600, rows=3)

    class Meta:
        icon = "site"
        label = _("stop")
        label_format = "{title}"
