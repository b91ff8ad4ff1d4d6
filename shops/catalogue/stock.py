"""Stock changes, each one guarded UPDATE; nothing else writes them (docs/locking.md)."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db.models import F, Q, QuerySet

from shops.exceptions import OutOfStock


def _record(stockrecord_id: int):
    return apps.get_model("partner", "StockRecord").objects.filter(pk=stockrecord_id)


def hold_stock(records: QuerySet) -> None:
    """Hold stock rows until the transaction ends: how they are sold stays as it is read now."""
    list(records.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def take_stock(*, stockrecord_id: int, quantity: int) -> None:
    """Set units aside for an order.

    Call inside the order's transaction, over all stock rows in primary-key order.

    Raises:
        OutOfStock: fewer units are left.
    """
    enough = Q(num_in_stock__isnull=True) | Q(num_in_stock__gte=F("num_allocated") + quantity)
    taken = (
        _record(stockrecord_id).filter(enough).update(num_allocated=F("num_allocated") + quantity)
    )
    if not taken:
        raise OutOfStock


def give_back_stock(*, stockrecord_id: int, quantity: int) -> None:
    """Return units of an order that ends unfulfilled."""
    _record(stockrecord_id).update(num_allocated=F("num_allocated") - quantity)


def consume_stock(*, stockrecord_id: int, quantity: int) -> None:
    """Let units leave with the shopper: no longer set aside, no longer in stock."""
    record = _record(stockrecord_id)
    counted = record.filter(num_in_stock__isnull=False).update(
        num_allocated=F("num_allocated") - quantity, num_in_stock=F("num_in_stock") - quantity
    )
    if not counted:
        record.update(num_allocated=F("num_allocated") - quantity)


def return_stock(*, stockrecord_id: int, quantity: int) -> None:
    """Take back what `consume_stock` let go: in stock again, and set aside as it was."""
    record = _record(stockrecord_id)
    counted = record.filter(num_in_stock__isnull=False).update(
        num_allocated=F("num_allocated") + quantity, num_in_stock=F("num_in_stock") + quantity
    )
    if not counted:
        record.update(num_allocated=F("num_allocated") + quantity)


def correct_stock(*, stockrecord_id: int, seen: int | None, available: int | None) -> None:
    """Apply what somebody changed on a page that showed `seen` units as left.

    The difference is applied, not the figure: what was sold while the page was open stays sold.
    """
    if available == seen:
        return
    if seen is None or available is None:
        set_stock(stockrecord_id=stockrecord_id, available=available)
        return
    more = available - seen
    counted = _record(stockrecord_id).filter(num_in_stock__gte=F("num_allocated") - more)
    if not counted.update(num_in_stock=F("num_in_stock") + more):
        set_stock(stockrecord_id=stockrecord_id, available=0)


def set_stock(*, stockrecord_id: int, available: int | None) -> None:
    """Say how many units can still be ordered; None: made or fetched on order.

    What open orders hold is added, so that a count made on the shelf never breaks a promise.
    """
    record = _record(stockrecord_id)
    if available is None:
        record.update(num_in_stock=None, mode="on_order", daily_quantity=None)
    else:
        record.update(
            num_in_stock=F("num_allocated") + max(available, 0),
            mode="counted",
            daily_quantity=None,
        )


def set_daily_quantity(*, stockrecord_id: int, quantity: int) -> None:
    """Say how many units are made for each day of which nothing else is said."""
    _record(stockrecord_id).update(num_in_stock=None, mode="per_day", daily_quantity=quantity)


def set_sold_out(*, stockrecord_id: int, day: date | None) -> None:
    """Take no more orders of a product for a day, whatever its stock says; None: as before."""
    _record(stockrecord_id).update(sold_out_on=day)
