"""What a shop says of collecting a product: its days, its notice, so many a day, sold out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, time

from django.db import transaction
from django.db.models import Q
from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from shops.catalogue.models import CollectionTerms
from shops.catalogue.quotas import make_again, plan_as_usual
from shops.catalogue.stock import set_daily_quantity, set_sold_out

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The columns of CollectionTerms; as they stand here, a product asks for nothing more."""

    lead_time_minutes: int = 0
    order_days: int | None = None
    order_weekday: int | None = None
    order_at: time | None = None
    weekdays: str = ""
    dates: list[str] = field(default_factory=list)
    season_first: date | None = None
    season_last: date | None = None
    horizon_days: int | None = None


@transaction.atomic
def set_terms(*, product, terms: Terms, preparation_weight: int) -> None:
    """Say when a product, and each of its variants, can be collected, and how much work it is."""
    sold = sellables_of(product)
    Product.objects.filter(pk__in=[one.pk for one in [product, *sold]]).update(
        preparation_weight=preparation_weight
    )
    for one in sold:
        if terms == Terms():
            CollectionTerms.objects.filter(product=one).delete()
        else:
            CollectionTerms.objects.update_or_create(product=one, defaults=asdict(terms))
    touch(product.shop.territory_id)


@transaction.atomic
def set_per_day(*, product, quantity: int, today: date) -> None:
    """Make so many a day of a sellable product; days that were planned apart stay as they are.

    Args:
        quantity: units of a day of which nothing else is said; 0: of those days only.
    """
    record = StockRecord.objects.select_for_update().get(product=product)
    former = record.daily_quantity
    set_daily_quantity(stockrecord_id=record.pk, quantity=quantity)
    record.daily_quantity = quantity
    if quantity != former:
        plan_as_usual(record=record, days=Q(day__gte=today, apart=False))
    touch(product.shop.territory_id)


def say_sold_out(*, product, day: date) -> None:
    """Take no more orders of a product and its variants for a day."""
    for pk in _stock_rows(product):
        set_sold_out(stockrecord_id=pk, day=day)
    touch(product.shop.territory_id)


@transaction.atomic
def sell_again(*, product, day: date) -> None:
    """Take orders of a product and its variants for a day again, as many as before.

    That holds too for what is made per day and was said, of an order, to be all gone. What is
    taken meanwhile counts, and what was written off does not come back.
    """
    for pk in _stock_rows(product):
        set_sold_out(stockrecord_id=pk, day=None)
        make_again(stockrecord_id=pk, day=day)
    touch(product.shop.territory_id)


def _stock_rows(product) -> list[int]:
    """Return the stock rows of what can be ordered of a product, in their order."""
    rows = StockRecord.objects.filter(product__in=sellables_of(product))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def sellables_of(product) -> list:
    """Return what can be ordered of a product: itself, or its variants that are not archived."""
    if not product.is_parent:
        return [product]
    return list(product.children.exclude(status=Product.Status.ARCHIVED).order_by("pk"))
