"""Which withdrawals: a shop's, those that wait for it; counts for the association."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from shops.models import Shop


class WithdrawalQuerySet(QuerySet[Any]):
    def for_shop(self, shop: Shop) -> WithdrawalQuerySet:
        return self.filter(order__shop=shop)

    def to_settle(self) -> WithdrawalQuerySet:
        """Return those whose goods were collected and that no refund is ticked for."""
        return self.filter(after_collection=True, refunded_on=None)

    def by_urgency(self) -> WithdrawalQuerySet:
        """Put what is to be refunded first, by the day it is due, then the latest of the rest."""
        waits = Q(after_collection=True, refunded_on=None)
        due = Case(When(waits, then="refund_by"), output_field=DateField())
        return self.alias(due=due).order_by(F("due").asc(nulls_last=True), "-at", "-pk")

    def with_details(self) -> WithdrawalQuerySet:
        return self.select_related("order__shop__territory", "order__purchase")


def with_withdrawals(shops: QuerySet[Shop]) -> QuerySet[Shop]:
    """Add `withdrawals`, how many declarations a shop got."""
    found = apps.get_model("withdrawals", "Withdrawal").objects.filter(order__shop=OuterRef("pk"))
    counted = found.order_by().values("order__shop").annotate(n=Count("pk")).values("n")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return shops.annotate(withdrawals=number)
