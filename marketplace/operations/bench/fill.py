"""Fill our side: `python -m marketplace.operations.bench.fill PRODUCTS SHOPS` prints addresses."""

from __future__ import annotations

import json
import sys
from datetime import date, time
from decimal import Decimal
from typing import Any

import django

BATCH = 2000
PICTURE = "products/0123456789abcdef0123456789abcdef-commun/original.jpg"
CAPACITY = 1_000_000


def fill(products: int, sellers: int) -> dict[str, Any]:
    """Make tables and rows; return the addresses that the bench asks for."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from marketplace.operations.preparation import make_folders

    make_folders()
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    with transaction.atomic():
        territory = _make_territory()
        shelves = _make_shelves()
        shops = [_make_shop(territory, number) for number in range(sellers)]
        _make_products(products, shops, shelves)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return _addresses(products, shelves) | _busy_addresses(shops)


def _make_territory():
    from wagtail.models import Locale, Page

    from marketplace.operations.seed.content import territory_contents
    from marketplace.operations.seed.territory import seed_territory

    locale, _ = Locale.objects.get_or_create(language_code="fr")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    return seed_territory(territory_contents()[0] | {"categories": []})


def _make_shelves() -> list:
    """Return the last shelves of the tree."""
    from oscar.core.loading import get_model

    from marketplace.operations.bench.goods import shelves

    category, lasts = get_model("catalogue", "Category"), []
    for shelf in shelves():
        node = category(name=shelf.name, slug=shelf.slug)
        if shelf.parent:
            node = category.objects.get(slug=shelf.parent).add_child(instance=node)
        else:
            node = category.add_root(instance=node)
        if shelf.is_last:
            lasts.append(node)
    return lasts


def _make_shop(territory, number: int):
    from oscar.core.loading import get_model

    from pickup.slots.models import PickupPoint
    from pickup.slots.services import generate_slots
    from shops.models import OpeningHours, Shop, VatStatus

    towns = list(territory.towns.all())
    name, slug = f"Boutique {number:03}", f"boutique-{number:03}"
    shop = Shop.objects.create(
        partner=get_model("partner", "Partner").objects.create(name=name, code=slug),
        territory=territory,
        town=towns[number % len(towns)],
        name=name,
        slug=slug,
        status=Shop.Status.APPROVED,
        trade="Alimentation",
        address=f"{number} rue Haute",
        postcode="43999",
        phone="04 65 71 00 01",
        email=f"{slug}@example.org",
        legal_name=f"{name} SARL",
        legal_form="sarl",
        siren="732829320",
        mediator_name="Médiateur Exemple",
        mediator_address="1 rue du Conseil, 75000 Paris",
        mediator_website="https://mediateur.example",
        means_of_payment=["cash", "card"],
    )
    VatStatus.objects.create(shop=shop, regime="liable", since=date(2026, 1, 1))

    OpeningHours.objects.bulk_create(
        OpeningHours(shop=shop, weekday=day, opens=opens, closes=closes)
        for day in range(7)
        for opens, closes in ((time(8 + number % 3), time(12, 30)), (time(14), time(19)))
    )
    point = PickupPoint.objects.create(shop=shop, default_capacity=CAPACITY)
    generate_slots(point=point)
    return shop


def _make_products(count: int, shops: list, shelves: list) -> None:
    from oscar.core.loading import get_model

    from marketplace.operations.bench.goods import IN_STOCK, goods
    from shops.catalogue.search import normalise
    from shops.catalogue.services import the_product_class

    product_model = get_model("catalogue", "Product")
    stock_model = get_model("partner", "StockRecord")
    kind = the_product_class()
    things = list(goods(count, sellers=len(shops)))
    products = product_model.objects.bulk_create(
        [
            product_model(
                title=good.title,
                slug=good.slug,
                description=good.description,
                shop=shops[good.seller],
                product_class=kind,
                status="published",
                vat_rate=Decimal("5.5"),
                withdrawal_regime="normal",
                net_quantity=Decimal(250),
                unit="g",
                is_food=True,
                allergens=[],
                search_text=normalise(
                    f"{good.title} {shops[good.seller].name} {shops[good.seller].trade} "
                    f"{shops[good.seller].town.name} {shelves[good.shelf].name}"
                ),
            )
            for good in things
        ],
        batch_size=BATCH,
    )
    pairs = list(zip(products, things, strict=True))
    stock_model.objects.bulk_create(
        [
            stock_model(
                product=product,
                partner=shops[good.seller].partner,
                partner_sku=str(product.pk),
                price=good.price,
                num_in_stock=IN_STOCK,
                mode="counted",
            )
            for product, good in pairs
        ],
        batch_size=BATCH,
    )
    on_shelf = product_model.categories.through
    on_shelf.objects.bulk_create(
        [on_shelf(product=product, category=shelves[good.shelf]) for product, good in pairs],
        batch_size=BATCH,
    )
    picture = get_model("catalogue", "ProductImage")
    picture.objects.bulk_create(
        [picture(product=product, original=PICTURE, display_order=0) for product in products],
        batch_size=BATCH,
    )


def _addresses(products: int, shelves: list) -> dict[str, Any]:
    from django.urls import reverse

    from marketplace.operations.bench.goods import ASKED_SHELVES, asked_numbers

    return {
        "home": ["/"],
        "product_list": [reverse("storefront:product_list")],
        "category": [shelf.get_absolute_url() for shelf in shelves[:ASKED_SHELVES]],
        "product": [
            reverse("storefront:product", args=[f"produit-{number}"])
            for number in asked_numbers(products)
        ],
        "add": reverse("pickup:basket_add"),
        "basket": reverse("pickup:basket"),
        "continue": reverse("pickup:basket_continue"),
        "checkout": reverse("pickup:checkout"),
        "floor": ["/bench/floor/"],
    }


def _busy_addresses(shops: list) -> dict[str, Any]:
    """Return products whose buyers meet on one slot, others spread over slots, and a search."""
    from oscar.core.loading import get_model

    from marketplace.operations.bench.goods import HOT_PRODUCTS, SPREAD_SLOTS

    products = get_model("catalogue", "Product").objects.order_by("pk")
    hot = products.filter(shop=shops[0])[:HOT_PRODUCTS]
    # The first slot of each shop: every one of these products leads to another slot.
    spread = [products.filter(shop=shop).first() for shop in shops[:SPREAD_SLOTS]]
    wanted = spread[: min(3, len(spread))]
    return {
        "slot_booking": [product.get_absolute_url() for product in hot],
        "slot_booking_50": [product.get_absolute_url() for product in spread],
        "slot_search": [f"/bench/slots/{_basket_of(wanted)}/"],
    }


def _basket_of(products: list) -> int:
    from oscar.core.loading import get_model

    from pickup.orders.placing.basket import add_to_basket, with_strategy

    basket = with_strategy(get_model("basket", "Basket").objects.create())
    for product in products:
        add_to_basket(basket=basket, product=product, quantity=1)
    return int(basket.pk)


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(fill(int(sys.argv[1]), int(sys.argv[2]))))
