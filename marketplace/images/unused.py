"""Pictures that no row names: of a form that was left, of a process that died half-way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import islice

from django.core.files.storage import default_storage

from marketplace.images.pictures import ORIGINAL, delete_picture

# Of the names of originals, returns those that some row holds.
UsedAmong = Callable[[Collection[str]], Collection[str]]

# Names that are asked for in one query.
BATCH = 500


def delete_unused(*, folder: str, used_among: UsedAmong, before: datetime, limit: int) -> int:
    """Delete at most `limit` pictures of a folder that no row names, all stored before an instant.

    Renditions whose original was never stored, or is gone, go as well. Returns how many pictures
    were deleted. Any storage will do that lists directories and tells when a file was modified.
    """
    old = (name for name in _unused(folder, used_among) if _is_older(name, before))
    names = list(islice(old, limit))
    for name in names:
        delete_picture(name)
        _delete_emptied(_directory(name))
    return len(names)


def _unused(folder: str, used_among: UsedAmong) -> Iterator[str]:
    names = [f"{folder}/{directory}/{ORIGINAL}" for directory in _listed(folder)[0]]
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        used = used_among(batch)
        yield from (name for name in batch if name not in used)


def _is_older(name: str, before: datetime) -> bool:
    """Tell whether nothing of a picture is fresh: an upload may be under way."""
    directory = _directory(name)
    files = [f"{directory}/{file}" for file in _listed(directory)[1]]
    try:
        return all(default_storage.get_modified_time(f) < before for f in files or [directory])
    except FileNotFoundError:  # deleted meanwhile
        return False


def _delete_emptied(directory: str) -> None:
    """Delete the directory itself where a storage has such: it would be looked at each night."""
    if _listed(directory) == ([], []):
        default_storage.delete(directory)


def _listed(directory: str) -> tuple[list[str], list[str]]:
    try:
        directories, files = default_storage.listdir(directory)
    except FileNotFoundError:
        return [], []
    return list(directories), list(files)


def _directory(name: str) -> str:
    return name.removesuffix(f"/{ORIGINAL}")
