"""Fill Oscar's side: `python -m marketplace.operations.stock_oscar.fill PRODUCTS PARTNERS`."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

from marketplace.operations.bench.goods import (
    ASKED_SHELVES,
    IN_STOCK,
    asked_numbers,
    goods,
    shelves,
)

BATCH = 2000
PICTURE = "images/products/common.jpg"


def fill(products: int, partners: int) -> dict[str, Any]:
    """Make tables and rows; return the addresses that the bench asks for."""
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    with transaction.atomic():
        _make_country()
        lasts = _make_categories()
        made = _make_products(products, _make_partners(partners), lasts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return _addresses(made, lasts)


def _make_country() -> None:
    from oscar.core.loading import get_model

    get_model("address", "Country").objects.create(
        iso_3166_1_a2="FR",
        iso_3166_1_a3="FRA",
        printable_name="France",
        name="France",
        is_shipping_country=True,
    )


def _make_categories() -> list:
    from oscar.core.loading import get_model

    category, lasts = get_model("catalogue", "Category"), []
    for shelf in shelves():
        facts = {"name": shelf.name, "slug": shelf.slug}
        if shelf.parent:
            node = category.objects.get(slug=shelf.parent).add_child(**facts)
        else:
            node = category.add_root(**facts)
        if shelf.is_last:
            lasts.append(node)
    return lasts


def _make_partners(count: int) -> list:
    from oscar.core.loading import get_model

    partner = get_model("partner", "Partner")
    return [partner.objects.create(name=f"Boutique {n:03}", code=f"b-{n}") for n in range(count)]


def _make_products(count: int, partners: list, lasts: list) -> list:
    from oscar.core.loading import get_model

    product_model = get_model("catalogue", "Product")
    kind = get_model("catalogue", "ProductClass").objects.create(name="Produit")
    things = list(goods(count, sellers=len(partners)))
    made = product_model.objects.bulk_create(
        [
            product_model(
                title=good.title,
                slug=good.slug,
                description=good.description,
                upc=f"B{good.number}",
                product_class=kind,
            )
            for good in things
        ],
        batch_size=BATCH,
    )
    pairs = list(zip(made, things, strict=True))
    _bulk(
        get_model("partner", "StockRecord"),
        [
            {
                "product": product,
                "partner": partners[good.seller],
                "partner_sku": f"S{good.number}",
                "price": good.price,
                "num_in_stock": IN_STOCK,
            }
            for product, good in pairs
        ],
    )
    _bulk(
        get_model("catalogue", "ProductCategory"),
        [{"product": product, "category": lasts[good.shelf]} for product, good in pairs],
    )
    pictures = [{"product": product, "original": PICTURE, "display_order": 0} for product in made]
    _bulk(get_model("catalogue", "ProductImage"), pictures)
    return made


def _bulk(model, rows: list[dict[str, Any]]) -> None:
    model.objects.bulk_create([model(**row) for row in rows], batch_size=BATCH)


def _addresses(made: list, lasts: list) -> dict[str, Any]:
    from django.urls import reverse

    catalogue = reverse("catalogue:index")
    return {
        # Oscar's first page leads to its catalogue.
        "home": [catalogue],
        "product_list": [catalogue],
        "category": [category.get_absolute_url() for category in lasts[:ASKED_SHELVES]],
        "product": [made[number].get_absolute_url() for number in asked_numbers(len(made))],
        "checkout": reverse("checkout:index"),
        "address": reverse("checkout:shipping-address"),
        "preview": reverse("checkout:preview"),
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(fill(int(sys.argv[1]), int(sys.argv[2]))))
