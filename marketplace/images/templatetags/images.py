from __future__ import annotations

from typing import Any

from django import template
from django.db.models.fields.files import FieldFile

from marketplace.images.pictures import picture_sources
from marketplace.images.thumbnailer import PLACEHOLDER

register = template.Library()

# The cards of a listing: four in a row on a wide screen, two on a phone.
CARD_SIZES = "(min-width: 48rem) 15rem, 45vw"

# What stands where there is no picture, by the kind of thing.
PLACEHOLDERS = {
    "food": "img/placeholder-food.svg",
    "craft": "img/placeholder-craft.svg",
    "book": "img/placeholder-book.svg",
    "plant": "img/placeholder-plant.svg",
}


@register.inclusion_tag("images/_picture.html")
def picture(
    image: FieldFile | str | None,
    alt: str = "",
    sizes: str = CARD_SIZES,
    width: int = 480,
    height: int = 480,
    lazy: bool = True,
    kind: str = "",
) -> dict[str, Any]:
    """Show a stored picture, or the placeholder where there is none.

    `width` and `height` hold the place before the file comes; `lazy=False` for what stands on
    the first screen. `kind` is one of `PLACEHOLDERS`; any other gets the common placeholder.
    """
    name = str(getattr(image, "name", image) or "")
    return {
        "sources": picture_sources(name, sizes) if name else None,
        "placeholder": PLACEHOLDERS.get(kind, PLACEHOLDER),
        "alt": alt,
        # Text, or the template would write 1600 as people read it, with a space.
        "width": str(width),
        "height": str(height),
        "lazy": lazy,
    }
