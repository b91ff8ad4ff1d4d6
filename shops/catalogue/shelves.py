"""From a shop's own words for its shelves to the site's categories."""

from __future__ import annotations

from collections.abc import Sequence

from oscar.core.loading import get_model

from shops.catalogue.search import normalise

Category = get_model("catalogue", "Category")


class Shelves:
    """The category tree, read once for a whole file."""

    def __init__(self):
        categories = list(Category.objects.all())
        self._by_name = {normalise(category.name): category for category in categories}
        self._food_paths = tuple(c.path for c in categories if c.is_food)

    def find(self, path: Sequence[str]):
        """Return the category that bears the narrowest of the words; None if none does."""
        found = (self._by_name.get(normalise(word)) for word in reversed(path))
        return next((category for category in found if category), None)

    def holds_food(self, category) -> bool:
        return category is not None and category.path.startswith(self._food_paths)
