"""Which slots take all that somebody wants of a shop: its days, quantities, work and notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from pickup.orders.service_times.sequence import in_sequence
from pickup.slots.models import Acceptance, Slot
from pickup.slots.queries import places_left
from shops.catalogue.collection import Collection, campaigns_to_come, collection_of
from shops.catalogue.quotas import days_without
from shops.catalogue.resources import Stretch, Units, ends_in_time, free_for
from shops.models import Shop
from shops.notice import Notice

PER_DAY = "per_day"
# A product, its stock record, and how many.
Goods = tuple[Any, Any, int]


@dataclass(frozen=True)
class Held:
    """What an order that looks for another slot holds: its day, and of each resource by step."""

    day: date | None = None
    times: Mapping[int, Units] = field(default_factory=dict)


@dataclass(frozen=True)
class Needs:
    """What some lines of one shop ask of a slot.

    quantities: units by stock record, of products made so many a day; work: by preparation
    weight; times: what services take, each at its own time after the slot's start.
    """

    shop: Shop
    rules: tuple[Collection, ...]
    quantities: tuple[tuple[Any, int], ...]
    work: int
    times: tuple[Stretch, ...] = ()

    @property
    def minutes(self) -> int:
        """Return how long the services last, from the slot's start to the end of the last."""
        return max((stretch.ends for stretch in self.times), default=0)

    def days(self, now: datetime) -> list[date]:
        """Return the days on which all products can be had together."""
        return sorted(
            reduce(and_, (set(rule.days(now, zone=self.shop.zone)) for rule in self.rules))
        )

    def are_made_on(self, day: date) -> bool:
        """Say whether all products are meant for a day, whenever they are ordered."""
        return all(rule.is_made_on(day) for rule in self.rules)

    def match(self, now: datetime, *, by_shop: bool = False, held: Held | None = None) -> Q:
        """Match the slots that take it all; a shop minds what is taken, not its own notice.

        Args:
            held: what an order that moves holds already.
        """
        held = held or Held()
        places = Q(point__shop=self.shop) & places_left(self.work)
        places &= self._with_quantities(held.day) & self._with_times(held.times)
        if by_shop:
            return places & Q(start__gt=now)
        in_time = Q(day__in=self.days(now), cutoff__gt=now)
        for rule in self.rules:
            if rule.notice.lead:
                in_time &= Q(start__gt=now + rule.notice.lead) | Q(day__in=rule.campaign_days)
        if self.times:
            in_time &= ends_in_time(self.minutes)
        return places & in_time

    def _with_quantities(self, held_on: date | None) -> Q:
        slots = Q()
        for record, quantity in self.quantities:
            enough = ~days_without(record=record, quantity=quantity)
            slots &= enough | Q(day=held_on) if held_on else enough
        return slots

    def _with_times(self, held: Mapping[int, Units]) -> Q:
        slots = Q()
        for stretch in self.times:
            slots &= free_for(stretch, held=held.get(stretch.resource.pk))
        return slots

    def cancel_until(self, slot: Slot) -> datetime:
        """Return the last moment to cancel an order for a slot."""
        own = (rule.cancel_until(slot.start, zone=self.shop.zone) for rule in self.rules)
        return min([self._told_by(slot), *own])

    def _told_by(self, slot: Slot) -> datetime:
        """Return until when the shop lets cancel; its time to answer is for ordering alone."""
        point = slot.point
        if point.acceptance == Acceptance.AUTOMATIC:
            return slot.cutoff
        return point.notice.cutoff(slot.start, zone=self.shop.zone)

    def allow(self, slot: Slot, now: datetime) -> bool:
        """Say whether the products can be ordered now for a slot; what is taken apart."""
        zone = self.shop.zone
        return slot.open_for(self.minutes) and all(
            rule.allows_start(slot.start, now, zone=zone) for rule in self.rules
        )


def with_days(lines: QuerySet, shop: Shop, now: datetime) -> QuerySet:
    """Load an order's lines, in their order, with all that says when they can be had."""
    lines = lines.select_related(
        "product__collection_terms",
        "product__service_terms__resource",
        "substitute__collection_terms",
        "stockrecord",
    )
    today = now.astimezone(shop.zone).date()
    campaigns = (campaigns_to_come(today, of=of) for of in ("product", "substitute"))
    return lines.prefetch_related(*campaigns).order_by("pk")


def needs_of(shop: Shop, lines: Iterable[Any], *, kept: Iterable[Goods] = ()) -> Needs:
    """Return what lines of a basket or an order ask for, their products loaded with their days.

    What is no longer in the catalogue asks for nothing. Services are as a basket has them: what
    an order was promised is with its appointments.

    Args:
        kept: what is held for them beside, until somebody answers.
    """
    sold = [line for line in lines if line.product and line.stockrecord]
    kept = list(kept)
    goods = [*map(_goods_of, sold), *kept]
    quantities: Counter[int] = Counter()
    for _product, record, units in goods:
        quantities[record.pk] += units
    records = {record.pk: record for _product, record, _units in goods}
    return Needs(
        shop=shop,
        rules=_rules_of(sold, kept),
        quantities=tuple(
            (record, quantities[pk]) for pk, record in records.items() if record.mode == PER_DAY
        ),
        work=sum(line.product.preparation_weight * line.quantity for line in sold),
        times=tuple(stretch for _line, stretch in in_sequence(sold)),
    )


def _rules_of(sold: Iterable[Any], kept: Iterable[Goods]) -> tuple[Collection, ...]:
    """Return each different rule once.

    A substitute minds its days alone: the shop has it at hand, or it would not have proposed it,
    so that no notice of its own shortens the time to move or to cancel.
    """
    rules = []
    for line in sold:
        product, record, _units = _goods_of(line)
        rule = collection_of(product, record)
        rules.append(replace(rule, notice=Notice()) if product != line.product else rule)
    rules += [replace(collection_of(one, record), notice=Notice()) for one, record, _units in kept]
    return tuple(dict.fromkeys(rules)) or (Collection(),)


def _goods_of(line: Any) -> Goods:
    """Return what a line holds: of an order, what it has come to; of a basket, what is in it."""
    product = getattr(line, "substitute", None) or line.product
    return product, line.stockrecord, getattr(line, "due_quantity", line.quantity)


def slots_for(needs: Iterable[Needs], *, now: datetime | None = None) -> dict[int, list[Slot]]:
    """Return by shop the slots that take what is wanted of it, soonest first; one query."""
    now = now or timezone.now()
    found: dict[int, list[Slot]] = {one.shop.pk: [] for one in needs}
    wanted = [one.match(now) for one in needs]
    if wanted:
        slots = Slot.objects.filter(reduce(or_, wanted)).select_related("point")
        for slot in slots.order_by("start", "pk"):
            found[slot.point.shop_id].append(slot)
    return found
