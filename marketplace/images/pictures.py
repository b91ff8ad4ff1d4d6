"""Stored pictures: an original and its renditions, all found from the original's name alone."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.text import slugify
from PIL import Image

from marketplace.images.processing import ProcessedImage, process_upload

WIDTHS = (240, 480, 960)  # pixels
FALLBACK_WIDTH = 480
ORIGINAL = "original.jpg"

# Keeps `<folder>/<32 hex digits>-<hint>/original.jpg` under the 100 characters of an ImageField.
_MAX_HINT = 30

_ORIGINAL_JPEG = {"format": "JPEG", "quality": 85, "progressive": True}
_ENCODINGS = {
    "webp": {"format": "WEBP", "quality": 78},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True},
}


def store_picture(
    source: ProcessedImage | File[bytes] | IO[bytes],
    *,
    folder: str,
    name_hint: str = "",
    identifier: UUID | None = None,
) -> str:
    """Store a photo with its renditions and return the storage name of its original.

    Each call makes a new name. Files know no transaction: call before it opens, and
    `delete_picture` if it fails. Raises ImageRefused as `process_upload` does.
    """
    photo = source if isinstance(source, ProcessedImage) else process_upload(source)
    directory = "-".join(filter(None, [(identifier or uuid4()).hex, _slug(name_hint)]))
    name = f"{folder.strip('/')}/{directory}/{ORIGINAL}"
    for width in WIDTHS:
        resized = _resize(photo.pixels, width)
        for extension, encoding in _ENCODINGS.items():
            default_storage.save(
                rendition_name(name, width, extension), _encode(resized, encoding)
            )
    # The original comes last: where it is, its renditions are.
    return default_storage.save(name, _encode(photo.pixels, _ORIGINAL_JPEG))


def delete_picture(name: str) -> None:
    """Delete an original and its renditions; no error where some or all are gone already."""
    if not name:
        return
    default_storage.delete(name)
    if has_renditions(name):
        for rendition in rendition_names(name):
            default_storage.delete(rendition)


def has_renditions(name: str) -> bool:
    """Tell, without looking, whether `store_picture` made this name: other files have none."""
    return PurePosixPath(name).name == ORIGINAL


def rendition_name(name: str, width: int, extension: str) -> str:
    """Return the name of the rendition of that width (of `WIDTHS`), in "webp" or "jpg"."""
    return str(PurePosixPath(name).with_name(f"{width}.{extension}"))


def rendition_names(name: str) -> list[str]:
    return [rendition_name(name, width, ext) for width in WIDTHS for ext in _ENCODINGS]


def picture_sources(name: str, sizes: str) -> dict[str, str]:
    """Return what a <picture> needs: the srcset `webp` and `jpeg`, the fallback `src`, `sizes`.

    Reads nothing from the storage. A file that `store_picture` did not make has no srcset.
    """
    if not has_renditions(name):
        return {"webp": "", "jpeg": "", "src": default_storage.url(name), "sizes": sizes}
    original = default_storage.url(name)
    return {
        "webp": _srcset(name, original, "webp"),
        "jpeg": _srcset(name, original, "jpg"),
        "src": _url(name, original, f"{FALLBACK_WIDTH}.jpg"),
        "sizes": sizes,
    }


def _srcset(name: str, original: str, extension: str) -> str:
    return ", ".join(f"{_url(name, original, f'{w}.{extension}')} {w}w" for w in WIDTHS)


def _url(name: str, original: str, file: str) -> str:
    """Return the address of a rendition: beside its original's, unless each one is signed."""
    if original.endswith(f"/{ORIGINAL}"):
        return f"{original.removesuffix(ORIGINAL)}{file}"
    return default_storage.url(str(PurePosixPath(name).with_name(file)))


def _slug(name_hint: str) -> str:
    return slugify(name_hint)[:_MAX_HINT].strip("-")


def _resize(image: Image.Image, width: int) -> Image.Image:
    """Return the image at that width, or as it is when smaller: the name exists all the same."""
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encode(image: Image.Image, encoding: dict[str, Any]) -> ContentFile[bytes]:
    content = BytesIO()
    image.save(content, **encoding)
    return ContentFile(content.getvalue())
