"""Where the photos of products are stored, and which are in use."""

from __future__ import annotations

from collections.abc import Collection

from oscar.core.loading import get_model

ProductImage = get_model("catalogue", "ProductImage")

FOLDER = "products"


def used_among(names: Collection[str]) -> set[str]:
    """Return which of these originals products show."""
    shown = ProductImage.objects.filter(original__in=names)
    return set(shown.values_list("original", flat=True))
