"""Which withdrawals: a shop's, those that wait for it; counts for the association."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from shops.models import Shop


class WithdrawalQuerySet(QuerySet[Any]):
    def for_shop(self, shop: Shop) -> WithdrawalQuerySet:
        return self.filter(order__shop=shop)

    def to_settle(self) -> WithdrawalQuerySet:
        """Return those whose goods were collected and that no refund is ticked for."""
        return self.filter(after_collection=True, refunded_on=None)

    def with_details(self) -> WithdrawalQuerySet:
        return self.select_related("order__shop", "order__purchase")


def with_withdrawals(shops: QuerySet[Shop]) -> QuerySet[Shop]:
    """Add `withdrawals`, how many declarations a shop got."""
    found = apps.get_model("withdrawals", "Withdrawal").objects.filter(order__shop=OuterRef("pk"))
    counted = found.order_by().values("order__shop").annotate(n=Count("pk")).values("n")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return shops.annotate(withdrawals=number)
