"""Allergens as shopkeepers write them, turned into the codes of the law's fourteen."""

from __future__ import annotations

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.legal.allergens import Allergen
from shops.catalogue.imports.exceptions import RowError
from shops.catalogue.imports.words import plain_words

# The names are plain words, see words.plain_words.
_NAMES: dict[Allergen, tuple[str, ...]] = {
    Allergen.GLUTEN: (
        "gluten",
        "cereales contenant du gluten",
        "ble",
        "froment",
        "seigle",
        "orge",
        "avoine",
        "epeautre",
    ),
    Allergen.CRUSTACEANS: ("crustaces", "crustace", "crevettes", "crevette", "crustaceans"),
    Allergen.EGGS: ("oeufs", "oeuf", "eggs"),
    Allergen.FISH: ("poissons", "poisson", "fish"),
    Allergen.PEANUTS: ("arachides", "arachide", "cacahuetes", "cacahuete", "peanuts"),
    Allergen.SOY: ("soja", "soy"),
    Allergen.MILK: ("lait", "lactose", "produits laitiers", "milk"),
    Allergen.NUTS: (
        "fruits a coque",
        "fruit a coque",
        "fruits a coques",
        "noix",
        "noisettes",
        "noisette",
        "amandes",
        "amande",
        "noix de cajou",
        "noix de pecan",
        "pistaches",
        "pistache",
        "nuts",
    ),
    Allergen.CELERY: ("celeri", "celery"),
    Allergen.MUSTARD: ("moutarde", "mustard"),
    Allergen.SESAME: ("sesame", "graines de sesame"),
    Allergen.SULPHITES: ("sulfites", "sulfite", "anhydride sulfureux", "so2", "sulphites"),
    Allergen.LUPIN: ("lupin", "lupins"),
    Allergen.MOLLUSCS: ("mollusques", "mollusque", "molluscs"),
}
_CODES = {word: code for code, names in _NAMES.items() for word in names}
_NONE = {"aucun", "aucune", "neant", "sans allergene", "sans allergenes", "aucun allergene"}
_NOT_STATED = {"", "non renseigne", "inconnu", "nr"}
_SEPARATORS = re.compile(r"[,;/+\n•]|\bet\b", re.IGNORECASE)


def read_allergens(text: str) -> tuple[str, ...] | None:
    """Return codes in the law's order; () for « aucun », None if nothing is stated.

    An unknown word is refused, never dropped: somebody's health hangs on it.
    """
    whole = plain_words(text)
    if whole in _NOT_STATED:
        return None
    if whole in _NONE:
        return ()
    found = {_read_allergen(word) for word in _SEPARATORS.split(text) if plain_words(word)}
    return tuple(code.value for code in Allergen if code in found)


def _read_allergen(text: str) -> Allergen:
    code = _CODES.get(plain_words(text))
    if code is None:
        message = _("The allergen “{word}” is not one of the fourteen, nor “aucun”.")
        raise RowError(format_lazy(message, word=text.strip()[:40]))
    return code
