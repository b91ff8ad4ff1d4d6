"""What a link to a page shows where it is shared (Open Graph), with whole addresses."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from django.core.files.storage import default_storage
from django.utils.html import strip_tags
from django.utils.text import Truncator

from marketplace.storefront.cards import ProductCard
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Territory
from shops.catalogue.imports.html import make_safe_html
from shops.models import Shop
from themes.templatetags.themes import theme_static

SUMMARY = 200  # characters that search engines and networks show
COMMON_PICTURE = "img/share.jpg"


@dataclass(frozen=True)
class Share:
    kind: str
    title: str
    summary: str
    address: str
    picture: str
    """The address of the page's own picture, or of the theme's."""


def share_of_shop(shop: Shop, territory: Territory) -> Share:
    return Share(
        kind="website",
        title=f"{shop.name}, {shop.town.name}",
        summary=shop.tagline or in_short(shop.description) or shop.trade,
        address=absolute(shop.get_absolute_url(), territory),
        picture=picture_address(shop.picture, territory),
    )


def share_of_product(card: ProductCard, territory: Territory) -> Share:
    product = card.product
    shop = product.shop
    return Share(
        kind="product",
        title=f"{product.title} · {shop.name}",
        summary=in_short(product.description) or f"{shop.name}, {shop.town.name} · {card.when}",
        address=absolute(product.get_absolute_url(), territory),
        picture=picture_address(product.picture_name, territory),
    )


def picture_address(name: str, territory: Territory) -> str:
    """Return the whole address of a stored picture; of the theme's own where there is none."""
    path = default_storage.url(name) if name else theme_static(COMMON_PICTURE)
    return urljoin(absolute("/", territory), path)


def in_short(description: str) -> str:
    """Return a description, plain or HTML, as one short line."""
    # A paragraph's end parts words as much as a space does.
    plain = unescape(strip_tags(make_safe_html(description).replace("<", " <")))
    return Truncator(" ".join(plain.split())).chars(SUMMARY)
