"""Ordering again what was ordered once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from pickup.orders.expiry import sweep_for_products
from pickup.orders.models import Purchase
from pickup.orders.placing.basket import MAX_QUANTITY, BasketLine, put_into_basket
from pickup.orders.placing.chosen import reference_of, units_of
from shops.catalogue.options.choosing import Picked, choose, picked_by_name, say_frozen
from shops.catalogue.options.model import options_of
from shops.exceptions import ChoiceRefused, OutOfStock
from shops.oscar.partner.strategy import sole_stockrecord

Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")


@dataclass
class Reordered:
    """What went into the basket, what only in part, and what not, by the titles of then.

    `otherwise` is still sold, but not with the options of then.
    """

    added: list[str] = field(default_factory=list)
    fewer: list[tuple[str, int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)


@dataclass
class Wish:
    """What was ordered once, with the product and the options of today; None where gone."""

    title: str
    product: Any
    picked: Picked | None
    wanted: int = 0


def reorder(*, basket: Any, purchase: Purchase) -> Reordered:
    """Put into the basket what a purchase held, as far as it is still sold.

    The basket ends with as many units as the purchase had, never with twice as many: asked
    twice, the second time changes nothing. Prices are those of today.
    """
    # Each hold that is over ends in a transaction of its own, before the basket's.
    sweep_for_products(Product.objects.filter(line__order__purchase=purchase))
    return _fill(basket, purchase)


@transaction.atomic
def _fill(basket: Any, purchase: Purchase) -> Reordered:
    result = Reordered()
    lines = Line.objects.filter(order__purchase=purchase).order_by("order_id", "pk")
    for wish in _wished(lines, _sellable({line.product_id for line in lines})):
        if wish.product is None:
            result.missing.append(wish.title)
        elif wish.picked is None:
            result.otherwise.append(wish.title)
        else:
            _grant(result, basket, wish)
    return result


def _sellable(ids: set[int | None]) -> dict[int, Any]:
    found = Product.objects.sellable().filter(pk__in=ids - {None}).select_related("parent")
    return {product.pk: product for product in found.prefetch_related("stockrecords")}


def _wished(lines: Iterable[Any], products: dict[int, Any]) -> list[Wish]:
    """Return what was wanted, once a product with the same options."""
    wished: dict[Any, Wish] = {}
    for line in lines:
        key = (line.product_id or line.title, *say_frozen(line.options))
        product = products.get(line.product_id)
        wish = wished.setdefault(key, Wish(line.title, product, _picked(product, line.options)))
        wish.wanted += line.quantity
    return list(wished.values())


def _picked(product: Any, kept: list[dict[str, Any]]) -> Picked | None:
    """Return the options of then as they are chosen today; None where they cannot be."""
    if product is None:
        return None
    options = options_of(product)
    picked = picked_by_name(options, kept)
    try:
        choose(options, picked or {})
    except ChoiceRefused:
        return None
    return picked


def _grant(result: Reordered, basket: Any, wish: Wish) -> None:
    """Bring the line with these options to what was wanted, as far as the stock goes."""
    held = _held(basket, wish)
    others = units_of(basket, wish.product) - held
    possible = min(wish.wanted, max(0, _limit(wish.product) - others))
    if possible > held and not _add(basket, wish, possible - held):
        possible = held
    _tell(result, wish, there=max(held, possible))


def _held(basket: Any, wish: Wish) -> int:
    chosen = choose(options_of(wish.product), wish.picked or {})
    reference = reference_of(sole_stockrecord(wish.product), chosen)
    line = BasketLine.objects.filter(basket=basket, line_reference=reference).first()
    return line.quantity if line else 0


def _limit(product: Any) -> int:
    record = sole_stockrecord(product)
    if record is None or record.price is None:
        return 0
    if record.num_in_stock is None:
        return MAX_QUANTITY
    return min(MAX_QUANTITY, max(0, record.net_stock_level))


def _add(basket: Any, wish: Wish, quantity: int) -> bool:
    try:
        put_into_basket(basket=basket, product=wish.product, quantity=quantity, picked=wish.picked)
    except (ChoiceRefused, OutOfStock, Product.DoesNotExist):
        return False
    return True


def _tell(result: Reordered, wish: Wish, *, there: int) -> None:
    if there >= wish.wanted:
        result.added.append(wish.title)
    elif there:
        result.fewer.append((wish.title, there))
    else:
        result.missing.append(wish.title)
