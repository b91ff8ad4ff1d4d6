from __future__ import annotations

from typing import Any

from django import template
from django.db.models.fields.files import FieldFile

from marketplace.images.pictures import picture_sources

register = template.Library()

# The cards of a listing: four in a row on a wide screen, two on a phone.
CARD_SIZES = "(min-width: 48rem) 15rem, 45vw"


@register.inclusion_tag("images/_picture.html")
def picture(
    image: FieldFile | str | None,
    alt: str = "",
    sizes: str = CARD_SIZES,
    width: int = 480,
    height: int = 480,
    lazy: bool = True,
) -> dict[str, Any]:
    """Show a stored picture, or the placeholder where there is none.

    `width` and `height` hold the place before the file comes; `lazy=False` for what stands on
    the first screen.
    """
    name = str(getattr(image, "name", image) or "")
    return {
        "sources": picture_sources(name, sizes) if name else None,
        "alt": alt,
        # Text, or the template would write 1600 as people read it, with a space.
        "width": str(width),
        "height": str(height),
        "lazy": lazy,
    }
