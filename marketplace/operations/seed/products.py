"""Products, made by the service that forms and imports use."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.core.loading import get_model

from marketplace.operations.seed.pictures import copy_illustration
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
    "description",
    "withdrawal_regime",
    "unit",
    "is_food",
    "allergens",
    "ingredients",
    "origin",
    "storage",
    "manufacturer",
)


def seed_product(shop: Shop, facts: dict[str, Any]) -> None:
    """Create and publish a product with its picture, unless it exists."""
    if Product.objects.filter(shop=shop, slug=facts["slug"]).exists():
        return
    product = create_product(shop=shop, draft=_draft(facts))
    if "picture" in facts:
        name = copy_illustration(facts["picture"], to=f"products/{product.slug}")
        ProductImage.objects.create(product=product, original=name, display_order=0)
    publish_product(product=product)


def _draft(facts: dict[str, Any]) -> ProductDraft:
    same = {field: facts[field] for field in SAME if field in facts}
    quantity = facts.get("net_quantity")
    return ProductDraft(
        price=Decimal(facts["price"]),
        vat_rate=Decimal(facts["vat_rate"]),
        available=None if facts["stock_mode"] == "on_order" else facts["stock"],
        categories=[Category.objects.get(slug=facts["category"])],
        net_quantity=None if quantity is None else Decimal(str(quantity)),
        **same,
    )
