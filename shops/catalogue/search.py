"""One normaliser for the index and for the query, so that every database finds the same."""

from __future__ import annotations

import re
import unicodedata

# Lists stand in the order of so many letters: the index by title holds no more.
TITLE_LETTERS = 60
PLURAL = re.compile(r"(?<=\w{3})(?:s|x)\b")


def normalise(text: str) -> str:
    """Fold case, accents, ligatures and plurals: « Crèmes brûlées » -> « creme brulee »."""
    folded = text.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char)
    )
    return PLURAL.sub("", " ".join(re.findall(r"\w+", plain)))


def search_text_of(product) -> str:
    """Return the words under which a product is found: its own, its shop's, its town's."""
    shop = product.shop
    words = [product.get_title(), product.shelf, shop.name, shop.trade, shop.town.name]
    if product.pk:
        words += [category.name for category in product.categories.all()]
    return normalise(" ".join(words))
