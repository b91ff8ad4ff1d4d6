"""Live blocks: an editor sets a rule, the market of the moment answers it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from marketplace.pages.choosers import (
    CategoryChooserBlock,
    ProductChooserBlock,
    ShopChooserBlock,
    TownChooserBlock,
)

MAX_PICKED = 12


class ProductRule(models.TextChoices):
    TODAY = "today", gettext_lazy("To collect today")
    SUNDAY = "sunday", gettext_lazy("Of shops open on Sunday")
    CATEGORY = "category", gettext_lazy("Of a category")
    PICKED = "picked", gettext_lazy("Picked by hand")
    NEWEST = "newest", gettext_lazy("The newest")


class ShopRule(models.TextChoices):
    OPEN_NOW = "open_now", gettext_lazy("Open now, then those that open next")
    SUNDAY = "sunday", gettext_lazy("Open on Sunday")
    TOWN = "town", gettext_lazy("Of a town")
    PICKED = "picked", gettext_lazy("Picked by hand")


class RuledBlock(blocks.StructBlock):
    """A block whose rule may need one more answer."""

    # Rule -> the field it cannot do without.
    needs: dict[str, str] = {}

    def clean(self, value):
        value = super().clean(value)
        field = self.needs.get(value["rule"])
        if field and not value[field]:
            message = _("The rule above needs it.")
            raise StructBlockValidationError({field: ValidationError(message)})
        return value


def _title() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=gettext_lazy("title"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Empty: what the rule shows."),
    )


class ProductsBlock(RuledBlock):
    needs = {ProductRule.CATEGORY: "category", ProductRule.PICKED: "products"}

    title = _title()
    rule = blocks.ChoiceBlock(
        label=gettext_lazy("which products"),
        choices=ProductRule.choices,
        default=ProductRule.TODAY,
    )
    category = CategoryChooserBlock(label=gettext_lazy("category"), required=False)
    products = blocks.ListBlock(
        ProductChooserBlock(label=gettext_lazy("product")),
        label=gettext_lazy("products picked by hand"),
        default=[],
        max_num=MAX_PICKED,
    )
    count = blocks.IntegerBlock(
        label=gettext_lazy("how many at most"), min_value=2, max_value=MAX_PICKED, default=8
    )

    class Meta:
        icon = "tag"
        label = gettext_lazy("products")
        label_format = "{title} {rule}"
        template = "pages/blocks/products.html"


class ShopsBlock(RuledBlock):
    needs = {ShopRule.TOWN: "town", ShopRule.PICKED: "shops"}

    title = _title()
    rule = blocks.ChoiceBlock(
        label=gettext_lazy("which shops"), choices=ShopRule.choices, default=ShopRule.OPEN_NOW
    )
    town = TownChooserBlock(label=gettext_lazy("town"), required=False)
    shops = blocks.ListBlock(
        ShopChooserBlock(label=gettext_lazy("shop")),
        label=gettext_lazy("shops picked by hand"),
        default=[],
        max_num=MAX_PICKED,
    )
    count = blocks.IntegerBlock(
        label=gettext_lazy("how many at most"), min_value=2, max_value=MAX_PICKED, default=4
    )

    class Meta:
        icon = "home"
        label = gettext_lazy("shops")
        label_format = "{title} {rule}"
        template = "pages/blocks/shops.html"


class NextMarketBlock(blocks.StructBlock):
    title = _title()

    class Meta:
        icon = "calendar-check"
        label = gettext_lazy("next market")
        template = "pages/blocks/next_market.html"


class EventsBlock(blocks.StructBlock):
    title = _title()
    count = blocks.IntegerBlock(
        label=gettext_lazy("how many at most"), min_value=1, max_value=6, default=3
    )

    class Meta:
        icon = "calendar"
        label = gettext_lazy("coming events")
        template = "pages/blocks/events.html"


class NewsBlock(blocks.StructBlock):
    title = _title()
    count = blocks.IntegerBlock(
        label=gettext_lazy("how many at most"), min_value=1, max_value=6, default=3
    )

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("latest news")
        template = "pages/blocks/news.html"


class WhatsOnBlock(blocks.StructBlock):
    title = _title()

    class Meta:
        icon = "history"
        label = gettext_lazy("what is on: a portrait or news, a walk, an event")
        template = "pages/blocks/whats_on.html"


class TownsBlock(blocks.StructBlock):
    title = _title()

    class Meta:
        icon = "site"
        label = gettext_lazy("the towns")
        template = "pages/blocks/towns.html"
