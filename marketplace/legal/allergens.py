"""The 14 allergens food must declare: regulation (EU) 1169/2011, annex II."""

from collections.abc import Sequence

from django.db import models


class Allergen(models.TextChoices):
    """In the order of the annex; labels are the short French words of the tick boxes."""

    GLUTEN = "gluten", "gluten"
    CRUSTACEANS = "crustaceans", "crustacés"
    EGGS = "eggs", "œufs"
    FISH = "fish", "poissons"
    PEANUTS = "peanuts", "arachides"
    SOY = "soy", "soja"
    MILK = "milk", "lait"
    NUTS = "nuts", "fruits à coque"
    CELERY = "celery", "céleri"
    MUSTARD = "mustard", "moutarde"
    SESAME = "sesame", "sésame"
    SULPHITES = "sulphites", "sulfites"
    LUPIN = "lupin", "lupin"
    MOLLUSCS = "molluscs", "mollusques"


def describe_allergens(codes: Sequence[str] | None) -> str:
    """Return « Allergènes : gluten, lait », in the annex's order.

    None, nothing known, gives « non renseignés » and blocks publishing; an empty list is the
    shop's statement that there is none. Raise ValueError for a code out of the list.
    """
    if codes is None:
        return "Allergènes : non renseignés"
    present = {Allergen(code) for code in codes}
    labels = [str(allergen.label) for allergen in Allergen if allergen in present]
    return f"Allergènes : {', '.join(labels) or 'aucun'}"
