"""Oscar's own pages (its dashboard) show our renditions instead of making thumbnails."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.templatetags.static import static
from oscar.core.thumbnails import AbstractThumbnailer

from marketplace.images.pictures import WIDTHS, delete_picture, has_renditions, rendition_name

PLACEHOLDER = "img/placeholder.svg"


@dataclass(frozen=True)
class Thumbnail:
    name: str
    url: str


class MissingImage:
    """What `Product.get_missing_image` returns: shown as the placeholder, without any file.

    Oscar's own writes a link to a static file into the uploads.
    """

    name = ""


class RenditionThumbnailer(AbstractThumbnailer):
    """Named by `OSCAR_THUMBNAILER`."""

    def generate_thumbnail(self, source: FieldFile | str, **opts: str) -> Thumbnail:
        """Return the rendition for a size such as "440x400", "440" or "x155"; nothing is made."""
        name = str(getattr(source, "name", source) or "")
        if not name:
            return Thumbnail(name, static(PLACEHOLDER))
        if has_renditions(name):
            name = rendition_name(name, _rendition_width(opts["size"]), "jpg")
        return Thumbnail(name, default_storage.url(name))

    def delete_thumbnails(self, source: FieldFile | str) -> None:
        """Delete the picture once its row is gone for good: a file does not roll back."""
        name = str(getattr(source, "name", source) or "")
        transaction.on_commit(partial(delete_picture, name))


def _rendition_width(size: str) -> int:
    """Return the nearest width that is not blurred at that size, else the largest."""
    width, _, height = size.partition("x")
    wanted = int(width or height)
    return next((w for w in WIDTHS if w >= wanted), WIDTHS[-1])
