"""What there is too little of: stock, quantities of days, time of services, places of slots.

Each kind is taken in one order, by guarded UPDATEs (docs/locking.md); every refusal is collected,
so that a shopper reads all of them at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from operator import itemgetter

from django.utils.translation import gettext as _

from pickup.exceptions import PlacementRefused, Problem, SlotUnavailable
from pickup.orders.placing.basket import ShopPart
from pickup.orders.service_times.sequence import arrange
from pickup.orders.service_times.taking import take_times
from pickup.slots.services import book_slot
from shops.catalogue.quotas import made_per_day, quota_of_day, take_quota, take_unplanned
from shops.catalogue.stock import take_stock
from shops.exceptions import OutOfStock
from shops.models import Shop


def take_everything(
    parts: list[ShopPart],
    now: datetime,
    *,
    minds_cutoff: bool = True,
    unplanned: Collection[int] = (),
) -> None:
    """Take all stock, quantities of days, time of services, slots; collect every refusal.

    Args:
        unplanned: products that the shop takes though they are none of the day's.
    """
    for part in parts:
        arrange(part.lines, part.chosen_slot.start)
    problems = take_stocks(parts) + take_quotas(parts, unplanned) + take_times(parts)
    problems += book_slots(parts, now, minds_cutoff=minds_cutoff)
    if problems:
        raise PlacementRefused(problems)


def take_stocks(parts: list[ShopPart]) -> list[Problem]:
    """Take the stock of all lines, in primary-key order; returns why not, line by line."""
    wanted: Counter[int] = Counter()
    lines = {}
    for part in parts:
        for line in part.lines:
            wanted[line.stockrecord_id] += line.quantity
            lines[line.stockrecord_id] = (part.shop, line)
    problems = []
    for stockrecord_id in sorted(wanted):
        try:
            take_stock(stockrecord_id=stockrecord_id, quantity=wanted[stockrecord_id])
        except OutOfStock:
            shop, line = lines[stockrecord_id]
            problems.append(Problem("line", shop, line, out_of_stock_message(line)))
    return problems


def take_quotas(parts: list[ShopPart], unplanned: Collection[int] = ()) -> list[Problem]:
    """Take from the day of each slot what is made so many a day; lines remember which day's."""
    # The stock rows are held by now: what the lines know of them was read before.
    records = made_per_day(line.stockrecord_id for part in parts for line in part.lines)
    lines = [
        (line.stockrecord_id, part.chosen_slot.day, part.shop, line)
        for part in parts
        for line in part.lines
        if line.stockrecord_id in records
    ]
    problems = []
    for record_id, day, shop, line in sorted(lines, key=itemgetter(0, 1)):
        line.quota = quota_of_day(record=records[record_id], day=day)
        if line.product_id in unplanned and not line.quota.planned:
            take_unplanned(quota_id=line.quota.pk, quantity=line.quantity)
            continue
        try:
            take_quota(quota_id=line.quota.pk, quantity=line.quantity)
        except OutOfStock:
            problems.append(Problem("line", shop, line, out_of_quota_message(line)))
    return problems


def book_slots(parts: list[ShopPart], now: datetime, *, minds_cutoff: bool) -> list[Problem]:
    problems = []
    chosen = sorted(parts, key=lambda part: part.chosen_slot.pk)
    for part in chosen:
        try:
            book_slot(
                slot_id=part.chosen_slot.pk,
                now=now,
                work=part.needs.work,
                minds_cutoff=minds_cutoff,
            )
        except SlotUnavailable:
            problems.append(Problem("slot", part.shop, message=gone_message(part.shop)))
    return problems


def gone_message(shop: Shop) -> str:
    return _("The time chosen at %(shop)s is gone: choose another one.") % {"shop": shop}


def out_of_quota_message(line) -> str:
    facts = {"product": line.product.get_title(), "left": line.quota.left}
    if line.quota.left:
        return _("Only %(left)s of “%(product)s” left for this day.") % facts
    return _("“%(product)s” is sold out for this day: choose another one.") % facts


def out_of_stock_message(line) -> str:
    left = type(line.stockrecord).objects.get(pk=line.stockrecord_id).net_stock_level
    facts = {"product": line.product.get_title(), "left": max(left, 0)}
    if left > 0:
        return _("Only %(left)s of “%(product)s” left: lower the quantity.") % facts
    return _("“%(product)s” has just been sold out: remove it to go on.") % facts
