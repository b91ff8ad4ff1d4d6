"""What can be reserved: goods that exist, where the shop and the product allow it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from shops.models import Shop

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


def reservable() -> Any:
    """Return the sellable products that can be put aside for a look, whatever is left of them."""
    return Product.objects.sellable().filter(
        can_be_reserved=True,
        shop__pickup_point__takes_reservations=True,
        stockrecords__mode=StockRecord.Mode.COUNTED,
        stockrecords__price__isnull=False,
    )


def reservable_of(product: Any) -> list[Any]:
    """Return what can be reserved of a product: itself, or some of its variants; one query."""
    found = reservable().filter(parent=product) if product.is_parent else reservable()
    found = found if product.is_parent else found.filter(pk=product.pk)
    return list(found.prefetch_related("stockrecords").select_related("parent").order_by("pk"))


def is_offered(product: Any, shop: Shop) -> bool:
    """Say whether a product's page leads to reserving it: itself, or a variant, is there.

    No query where the shop's point, the stock records and the published variants are loaded.
    """
    point = getattr(shop, "pickup_point", None)
    if point is None or not point.takes_reservations:
        return False
    sold = list(product.children.all()) if product.is_parent else [product]
    return any(_is_there(one) for one in sold)


def _is_there(product: Any) -> bool:
    if not product.can_be_reserved:
        return False
    records = product.stockrecords.all()
    return any(
        one.mode == StockRecord.Mode.COUNTED and one.price is not None and one.net_stock_level > 0
        for one in records
    )


def set_reservable(*, products: Iterable[Any], allowed: bool) -> None:
    """Say whether some products can be reserved from now on; what is put aside stays so."""
    changed = Product.objects.filter(pk__in=[one.pk for one in products])
    changed = changed.exclude(can_be_reserved=allowed)
    territories = set(changed.values_list("shop__territory_id", flat=True))
    changed.update(can_be_reserved=allowed)
    for territory_id in territories:
        touch(territory_id)
