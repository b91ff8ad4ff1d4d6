"""Lines of a basket with their options: the same product chosen otherwise is another line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Sum
from oscar.core.loading import get_model

from shops.catalogue.options.choosing import Chosen

Line = get_model("basket", "Line")
OrderLine = get_model("order", "Line")


def put_line(*, basket: Any, product: Any, quantity: int, chosen: Sequence[Chosen]) -> None:
    """Put units into the basket; more of what is there with the same options is one line."""
    if not chosen:
        basket.add_product(product, quantity)
        return
    info = basket.strategy.fetch_for_product(product)
    options = [one.frozen() for one in chosen]
    line, is_new = Line.objects.get_or_create(
        basket=basket,
        line_reference=reference_of(info.stockrecord, chosen),
        product=product,
        stockrecord=info.stockrecord,
        defaults={"quantity": quantity, "options": options},
    )
    if not is_new:
        # The shopper has just read today's prices: these are the ones to compare with.
        Line.objects.filter(pk=line.pk).update(quantity=F("quantity") + quantity, options=options)
    basket._lines = None


def reference_of(stockrecord: Any, chosen: Sequence[Chosen]) -> str:
    """Return what tells lines of a basket apart; Oscar's own where nothing was chosen."""
    plain = f"{stockrecord.product_id}_{stockrecord.pk}"
    if not chosen:
        return plain
    picked = json.dumps([[one.option, one.key or one.value] for one in chosen])
    return f"{plain}_{hashlib.sha256(picked.encode()).hexdigest()[:24]}"


def units_of(basket: Any, product: Any, *, other_than: Any = None) -> int:
    """Return how many units of a product the basket holds, whatever was chosen of it."""
    lines = Line.objects.filter(basket=basket.pk, product=product)
    if other_than is not None:
        lines = lines.exclude(pk=other_than.pk)
    return lines.aggregate(units=Sum("quantity"))["units"] or 0


def forget_texts(*, purchase: Any, instead: str) -> None:
    """Take out of a purchase what its shopper wrote as an option: an engraving may be a name."""
    lines = Line.objects.filter(basket=purchase.basket_id).exclude(options=[])
    ordered = OrderLine.objects.filter(order__purchase=purchase).exclude(options=[])
    for line in [*lines, *ordered]:
        without = _without_texts(line.options, instead)
        type(line).objects.filter(pk=line.pk).update(options=without)
    for order in purchase.orders.all():
        snapshot = order.legal_snapshot
        for row in snapshot.get("lines", []):
            row["options"] = _without_texts(row.get("options", []), instead)
        type(order).objects.filter(pk=order.pk).update(legal_snapshot=snapshot)


def _without_texts(rows: Sequence[dict[str, Any]], instead: str) -> list[dict[str, Any]]:
    """Only what was ticked has a key."""
    return [row if row["key"] else {**row, "value": instead} for row in rows]
