"""What pages are made of: texts that are written, and parts that are live."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from marketplace.pages.blocks.links import FooterColumnBlock, LinkBlock
from marketplace.pages.blocks.live import (
    EventsBlock,
    NewsBlock,
    NextMarketBlock,
    ProductsBlock,
    ShopsBlock,
    TownsBlock,
    WhatsOnBlock,
)
from marketplace.pages.blocks.texts import (
    TEXT_FEATURES,
    CallToActionBlock,
    FactsBlock,
    PictureBlock,
    QuoteBlock,
    StopBlock,
    TextBlock,
)
from marketplace.pages.fields import BlocksField


class BodyBlock(StreamBlock):
    """The blocks of every page; written ones first."""

    text = TextBlock(group=_("Texts"))
    picture = PictureBlock(group=_("Texts"))
    quote = QuoteBlock(group=_("Texts"))
    facts = FactsBlock(group=_("Texts"))
    call_to_action = CallToActionBlock(group=_("Texts"))
    products = ProductsBlock(group=_("Live"))
    shops = ShopsBlock(group=_("Live"))
    next_market = NextMarketBlock(group=_("Live"))
    events = EventsBlock(group=_("Live"))
    news = NewsBlock(group=_("Live"))
    whats_on = WhatsOnBlock(group=_("Live"))
    towns = TownsBlock(group=_("Live"))


def body_field() -> BlocksField:
    return BlocksField(BodyBlock(), blank=True, verbose_name=_("content"))


__all__ = [
    "TEXT_FEATURES",
    "BodyBlock",
    "FooterColumnBlock",
    "LinkBlock",
    "StopBlock",
    "body_field",
]
