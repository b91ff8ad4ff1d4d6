"""Products, made by the service that forms and imports use."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from oscar.core.loading import get_model

from marketplace.operations.seed.calendar import date_text, former_texts
from marketplace.operations.seed.options import seed_options
from marketplace.operations.seed.pictures import copy_illustration, is_stored
from shops.catalogue.drafts import ProductDraft
from shops.catalogue.services import create_product, publish_product
from shops.models import Shop

Category = get_model("catalogue", "Category")
Product = get_model("catalogue", "Product")
ProductImage = get_model("catalogue", "ProductImage")

# What stands in the files as it stands in the draft.
SAME = (
    "slug",
    "title",
    "shelf",
    "withdrawal_regime",
    "unit",
    "sold_by_weight",
    "is_food",
    "allergens",
    "ingredients",
    "origin",
    "storage",
    "manufacturer",
)


def seed_products(shop: Shop, products: list[dict[str, Any]], *, now: datetime) -> None:
    """Create the products that are missing, and date the Christmas ones anew."""
    day = now.astimezone(shop.zone).date()
    known = dict(Product.objects.filter(shop=shop).values_list("slug", "description"))
    for facts in products:
        if facts["slug"] not in known:
            _create(shop, facts, day=day, now=now)
        elif known[facts["slug"]] in former_texts(facts.get("description", ""), day=day):
            # Only a text that nobody has changed since is dated anew.
            text = date_text(facts["description"], day=day)
            Product.objects.filter(shop=shop, slug=facts["slug"]).update(description=text)


def _create(shop: Shop, facts: dict[str, Any], *, day: date, now: datetime) -> None:
    structure = Product.PARENT if facts["variants"] else Product.STANDALONE
    draft = _draft(facts, day=day)
    product = create_product(shop=shop, draft=draft, structure=structure, now=now)
    _show_picture(product, facts)
    seed_options(product, facts.get("options", []))
    for variant in facts["variants"]:
        draft = _draft(variant, day=day)
        publish_product(product=create_product(shop=shop, draft=draft, parent=product, now=now))
    if facts.get("status") != Product.Status.DRAFT:
        publish_product(product=product)


def _show_picture(product, facts: dict[str, Any]) -> None:
    if "picture" in facts and is_stored(facts["picture"]):
        name = copy_illustration(facts["picture"], to=f"products/{product.slug}")
        ProductImage.objects.create(product=product, original=name, display_order=0)


def _draft(facts: dict[str, Any], *, day: date) -> ProductDraft:
    """Say what a product is; one with variants has neither price nor stock of its own."""
    same = {field: facts[field] for field in SAME if field in facts}
    quantity = facts.get("net_quantity")
    on_order = facts["stock_mode"] == "on_order" or facts.get("variants")
    return ProductDraft(
        price=Decimal(facts["price"]) if "price" in facts else None,
        vat_rate=Decimal(facts["vat_rate"]),
        available=None if on_order else facts["stock"],
        categories=_categories(facts),
        description=date_text(facts.get("description", ""), day=day),
        net_quantity=None if quantity is None else Decimal(str(quantity)),
        **same,
    )


def _categories(facts: dict[str, Any]) -> list:
    """Return what lists a product; a variant stands behind its parent, and has none."""
    slugs = [facts.get("category"), *facts.get("also", [])]
    return list(Category.objects.filter(slug__in=slugs))
