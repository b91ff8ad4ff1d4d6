"""What a shop passes on of itself and of its products, in words and as a picture.

A post is read for days: it says dates, never « today ». Where a price stands, the unit price
stands beside it, as in any advertisement (directive 98/6/EC, article 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _, override

from marketplace import money
from marketplace.dates.words import say_date, say_hour
from marketplace.storefront.cards import Price, is_on_order, obstacle_to, price_of
from marketplace.storefront.publicity.words import NBSP, headline_of
from marketplace.storefront.ranking import answering_shops, dressed
from marketplace.territories.addresses import absolute
from shops.models import Shop


@dataclass(frozen=True)
class Post:
    """What is passed on: lines of text, the address they end with, what the picture says."""

    title: str
    lines: tuple[str, ...]
    address: str
    promise: str = ""
    price: str = ""
    per_unit: str = ""

    @property
    def text(self) -> str:
        return "\n".join((*self.lines, self.address))


def post_of_shop(shop: Shop) -> Post:
    sells = Shop.objects.open_to_orders().filter(pk=shop.pk).exists()
    with override(settings.LANGUAGE_CODE):
        about = f"{shop.trade}, {shop.town.name}"
        promise = " ".join(headline_of(sells=sells, here=False))
        lines = tuple(filter(None, (shop.name, about, shop.tagline, promise)))
        address = absolute(shop.get_absolute_url(), shop.territory)
        return Post(shop.name, lines, address, promise=promise)


def post_of_product(product, *, now: datetime) -> Post:
    """Say name, price, from when it can be collected, where, and the address.

    The product must be on sale.
    """
    shops = answering_shops(product.shop.territory, now=now)
    [ready] = dressed([product], shops)
    with override(settings.LANGUAGE_CODE):
        price, per_unit = _say_price(price_of(ready))
        said = f"{price} ({per_unit})" if per_unit else price
        lines = (
            f"{ready.title}{NBSP}: {said}" if price else ready.title,
            _say_when(ready),
            f"{ready.shop.name}, {ready.shop.town.name}",
        )
        address = absolute(ready.get_absolute_url(), ready.shop.territory)
        said_lines = tuple(filter(None, lines))
        return Post(ready.title, said_lines, address, price=price, per_unit=per_unit)


def _say_price(price: Price | None) -> tuple[str, str]:
    if price is None:
        return "", ""
    amount = money.format_price(price.amount)
    if price.is_lowest:
        amount = _("from %(price)s") % {"price": amount}
    elif price.at_most:
        amount = _("about %(price)s") % {"price": amount}
    if not price.net_quantity or not price.unit:
        return amount, ""
    return amount, money.format_unit_price(price.amount, price.net_quantity, price.unit)


def _say_when(product) -> str:
    """Say from when a dressed product can be collected; nothing where it cannot be ordered now."""
    if obstacle_to(product):
        return _("To see in the shop") if not product.shop.sells else ""
    local = product.next_start.astimezone(product.shop.zone)
    words = {"day": say_date(local, "l j F").replace(" ", NBSP), "hour": say_hour(local)}
    if is_on_order(product):
        return _("To order, collected from %(day)s, %(hour)s") % words
    return _("To collect from %(day)s, %(hour)s") % words
