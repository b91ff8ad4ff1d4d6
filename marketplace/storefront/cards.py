"""What a card shows, worked out before the template: templates decide nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.money import price_at_most
from marketplace.storefront.words import (
    Obstacle,
    say_appointment,
    say_collection,
    say_obstacle,
    say_status,
)
from shops.catalogue.search import normalise
from shops.hours.calendar import calendar_of
from shops.hours.status import OpeningStatus, opening_status
from shops.models import Shop
from shops.oscar.partner.strategy import sole_stockrecord

# The pale grounds behind pictures, --g1 to --g6 of the tokens.
GROUNDS = 6

# What is no food is told by its VAT rate, which a card has at hand where a category would cost a
# query: books are taxed at 5.5 % (CGI, art. 278-0 bis), plants and flowers at 10 % (art. 278 bis).
KIND_BY_RATE = {Decimal("5.5"): "book", Decimal(10): "plant", Decimal(20): "craft"}


@dataclass(frozen=True)
class Price:
    """A price TTC, in euros; `is_lowest` where dearer variants stand behind it."""

    amount: Decimal
    net_quantity: Decimal | None
    unit: str
    is_lowest: bool = False
    # What it may come to when it is weighed; None for what is not sold by weight.
    at_most: Decimal | None = None


@dataclass(frozen=True)
class ProductCard:
    product: Any
    price: Price | None
    obstacle: Obstacle | None
    when: str
    is_today: bool

    @property
    def ground(self) -> int:
        return self.product.pk % GROUNDS + 1

    @property
    def kind(self) -> str:
        """Say which placeholder stands for a missing photo."""
        return kind_of(self.product)


@dataclass(frozen=True)
class ShopCard:
    shop: Shop
    status: OpeningStatus
    status_text: str

    @property
    def ground(self) -> int:
        return self.shop.pk % GROUNDS + 1


def product_cards(products: Iterable, *, now: datetime) -> list[ProductCard]:
    """Make the cards of products dressed by `ranking`."""
    return [product_card(product, now=now) for product in products]


def product_card(product, *, now: datetime) -> ProductCard:
    zone = product.shop.zone
    obstacle = obstacle_to(product)
    if obstacle:
        return ProductCard(product, price_of(product), obstacle, say_obstacle(obstacle), False)
    start = product.next_start
    is_today = start.astimezone(zone).date() == now.astimezone(zone).date()
    return ProductCard(product, price_of(product), None, _when(product, now, zone), is_today)


def _when(product, now: datetime, zone: ZoneInfo) -> str:
    if product.is_service:
        return say_appointment(product.next_start, now=now, zone=zone)
    on_order = is_on_order(product)
    return say_collection(product.next_start, on_order=on_order, now=now, zone=zone)


def obstacle_to(product) -> Obstacle | None:
    """Return why a dressed product cannot be ordered; None when it can."""
    if not product.shop.sells:
        return Obstacle.SHOWCASE
    if not product.takes_orders:
        return Obstacle.NO_ORDERS
    if not product.in_stock:
        return Obstacle.SOLD_OUT
    if product.next_start:
        return None
    if product.is_service:
        return Obstacle.NO_APPOINTMENT
    return Obstacle.NO_DAY if product.has_own_days and product.shop_has_slots else Obstacle.NO_SLOT


def shop_cards(shops: Iterable[Shop], *, now: datetime) -> list[ShopCard]:
    """Make the cards of shops with their hours and closures: the open ones first, then by name."""
    cards = [shop_card(shop, now=now) for shop in shops]
    return sorted(cards, key=_open_then_name)


def shop_card(shop: Shop, *, now: datetime) -> ShopCard:
    status = opening_status(calendar_of(shop), now=now)
    return ShopCard(shop, status, say_status(status, now=now, zone=shop.zone))


def price_of(product) -> Price | None:
    """Return the price of a product; of a parent, its cheapest variant's."""
    sellable = [product] if not product.is_parent else list(product.children.all())
    prices = [price for price in map(_own_price, sellable) if price]
    if not prices:
        return None
    lowest = min(prices, key=lambda price: price.amount)
    several = any(price.amount != lowest.amount for price in prices)
    return replace(lowest, is_lowest=several)


def kind_of(product) -> str:
    """Return food, book, plant or craft; empty for what cannot be told."""
    return "food" if product.is_food else KIND_BY_RATE.get(product.vat_rate, "")


def is_on_order(product) -> bool:
    """Say whether a product, or every one of its variants, is made or fetched on order."""
    sellable = [product] if not product.is_parent else list(product.children.all())
    records = [record for record in map(sole_stockrecord, sellable) if record]
    return bool(records) and all(record.mode == "on_order" for record in records)


def units_left(product) -> int | None:
    """Return how many units can be ordered; None without a limit."""
    record = sole_stockrecord(product)
    if record is None or record.price is None:
        return 0
    return None if record.num_in_stock is None else record.net_stock_level


def _open_then_name(card: ShopCard) -> tuple[bool, str, int]:
    return (not card.status.is_open, normalise(card.shop.name), card.shop.pk)


def _own_price(product) -> Price | None:
    record = sole_stockrecord(product)
    if record is None or record.price is None:
        return None
    at_most = None
    if product.sold_by_weight:
        at_most = price_at_most(record.price, product.weight_tolerance)
    return Price(record.price, product.net_quantity, product.unit, at_most=at_most)
