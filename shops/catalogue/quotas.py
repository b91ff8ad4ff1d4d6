"""What is made of a product for a day, and how much of it is taken: one guarded UPDATE each."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest

from shops.catalogue.models import DailyQuota
from shops.exceptions import OutOfStock


def quota_of_day(*, record, day: date) -> DailyQuota:
    """Return the quantity of a day, made from that of every day where there is none yet."""
    planned = record.daily_quantity or 0
    DailyQuota.objects.bulk_create(
        [DailyQuota(stockrecord=record, day=day, planned=planned, quantity=planned)],
        ignore_conflicts=True,
    )
    return DailyQuota.objects.get(stockrecord=record, day=day)


def take_quota(*, quota_id: int, quantity: int) -> None:
    """Take units of a day's quantity.

    Call inside the order's transaction, after all stock rows and before all slots, in the order
    of stock record and day.

    Raises:
        OutOfStock: fewer units of this day are left.
    """
    enough = DailyQuota.objects.filter(pk=quota_id, planned__gte=F("taken") + quantity)
    if not enough.update(taken=F("taken") + quantity):
        raise OutOfStock


def take_unplanned(*, quota_id: int, quantity: int) -> None:
    """Take units that the shop makes beyond what it planned; given back, nobody else gets them."""
    DailyQuota.objects.filter(pk=quota_id).update(
        taken=F("taken") + quantity, quantity=Greatest(F("quantity"), F("taken") + quantity)
    )


def give_back_quota(*, quota_id: int, quantity: int) -> None:
    """Return units of a day's quantity."""
    DailyQuota.objects.filter(pk=quota_id).update(taken=F("taken") - quantity)


def write_off_quota(*, quota_id: int, quantity: int) -> None:
    """Forget units of a day that were taken and are not there: nobody else gets them either."""
    DailyQuota.objects.filter(pk=quota_id).update(
        planned=Greatest(F("planned") - quantity, Value(0)), taken=F("taken") - quantity
    )


def plan_day(*, record, day: date, planned: int) -> None:
    """Say how much is made for one day; what was ordered stays, one UPDATE counts it."""
    quota = quota_of_day(record=record, day=day)
    DailyQuota.objects.filter(pk=quota.pk).update(
        planned=planned, quantity=Greatest(Value(planned), F("taken"))
    )


def days_without(*, record, quantity: int) -> Q:
    """Match, in a query of slots, those whose day has not so many units of a product left."""
    enough = _left_of(record).filter(left__gte=quantity)
    if record.daily_quantity >= quantity:
        return Q(day__in=_left_of(record).filter(left__lt=quantity).values("day"))
    return ~Q(day__in=enough.values("day"))


def _left_of(record) -> QuerySet[DailyQuota]:
    quotas = DailyQuota.objects.filter(stockrecord=record)
    return quotas.annotate(left=F("planned") - F("taken"))
