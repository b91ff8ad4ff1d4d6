"""The demo's illustrations, on the way that photos take; each is encoded once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.storage import default_storage
from PIL import Image

from marketplace.images.pictures import ORIGINAL, rendition_names, store_picture
from marketplace.operations.seed.content import picture_path

FOLDER = "demo"


def store_illustrations(names: Iterable[str]) -> None:
    """Encode what is not there yet, on all processors: it is most of the first start."""
    wanted = sorted(name for name in set(names) if _is_drawn(name) and not is_stored(name))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(_store, wanted))


def stored_name(name: str) -> str:
    """Return the storage name that an illustration always has."""
    return f"{FOLDER}/{_identifier(name).hex}-{name}/{ORIGINAL}"


def is_stored(name: str) -> bool:
    """Say whether an illustration can be shown; one that nobody has drawn cannot."""
    return default_storage.exists(stored_name(name))


def copy_illustration(name: str, *, to: str) -> str:
    """Return the storage name of a copy that is one product's or shop's own.

    Replacing a picture deletes its files: shared ones would vanish from the others. `to` is a
    folder and a slug, and always gives the same name.
    """
    source = stored_name(name)
    folder, slug = to.split("/")
    target = f"{folder}/{uuid5(NAMESPACE_URL, to).hex}-{slug[:30].strip('-')}/{ORIGINAL}"
    if not default_storage.exists(target):
        copies = zip(rendition_names(source), rendition_names(target), strict=True)
        for old, new in [*copies, (source, target)]:
            with default_storage.open(old) as file:
                default_storage.save(new, file)
    return target


def on_wide_ground(path: Path) -> BytesIO:
    """Return an illustration eight by five, as pages cut it: a square one on more ground."""
    with Image.open(path) as drawn:
        wide = Image.new("RGB", (max(drawn.width, drawn.height * 8 // 5), drawn.height))
        wide.paste(drawn.getpixel((0, 0)), (0, 0, *wide.size))
        wide.paste(drawn, ((wide.width - drawn.width) // 2, 0))
    content = BytesIO()
    wide.save(content, "JPEG", quality=90)
    content.seek(0)
    return content


def _is_drawn(name: str) -> bool:
    return picture_path(name).exists()


def _identifier(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{name}")


def _store(name: str) -> None:
    with picture_path(name).open("rb") as file:
        store_picture(
            file,
            folder=FOLDER,
            name_hint=name,
            identifier=_identifier(name),
        )
