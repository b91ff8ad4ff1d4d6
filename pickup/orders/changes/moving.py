"""Another time for an order: the shop's doing, or the shopper's until the cut-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.versions import touch
from pickup.exceptions import SlotUnavailable, TooLate, TransitionRefused
from pickup.orders import messages
from pickup.orders.models import LineAdjustment, OrderMove
from pickup.orders.placing.availability import (
    PER_DAY,
    Goods,
    Held,
    Needs,
    needs_of,
    with_days,
)
from pickup.orders.releasing import hold_stock_of, place_of
from pickup.orders.service_times.sequence import held_in, units_held
from pickup.orders.service_times.taking import follow
from pickup.orders.states import GONE
from pickup.slots.models import Slot
from pickup.slots.services import book_slot, free_slot
from shops.catalogue.collection import campaigns_to_come
from shops.catalogue.quotas import give_back_quota, quota_of_day, take_quota
from shops.exceptions import OutOfStock
from shops.models import Shop
from shops.oscar.partner.strategy import sole_stockrecord

Order = get_model("order", "Order")

# Before it is handed over, and while its place is held.
MOVABLE = ("placed", "accepted", "ready")


def slots_for_move(order, *, by_shop: bool, now: datetime | None = None) -> list[Slot]:
    """Return the slots an order can go to, soonest first; a shop minds no cut-off of its own."""
    now = now or timezone.now()
    lines = lines_with_days(order, now)
    needs, held = needs_to_move(order, lines, now), held_by(order, lines)
    free = Slot.objects.filter(needs.match(now, by_shop=by_shop, held=held))
    return list(free.exclude(pk=order.slot_id).select_related("point").order_by("start"))


def lines_with_days(order, now: datetime) -> list[Any]:
    """Return what is left of an order with all that another slot has to do with it."""
    return list(left_with_days(order.lines.all(), order.shop, now))


def left_with_days(lines: QuerySet, shop: Shop, now: datetime) -> QuerySet:
    """Load of lines those that are not gone, with all that another slot has to do with them."""
    left = with_days(lines.exclude(status__in=GONE), shop, now)
    return left.select_related("appointment__resource")


def held_by(order, lines: list[Any]) -> Held:
    return Held(day=order.slot.day, times=units_held(held_in(lines)))


def needs_to_move(order, lines: list[Any], now: datetime) -> Needs:
    """Return what an order asks of another slot, and the work that it takes along.

    Its services last as long as was promised; a substitute that is kept for it goes with it.
    """
    times = tuple(one.stretch for one in held_in(lines))
    kept = _substitutes_kept(order.shop, lines, now)
    return replace(needs_of(order.shop, lines, kept=kept), times=times, work=order.work)


def _substitutes_kept(shop: Shop, lines: list[Any], now: datetime) -> list[Goods]:
    """Return the substitutes that lines are asked about, loaded with their days."""
    asked = [line for line in lines if line.awaits_answer]
    if not asked:
        return []
    today = now.astimezone(shop.zone).date()
    kept = LineAdjustment.objects.filter(line__in=asked, consent=LineAdjustment.Consent.ASKED)
    kept = kept.exclude(substitute=None).select_related("substitute__collection_terms")
    kept = kept.prefetch_related(
        "substitute__stockrecords", campaigns_to_come(today, of="substitute")
    )
    return [(one.substitute, sole_stockrecord(one.substitute), one.to_quantity) for one in kept]


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
    needs = needs_to_move(order, lines_with_days(order, now), now)
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
    if not here.update(slot=slot, cancel_until=cancel_until, **_sooner(order, slot)):
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


def _sooner(order, slot: Slot) -> dict[str, datetime]:
    """Return what an order waits for until: never longer than its new slot's start."""
    deadlines = {name: getattr(order, name) for name in ("hold_expires_at", "answer_until")}
    return {name: min(until, slot.start) for name, until in deadlines.items() if until}


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
            if units:
                _take_or_refuse(quota.pk, units)
        # Else it is counted as a whole by now: no other day has a quantity of it.
        give_back_quota(quota_id=holder.quota_id, quantity=units)
        type(holder).objects.filter(pk=holder.pk).update(quota=quota)


def _holders_elsewhere(order, day: date) -> list[tuple[Any, int]]:
    """Return what holds units of another day, and how many: lines, and substitutes asked about.

    Their stock rows are held first.
    """
    hold_stock_of(order.lines.all())
    kept = LineAdjustment.objects.filter(line__order=order, consent=LineAdjustment.Consent.ASKED)
    held = [(line, line.due_quantity) for line in _elsewhere(order.lines.all(), day)]
    held += [(question, question.to_quantity) for question in _elsewhere(kept, day)]
    held.sort(key=lambda one: one[0].quota.stockrecord_id)
    return held


def _elsewhere(rows: QuerySet, day: date) -> QuerySet:
    away = rows.exclude(quota=None).exclude(quota__day=day)
    return away.select_related("quota__stockrecord").order_by("pk")


def _take_or_refuse(quota_id: int, quantity: int) -> None:
    try:
        take_quota(quota_id=quota_id, quantity=quantity)
    except OutOfStock as gone:
        raise SlotUnavailable from gone
