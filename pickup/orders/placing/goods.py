"""What a shop sells as it stands on one day: how much is left, and what is not meant for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.orders.placing.availability import PER_DAY
from pickup.slots.models import Slot
from shops.catalogue.collection import campaigns_to_come, collection_of
from shops.catalogue.models import DailyQuota
from shops.catalogue.resources import Stretch, free_for
from shops.models import Shop

Line = get_model("order", "Line")
Product = get_model("catalogue", "Product")


class Against(StrEnum):
    """What a shop itself has said against a product on a day; it may know better."""

    NOT_MADE = "not made"
    SOLD_OUT = "sold out"

    @property
    def words(self) -> str:
        if self is Against.SOLD_OUT:
            return _("You said it is sold out today.")
        return _("Not planned for this day.")


def goods_on_sale(shop: Shop) -> QuerySet:
    """Return products with their price, TTC, and what is left, None where it is not counted."""
    sold = Line.objects.filter(product=OuterRef("pk")).order_by().values("product")
    units = Subquery(sold.annotate(n=Sum("quantity")).values("n"), IntegerField())
    goods = Product.objects.sellable().for_shop(shop).filter(stockrecords__price__gt=0)
    left = F("stockrecords__num_in_stock") - Coalesce("stockrecords__num_allocated", 0)
    goods = goods.annotate(
        times_ordered=Coalesce(units, 0), price=F("stockrecords__price"), left=left
    )
    return goods.select_related("parent").order_by("-times_ordered", "title", "pk")


def goods_of_day(shop: Shop, day: date) -> QuerySet:
    """Return products on sale with what `dressed` asks of a day."""
    quotas = DailyQuota.objects.filter(stockrecord=OuterRef("stockrecords"), day=day)
    goods = goods_on_sale(shop).annotate(
        mode=F("stockrecords__mode"),
        sold_out_on=F("stockrecords__sold_out_on"),
        taken=Coalesce(Subquery(quotas.values("taken")), 0),
        planned=Coalesce(Subquery(quotas.values("planned")), "stockrecords__daily_quantity", 0),
    )
    return goods.select_related("collection_terms", "service_terms__resource").prefetch_related(
        campaigns_to_come(day)
    )


def dressed(goods: Iterable[Any], day: date) -> list[Any]:
    """Return goods with what they say of a day.

    `left` is that of the day, `collection` what they say of their days, `against` None where the
    shop has said nothing against the day.

    Args:
        goods: as `goods_of_day` loads them.
    """
    found = list(goods)
    for product in found:
        # Of its stock record, a product's days ask what it was loaded with itself.
        product.collection = collection_of(product, product)
        if product.mode == PER_DAY:
            product.left = max(product.planned - product.taken, 0)
        product.against = _against(product, day)
    return found


def _against(product: Any, day: date) -> Against | None:
    none_planned = product.mode == PER_DAY and not product.planned
    if none_planned or not product.collection.is_made_on(day):
        return Against.NOT_MADE
    return Against.SOLD_OUT if day == product.sold_out_on else None


def services_taken(free: Mapping[int, Q], slots: Collection[Slot]) -> dict[int, set[int]]:
    """Return by slot the services whose chair is taken then; no query where none lasts.

    Args:
        free: by product, what matches the slots at which its chair is free.
    """
    if not free:
        return {}
    named = {f"free_{pk}": Case(When(one, then=True), default=False) for pk, one in free.items()}
    rows = Slot.objects.filter(pk__in=[slot.pk for slot in slots]).annotate(**named)
    return {
        row.pop("pk"): {
            int(name.removeprefix("free_")) for name, is_free in row.items() if not is_free
        }
        for row in rows.values("pk", *named)
    }


def free_alone(goods: Iterable[Any]) -> dict[int, Q]:
    """Match by product, of services, the slots at which a chair is free for one of it alone."""
    known = ((one.pk, getattr(one, "service_terms", None)) for one in goods)
    return {
        pk: free_for(Stretch(service.resource, service.duration_minutes, 1))
        for pk, service in known
        if service
    }
