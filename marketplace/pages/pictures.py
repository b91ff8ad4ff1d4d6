"""Pictures of pages in the widths that screens need, cut around what matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.images.models import SourceImageIOError


@dataclass(frozen=True)
class Shape:
    """Filters, by width in pixels: the focal point stays in what `fill` cuts."""

    filters: tuple[tuple[int, str], ...]
    width: int
    height: int


SHAPES = {
    # Cards and heads of pages: eight by five.
    "wide": Shape(
        ((400, "fill-400x250"), (800, "fill-800x500"), (1280, "fill-1280x800")), 800, 500
    ),
    # Within a text: as it is.
    "whole": Shape(((400, "width-400"), (800, "width-800"), (1280, "width-1280")), 800, 0),
}
ENCODINGS = {"webp": "format-webp|webpquality-78", "jpeg": "format-jpeg|jpegquality-80"}


def sources_of(image: Any, *, shape: str, sizes: str) -> dict[str, Any] | None:
    """Return what a <picture> needs; None where the file is gone."""
    asked = SHAPES[shape]
    specs = {
        (width, kind): f"{cut}|{encoding}"
        for width, cut in asked.filters
        for kind, encoding in ENCODINGS.items()
    }
    try:
        made = image.get_renditions(*specs.values())
    except (SourceImageIOError, OSError):
        return None
    by_kind = {
        kind: [made[specs[width, kind]] for width, _cut in asked.filters] for kind in ENCODINGS
    }
    middle = by_kind["jpeg"][1]
    return {
        "webp": _srcset(by_kind["webp"]),
        "jpeg": _srcset(by_kind["jpeg"]),
        "src": middle.url,
        "sizes": sizes,
        "width": middle.width,
        "height": middle.height,
    }


def _srcset(renditions: list) -> str:
    """Return each rendition once: a small picture has fewer widths than were asked for."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
