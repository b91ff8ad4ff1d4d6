"""What must hold of products, their stock and their prices at any time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from oscar.core.loading import get_model

from shops.catalogue.models import DailyQuota, PriceHistory

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


def check() -> Iterator[str]:
    """Yield a sentence for each product or stock record that breaks an invariant."""
    for sentence, products in _broken_products().items():
        for pk, title in products.values_list("pk", "title"):
            yield f"Product {pk} ({title}) {sentence}."
    for pk in DailyQuota.objects.filter(taken__gt=F("quantity")).values_list("pk", flat=True):
        yield f"Quantity {pk} of a day has more taken than it has."
    for sentence, records in _broken_records().items():
        for pk in records.values_list("pk", flat=True):
            yield f"Stock record {pk} {sentence}."


def _broken_products() -> dict[str, QuerySet]:
    products = Product.objects.annotate(records=Count("stockrecords"))
    published = Product.objects.filter(status=Product.Status.PUBLISHED)
    priceless = Q(stockrecords__price__isnull=True) & ~Q(structure=Product.PARENT)
    return {
        "is sellable and has not exactly one stock record": products.exclude(
            structure=Product.PARENT
        ).exclude(records=1),
        "has variants and a stock record of its own": products.filter(
            structure=Product.PARENT, records__gt=0
        ),
        "is a variant of another shop's product": Product.objects.filter(
            parent__isnull=False
        ).exclude(parent__shop=F("shop")),
        "is published without a price": published.filter(priceless),
        "is published food and states no allergens": published.filter(
            is_food=True, allergens__isnull=True
        ),
    }


def _broken_records() -> dict[str, QuerySet]:
    history = PriceHistory.objects.filter(product=OuterRef("product"))
    last_price = history.order_by("-since", "-pk").values("price_incl_tax")[:1]
    priced = StockRecord.objects.exclude(price=None).annotate(last=Subquery(last_price))
    return {
        "belongs to another shop than its product": StockRecord.objects.exclude(
            partner__shop=F("product__shop")
        ),
        "holds fewer units than are set aside": StockRecord.objects.filter(
            num_in_stock__lt=F("num_allocated")
        ),
        "sets aside less than nothing": StockRecord.objects.filter(num_allocated__lt=0),
        "asks a price that the price history does not end with": priced.filter(
            Q(last__isnull=True) | ~Q(last=F("price"))
        ),
    }
