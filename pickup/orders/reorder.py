"""Ordering again what was ordered once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Sum
from oscar.core.loading import get_model

from pickup.orders.basket import MAX_QUANTITY, BasketLine, add_to_basket
from pickup.orders.models import Purchase
from shops.exceptions import OutOfStock
from shops.oscar.partner.strategy import sole_stockrecord

Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")


@dataclass
class Reordered:
    """What went into the basket, what only in part, and what not, by the titles of then."""

    added: list[str] = field(default_factory=list)
    fewer: list[tuple[str, int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@transaction.atomic
def reorder(*, basket: Any, purchase: Purchase) -> Reordered:
    """Put into the basket what a purchase held, as far as it is still sold.

    The basket ends with as many units as the purchase had, never with twice as many: asked
    twice, the second time changes nothing. Prices are those of today.
    """
    result = Reordered()
    lines = Line.objects.filter(order__purchase=purchase).order_by("order_id", "pk")
    products = _sellable({line.product_id for line in lines})
    for title, product, wanted in _wished(lines, products):
        if product is None:
            result.missing.append(title)
            continue
        held = _held(basket, product)
        possible = min(wanted, _limit(product))
        if possible > held and not _add(basket, product, possible - held):
            possible = held
        _tell(result, title, wanted=wanted, there=max(held, possible))
    return result


def _sellable(ids: set[int | None]) -> dict[int, Any]:
    found = Product.objects.sellable().filter(pk__in=ids - {None})
    return {product.pk: product for product in found.prefetch_related("stockrecords")}


def _wished(lines: Any, products: dict[int, Any]) -> list[tuple[str, Any, int]]:
    """Return title, product of today if it is still sold, and units, once a product."""
    wished: dict[Any, tuple[str, Any, int]] = {}
    for line in lines:
        key = line.product_id or line.title
        units = wished[key][2] if key in wished else 0
        wished[key] = (line.title, products.get(line.product_id), units + line.quantity)
    return list(wished.values())


def _held(basket: Any, product: Any) -> int:
    lines = BasketLine.objects.filter(basket=basket, product=product)
    return lines.aggregate(units=Sum("quantity"))["units"] or 0


def _limit(product: Any) -> int:
    record = sole_stockrecord(product)
    if record is None or record.price is None:
        return 0
    if record.num_in_stock is None:
        return MAX_QUANTITY
    return min(MAX_QUANTITY, max(0, record.net_stock_level))


def _add(basket: Any, product: Any, quantity: int) -> bool:
    try:
        add_to_basket(basket=basket, product=product, quantity=quantity)
    except (OutOfStock, Product.DoesNotExist):
        return False
    return True


def _tell(result: Reordered, title: str, *, wanted: int, there: int) -> None:
    if there >= wanted:
        result.added.append(title)
    elif there:
        result.fewer.append((title, there))
    else:
        result.missing.append(title)
