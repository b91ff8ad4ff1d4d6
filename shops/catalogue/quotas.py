"""What is made of a product for a day, and how much of it is taken: one guarded UPDATE each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest, Least

from shops.catalogue.models import DailyQuota
from shops.exceptions import OutOfStock


def made_per_day(stockrecords: Iterable[int]) -> dict[int, Any]:
    """Return those of some stock records that are made so many a day, as they are now.

    Call once their rows are held: read before, they may have become so meanwhile.
    """
    records = apps.get_model("partner", "StockRecord").objects
    return records.filter(mode="per_day").in_bulk(list(stockrecords))


def quota_of_day(*, record, day: date) -> DailyQuota:
    """Return the quantity of a day, made from that of every day where there is none yet."""
    planned = record.daily_quantity or 0
    DailyQuota.objects.bulk_create(
        [DailyQuota(stockrecord=record, day=day, planned=planned, quantity=planned)],
        ignore_conflicts=True,
    )
    return DailyQuota.objects.get(stockrecord=record, day=day)


def take_of_day(*, stockrecord_id: int, day: date, quantity: int) -> DailyQuota | None:
    """Take units from a day's quantity of a stock row that is held; None: it is not so many a day.

    Raises:
        OutOfStock: fewer units of this day are left.
    """
    record = made_per_day([stockrecord_id]).get(stockrecord_id)
    if record is None:
        return None
    quota = quota_of_day(record=record, day=day)
    take_quota(quota_id=quota.pk, quantity=quantity)
    return quota


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
    """Count units that are there whatever is planned: made beyond it, promised before, or on the
    counter; of those beyond, nobody else gets what is given back."""
    DailyQuota.objects.filter(pk=quota_id).update(
        taken=F("taken") + quantity, quantity=Greatest(F("quantity"), F("taken") + quantity)
    )


def give_back_quota(*, quota_id: int, quantity: int) -> None:
    """Return units of a day's quantity."""
    DailyQuota.objects.filter(pk=quota_id).update(taken=F("taken") - quantity)


def write_off_quota(*, quota_id: int, quantity: int) -> None:
    """Forget units of a day that were taken and are not there: nobody else gets them either.

    Those that were taken beyond what is planned are missing from what was called off.
    """
    beyond = Greatest(Value(quantity) - F("planned"), Value(0))
    DailyQuota.objects.filter(pk=quota_id).update(
        planned=Greatest(F("planned") - quantity, Value(0)),
        taken=F("taken") - quantity,
        called_off=Greatest(F("called_off") - beyond, Value(0)),
    )


def make_no_more(*, record, day: date) -> None:
    """Sell no more of a day, until its shop says anew how much it makes, or takes that back
    (`make_again`); what is taken stays."""
    quota = quota_of_day(record=record, day=day)
    left = Greatest(F("planned") - F("taken"), Value(0))
    DailyQuota.objects.filter(pk=quota.pk).update(
        planned=Least(F("planned"), F("taken")), called_off=F("called_off") + left
    )


def make_again(*, stockrecord_id: int, day: date) -> None:
    """Sell again what `make_no_more` called off; what was taken, or written off, stays so."""
    quotas = DailyQuota.objects.filter(stockrecord_id=stockrecord_id, day=day)
    quotas.update(planned=F("planned") + F("called_off"), called_off=0)


def is_called_off(day: date, **facts: Any) -> Q:
    """Match stock records made per day of which units of a day are called off.

    Args:
        facts: what else that quantity of a day must match.
    """
    quotas = DailyQuota.objects.filter(stockrecord=OuterRef("pk"), day=day, called_off__gt=0)
    return Q(mode="per_day") & Q(Exists(quotas.filter(**facts)))


def plan_day(*, record, day: date, planned: int) -> None:
    """Say how much is made for one day, apart from all others."""
    quota = quota_of_day(record=record, day=day)
    _plan(DailyQuota.objects.filter(pk=quota.pk), planned, apart=True)


def plan_as_usual(*, record, days: Q) -> None:
    """Let some days be as every other one; where none has a row yet, they are."""
    quotas = DailyQuota.objects.filter(days, stockrecord=record)
    _plan(quotas, record.daily_quantity or 0, apart=False)


def _plan(quotas: QuerySet[DailyQuota], planned: int, *, apart: bool) -> None:
    """Plan days by one UPDATE; what was ordered for them stays, and counts."""
    quantity = Greatest(Value(planned), F("taken"))
    quotas.update(planned=planned, quantity=quantity, called_off=0, apart=apart)


def days_without(*, record, quantity: int) -> Q:
    """Match, in a query of slots, those whose day has not so many units of a product left."""
    enough = _left_of(record).filter(left__gte=quantity)
    if record.daily_quantity >= quantity:
        return Q(day__in=_left_of(record).filter(left__lt=quantity).values("day"))
    return ~Q(day__in=enough.values("day"))


def _left_of(record) -> QuerySet[DailyQuota]:
    quotas = DailyQuota.objects.filter(stockrecord=record)
    return quotas.annotate(left=F("planned") - F("taken"))
