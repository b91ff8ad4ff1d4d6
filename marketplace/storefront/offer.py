"""What can be chosen on a product's page: variants, quantities, and what the law says of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects

from marketplace.legal.identity import MeansOfPayment
from marketplace.legal.withdrawal import withdrawal_sentence
from marketplace.storefront.cards import Price, price_of, units_left
from shops.catalogue.collection import campaigns_to_come, collection_of
from shops.catalogue.words import say_collection_rules
from shops.models import Shop
from shops.oscar.partner.strategy import sole_stockrecord

# An input without a limit invites a slip of the thumb.
MAX_QUANTITY = 99
FEW_LEFT = 5


@dataclass(frozen=True)
class Variant:
    """What a radio button sends: a sellable product."""

    product: Any
    price: Price | None
    available: bool
    checked: bool


def variants_of(product) -> list[Variant]:
    """Return a parent's variants, the first available one ticked; none for a simple product."""
    if not product.is_parent:
        return []
    children = list(product.children.all())
    first = next((child for child in children if can_be_had(child)), None)
    return [
        Variant(child, price_of(child), can_be_had(child), checked=child is first)
        for child in children
    ]


def can_be_had(product) -> bool:
    left = units_left(product)
    return left is None or left > 0


def max_quantity(product) -> int:
    """Return how many the quantity box accepts; the basket checks again."""
    sellable = list(product.children.all()) if product.is_parent else [product]
    limits = [MAX_QUANTITY if left is None else left for left in map(units_left, sellable)]
    return min(max(limits, default=0), MAX_QUANTITY)


def last_units(product) -> int | None:
    """Return the number left when it is worth saying; a parent's variants differ."""
    left = None if product.is_parent else units_left(product)
    return left if left and left <= FEW_LEFT else None


def collection_rules(product, *, now: datetime) -> list[str]:
    """Say what a dressed product asks for beside its shop; of a parent, what a variant does."""
    if not product.has_own_days:
        return []
    zone = product.shop.zone
    one = next(iter(product.children.all()), product) if product.is_parent else product
    prefetch_related_objects([one], campaigns_to_come(now.astimezone(zone).date()))
    rule = collection_of(one, sole_stockrecord(one))
    return say_collection_rules(rule, now=now, zone=zone)


def means_of_payment(shop: Shop) -> list[str]:
    """Return what a shop takes at its own till, in French."""
    known = set(MeansOfPayment.values)
    return [str(MeansOfPayment(code).label) for code in shop.means_of_payment if code in known]


def map_address(shop: Shop) -> str:
    """Return where a map shows the shop; nothing is asked of it before somebody goes there."""
    place = f"{', '.join(shop.address.splitlines())}, {shop.postcode} {shop.town.name}"
    return f"https://www.openstreetmap.org/search?{urlencode({'query': place})}"


def legal_facts(product) -> dict[str, list[str]]:
    """Return what the law wants read before purchase (INCO art. 14; C. conso L221-5).

    It holds for what is sold: where variants differ, each says its own.
    """
    sold = list(product.children.all()) if product.is_parent else [product]
    return {
        "allergens": _said_once([(one, one.allergens_text) for one in sold if one.is_food]),
        "withdrawal": _said_once(
            [(one, withdrawal_sentence(one.withdrawal_regime)) for one in sold]
        ),
    }


def _said_once(said: list[tuple[Any, str]]) -> list[str]:
    texts = [text for _one, text in said]
    if len(set(texts)) <= 1:
        return texts[:1]
    return [f"{one.title}\u00a0: {text}" for one, text in said]
