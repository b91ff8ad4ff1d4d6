"""More products of the same shop for an order that is placed, until the cut-off that was told.

The cut-off stays the one that the shopper was told: a product whose own has passed cannot be
added, and one whose own comes earlier does not move that of the order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.territories.versions import touch
from pickup.exceptions import PlacementRefused, Problem, SlotUnavailable, TransitionRefused
from pickup.orders.changes.addable import Product, wished_goods, wished_part
from pickup.orders.changes.changing import Order, check_changeable, set_units, write_totals
from pickup.orders.changes.messages import announce_changed
from pickup.orders.expiry import sweep_for_addition
from pickup.orders.legal import add_to_snapshot
from pickup.orders.models import Addition, Appointment
from pickup.orders.placing.basket import ShopPart
from pickup.orders.placing.order_book import Wish
from pickup.orders.placing.placement import busy
from pickup.orders.placing.recap import refuse_unread
from pickup.orders.placing.scarce import take_quotas, take_stocks
from pickup.orders.service_times.sequence import held_in
from pickup.orders.service_times.taking import take_times
from pickup.oscar.order.creation import OrderCreator
from pickup.slots.services import change_work


def add_products(
    *,
    order: Any,
    wishes: Iterable[Wish],
    key: UUID,
    shown: str | None = None,
    now: datetime | None = None,
) -> None:
    """Agree on more of a shop's products: contract, totals, stock and work follow; both are told.

    Args:
        key: names the page that confirms it; the same a second time changes nothing.
        shown: the fingerprint of what that page showed.

    Raises:
        WishRefused: a product or an option is not to be had.
        PlacementRefused: stock, a quantity of the day, the time of a service, the product's own
            cut-off or the slot's work stands in the way; nothing was written, and every reason
            is named.
        RecapChanged: what would be added is not what was shown; nothing was written.
        TooLate: the cut-off has passed.
        TransitionRefused: the shop has begun with the order, or asks about it.
    """
    now, wishes = now or timezone.now(), list(wishes)
    if not wishes:
        return
    wanted = Product.objects.filter(pk__in=[wish.product for wish in wishes])
    sweep_for_addition(order, wanted, now=now)
    try:
        _add(order, wishes, key, shown, now)
    except OperationalError as error:
        raise busy() from error


def is_added(order: Any, key: UUID) -> bool:
    return Addition.objects.filter(order=order, key=key).exists()


@transaction.atomic
def _add(order: Any, wishes: list[Wish], key: UUID, shown: str | None, now: datetime) -> None:
    order = Order.objects.select_for_update(of=("self",)).with_details().get(pk=order.pk)
    known, is_new = Addition.objects.get_or_create(key=key, defaults={"order": order, "at": now})
    if known.order_id != order.pk:
        raise TransitionRefused(_("This order has just been changed: look at it again."))
    if not is_new:
        return
    check_changeable(order, now=now)
    goods = wished_goods(order, {wish.product for wish in wishes})
    part = wished_part(order, wishes, goods)
    refuse_unread([part], shown)
    _take_everything(order, part, now)
    _write(order, part)
    announce_changed(order=order, now=now)
    touch(order.shop.territory_id)


def _take_everything(order: Any, part: ShopPart, now: datetime) -> None:
    """Take stock, the day's quantities, time of services, the slot's work; collect refusals."""
    problems = _untimely(part, now) or _take(order, [part])
    try:
        change_work(slot_id=part.chosen_slot.pk, more=part.needs.work)
    except SlotUnavailable:
        words = _("The shop cannot prepare so much for this time: choose another time first.")
        problems.append(Problem("slot", part.shop, message=words))
    if problems:
        raise PlacementRefused(problems)


def _take(order: Any, parts: list[ShopPart]) -> list[Problem]:
    problems = take_stocks(parts) + take_quotas(parts)
    return problems + take_times(parts, held=held_in(order.lines.all()))


def _untimely(part: ShopPart, now: datetime) -> list[Problem]:
    """Return a reason for each line that is not made on the order's day, or asked for too late."""
    say = _("“%(product)s” cannot be had any more for the time of this order.")
    return [
        Problem("line", part.shop, line, say % {"product": line.product.get_title()})
        for line in part.lines
        if not _is_timely(line, part, now)
    ]


def _is_timely(line: Any, part: ShopPart, now: datetime) -> bool:
    ends = line.appointment.stretch.ends if line.appointment else 0
    needs = ShopPart(part.shop, [line]).needs
    return part.chosen_slot.open_for(ends) and needs.allow(part.chosen_slot, now)


def _write(order: Any, part: ShopPart) -> None:
    """Write what placing would have written; what is there on the same terms gets more units."""
    contract = order.legal_snapshot
    lines = sorted(order.lines.all(), key=lambda line: line.pk)
    for wished in part.lines:
        if wished.joins:
            _raise(*wished.joins, wished)
        else:
            lines.append(OrderCreator().create_line_models(order, wished))
            add_to_snapshot(contract, wished)
    write_totals(order, lines, more_work=part.needs.work)


def _raise(line: Any, agreed: dict[str, Any], wished: Any) -> None:
    set_units(line, agreed, line.quantity + wished.quantity)
    mine = Appointment.objects.filter(line=line)
    mine.update(units=F("units") + wished.quantity)
