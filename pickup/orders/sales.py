"""When shops sold last, and how much of what they show can be had: one query for a list."""

from __future__ import annotations

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from pickup.orders.models import OrderTransition
from pickup.orders.states import OrderState
from shops.models import Shop

Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")


def with_last_sale(shops: QuerySet[Shop]) -> QuerySet[Shop]:
    """Add `last_ordered_at` and `last_collected_at`; None where there was no such order."""
    ordered = Order.objects.filter(shop=OuterRef("pk")).order_by().values("shop")
    # A hand-over that was undone is none.
    collected = OrderTransition.objects.filter(
        order__shop=OuterRef("pk"),
        order__status=OrderState.COLLECTED,
        to_status=OrderState.COLLECTED,
    )
    collected = collected.order_by().values("order__shop")
    return shops.annotate(
        last_ordered_at=Subquery(ordered.annotate(last=Max("date_placed")).values("last")),
        last_collected_at=Subquery(collected.annotate(last=Max("at")).values("last")),
    )


def with_shelf(shops: QuerySet[Shop]) -> QuerySet[Shop]:
    """Add `published`, the products that are shown, and `available`, those in stock of them."""
    shown = Product.objects.filter(shop=OuterRef("pk"), status=Product.Status.PUBLISHED)
    # A variant stands behind its parent in the one count, and carries the stock in the other.
    listed = shown.exclude(structure=Product.CHILD)
    left = Q(stockrecords__num_in_stock=None) | Q(
        stockrecords__num_in_stock__gt=F("stockrecords__num_allocated")
    )
    held = Q(stockrecords__isnull=False) & left
    variants = Q(
        children__status=Product.Status.PUBLISHED, children__stockrecords__isnull=False
    ) & (
        Q(children__stockrecords__num_in_stock=None)
        | Q(children__stockrecords__num_in_stock__gt=F("children__stockrecords__num_allocated"))
    )
    return shops.annotate(
        published=_count(listed), available=_count(listed.filter(held | variants))
    )


def _count(products: QuerySet) -> Coalesce:
    counted = products.order_by().values("shop").annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
