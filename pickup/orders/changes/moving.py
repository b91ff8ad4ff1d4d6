"""Another time for an order: the shop's doing, or the shopper's until the cut-off."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from pickup.exceptions import SlotUnavailable, TooLate, TransitionRefused
from pickup.orders import messages
from pickup.orders.models import LineAdjustment, OrderMove
from pickup.orders.placing.availability import PER_DAY, Held, Needs, needs_of
from pickup.orders.releasing import place_of
from pickup.orders.service_times.taking import follow, held_by
from pickup.slots.models import Slot
from pickup.slots.services import book_slot, free_slot
from shops.catalogue.collection import campaigns_to_come
from shops.catalogue.quotas import give_back_quota, quota_of_day, take_quota
from shops.catalogue.stock import hold_stock
from shops.exceptions import OutOfStock

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")

# Before it is handed over, and while its place is held.
MOVABLE = ("placed", "accepted", "ready")
CHOICES = 24


def slots_for_move(order, *, by_shop: bool, now: datetime | None = None) -> list[Slot]:
    """Return the slots an order can go to, soonest first; a shop minds no cut-off of its own."""
    now = now or timezone.now()
    needs = needs_of_order(order, now)
    held = Held(day=order.slot.day, times=held_by(order) if needs.times else {})
    match = needs.match(now, by_shop=by_shop, held=held)
    free = Slot.objects.filter(match).exclude(pk=order.slot_id)
    return list(free.select_related("point").order_by("start")[:CHOICES])


def needs_of_order(order, now: datetime) -> Needs:
    """Return what an order's products ask of another slot."""
    today = now.astimezone(order.shop.zone).date()
    lines = order.lines.select_related(
        "product__collection_terms", "product__service_terms__resource", "stockrecord"
    )
    return needs_of(
        order.shop, lines.prefetch_related(campaigns_to_come(today, of="product")).order_by("pk")
    )


@transaction.atomic
def move_by_shopper(*, order, slot: Slot, by: User | None, now: datetime | None = None) -> None:
    """Choose another time, before the cut-off that was told when ordering; the shop is told.

    Raises:
        TooLate: the cut-off has passed.
        SlotUnavailable: the slot has no place any more.
        TransitionRefused: the order is over, or somebody has just moved it.
    """
    now = now or timezone.now()
    if order.cancel_until <= now:
        raise TooLate(_("It is too late to change the time here: please telephone the shop."))
    needs = needs_of_order(order, now)
    if not needs.allow(slot, now):
        raise SlotUnavailable
    until = needs.cancel_until(slot)
    former = _move(order, slot, by=by, now=now, cancel_until=until, by_shop=False)
    messages.announce_moved(order=order, former=former, by_shop=False)


@transaction.atomic
def move_by_shop(
    *, order, slot: Slot, by: User, reason: str = "", now: datetime | None = None
) -> None:
    """Give an order another time, with a word to the shopper, who may cancel as long as before.

    Raises:
        SlotUnavailable: the slot has no place any more, or has begun.
        TransitionRefused: the order is over, or somebody has just moved it.
    """
    until = max(slot.cutoff, min(order.cancel_until, slot.start))
    now = now or timezone.now()
    former = _move(order, slot, by=by, now=now, cancel_until=until, by_shop=True)
    messages.announce_moved(order=order, former=former, by_shop=True, reason=reason)


def _move(
    order, slot: Slot, *, by: User | None, now: datetime, cancel_until: datetime, by_shop: bool
) -> Slot:
    """Change the slot of an order that still is where it was seen; the order first, then slots."""
    former = order.slot
    if slot.point_id != former.point_id or slot.pk == former.pk:
        raise SlotUnavailable
    here = Order.objects.filter(pk=order.pk, slot=former, status__in=MOVABLE)
    if not here.update(slot=slot, cancel_until=cancel_until):
        raise TransitionRefused(_("This order has just been changed: look at it again."))
    _move_quantities(order, slot.day)
    follow(order)
    _here, work = place_of(order)
    for slot_id in sorted((former.pk, slot.pk)):
        if slot_id == former.pk:
            free_slot(slot_id=slot_id, work=work)
        else:
            book_slot(slot_id=slot_id, now=now, work=work, minds_cutoff=not by_shop)
    order.slot, order.cancel_until = slot, cancel_until
    OrderMove.objects.create(
        order=order, at=now, by=by, from_start=former.start, to_start=slot.start
    )
    touch(order.shop.territory_id)
    return former


def _move_quantities(order, day: date) -> None:
    """Take from another day what is made so many a day, and give it back to the former one.

    Raises:
        SlotUnavailable: that day has not enough left.
    """
    for holder, units in _holders_elsewhere(order, day):
        record = holder.quota.stockrecord
        quota = None
        if record.mode == PER_DAY:
            quota = quota_of_day(record=record, day=day)
            _take_or_refuse(quota.pk, units)
        # Else it is counted as a whole by now: no other day has a quantity of it.
        give_back_quota(quota_id=holder.quota_id, quantity=units)
        type(holder).objects.filter(pk=holder.pk).update(quota=quota)


def _holders_elsewhere(order, day: date) -> list[tuple[Any, int]]:
    """Return what holds units of another day, and how many: lines, and substitutes asked about.

    Their stock rows are held first, in primary-key order: what becomes so many a day at this
    moment is read as it is, and of two opposite moves one waits for the other.
    """
    kept = LineAdjustment.objects.filter(line__order=order, consent=LineAdjustment.Consent.ASKED)
    mine = Q(pk__in=order.lines.values("stockrecord"))
    mine |= Q(product__in=kept.values("substitute"))
    hold_stock(StockRecord.objects.filter(mine))
    held = [(line, line.due_quantity) for line in _elsewhere(order.lines.all(), day)]
    held += [(question, question.to_quantity) for question in _elsewhere(kept, day)]
    return sorted(held, key=lambda one: one[0].quota.stockrecord_id)


def _elsewhere(rows: QuerySet, day: date) -> QuerySet:
    away = rows.exclude(quota=None).exclude(quota__day=day)
    return away.select_related("quota__stockrecord").order_by("pk")


def _take_or_refuse(quota_id: int, quantity: int) -> None:
    try:
        take_quota(quota_id=quota_id, quantity=quantity)
    except OutOfStock as gone:
        raise SlotUnavailable from gone
