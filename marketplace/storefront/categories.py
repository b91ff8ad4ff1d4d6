"""The site's own categories: those that hold something, those below, those above."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef

from marketplace.storefront.known import known
from marketplace.storefront.queries import shown_products

if TYPE_CHECKING:
    from marketplace.territories.models import Territory

# What lists and links show of a category.
OF_CATEGORY = ("name", "slug", "path", "depth")


def categories_with_products(territory: Territory, *, now: datetime) -> list:
    """Return the categories under which at least one product is shown, parents first."""
    return known("categories", territory, lambda: _with_products(territory), now=now)


def branches_of(categories: list, category) -> list:
    """Return the categories one step below; at the top, those without a parent."""
    if category is None:
        return [one for one in categories if one.depth == 1]
    below = category.depth + 1
    return [c for c in categories if c.depth == below and c.path.startswith(category.path)]


def is_above(one, category) -> bool:
    return (
        category is not None and one.depth < category.depth and category.path.startswith(one.path)
    )


def _with_products(territory: Territory) -> list:
    products = shown_products(territory).filter(pk=OuterRef("product_id"))
    placed = apps.get_model("catalogue", "ProductCategory").objects
    filled = Exists(placed.filter(Exists(products), category_id=OuterRef("pk")))
    categories = apps.get_model("catalogue", "Category").objects.browsable()
    rows = list(categories.only(*OF_CATEGORY).annotate(filled=filled).order_by("path"))
    paths = [row.path for row in rows if row.filled]
    return [row for row in rows if any(path.startswith(row.path) for path in paths)]
