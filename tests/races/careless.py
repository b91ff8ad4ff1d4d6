"""Guards left out, for negative controls: look first, then change without a condition."""

from __future__ import annotations

from django.db.models import F
from oscar.core.loading import get_model

from pickup.exceptions import SlotUnavailable
from pickup.slots.models import Slot
from shops.catalogue.models import DailyQuota, Resource, ResourceTime
from shops.exceptions import OutOfStock, ResourceTaken

StockRecord = get_model("partner", "StockRecord")

# Table, constraint, condition: what stands behind each guard.
NEVER_OVERSOLD = (
    "partner_stockrecord",
    "partner_stock_never_oversold",
    "num_in_stock IS NULL OR num_allocated <= num_in_stock",
)
WITHIN_CAPACITY = ("slots_slot", "slots_slot_booked_within_capacity", "booked <= capacity")
WITHIN_WORK = (
    "slots_slot",
    "slots_slot_work_within_capacity",
    "work_capacity IS NULL OR work_booked <= work_capacity",
)

NEVER_SAT_ON_TWICE = (
    "shop_catalogue_resourcetime",
    "shop_catalogue_time_never_overtaken",
    "taken <= quantity",
)
NEVER_OVERTAKEN = (
    "shop_catalogue_dailyquota",
    "shop_catalogue_quota_never_overtaken",
    "taken <= quantity",
)


def check_then_book(barrier):
    """Book a slot as who looks at it first, and only then writes."""

    def book(*, slot_id, now, work, minds_cutoff=True):
        slot = Slot.objects.get(pk=slot_id)
        if slot.booked >= slot.capacity or (slot.work_left or work) < work:
            raise SlotUnavailable
        barrier.wait(timeout=20)
        taken = {"booked": F("booked") + 1, "work_booked": F("work_booked") + work}
        Slot.objects.filter(pk=slot_id).update(**taken)

    return book


def check_then_take(barrier):
    """Take stock as stock Oscar does: look first, then change without a condition."""

    def take(*, stockrecord_id, quantity):
        row = StockRecord.objects.get(pk=stockrecord_id)
        if row.net_stock_level < quantity:
            raise OutOfStock
        barrier.wait(timeout=20)
        StockRecord.objects.filter(pk=row.pk).update(num_allocated=F("num_allocated") + quantity)

    return take


def check_then_take_quota(barrier):
    """Take of a day's quantity in the same wrong way."""

    def take(*, quota_id, quantity):
        if DailyQuota.objects.get(pk=quota_id).left < quantity:
            raise OutOfStock
        barrier.wait(timeout=20)
        DailyQuota.objects.filter(pk=quota_id).update(taken=F("taken") + quantity)

    return take


def check_then_take_time(barrier):
    """Take a resource's time in the same wrong way."""

    def take(*, resource_id, units):
        resource = Resource.objects.get(pk=resource_id)
        times = ResourceTime.objects.filter(resource=resource)
        found = dict(times.filter(start__in=list(units)).values_list("start", "taken"))
        if any(found.get(step, 0) + n > resource.quantity for step, n in units.items()):
            raise ResourceTaken
        barrier.wait(timeout=20)
        most = {"planned": resource.quantity, "quantity": resource.quantity}
        ResourceTime.objects.bulk_create(
            [ResourceTime(resource=resource, start=step, **most) for step in units],
            ignore_conflicts=True,
        )
        for step, n in units.items():
            times.filter(start=step).update(taken=F("taken") + n)

    return take
