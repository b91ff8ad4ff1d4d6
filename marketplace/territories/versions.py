"""The version of what a territory's public pages show.

Kept pages carry the version that was true before they were made, and are shown only while it
stands. A service that changes what visitors see calls `touch`; docs/speed.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.cache import caches
from django.db import transaction
from structlog import get_logger

logger = get_logger(__name__)

CACHE = "pages"
# Nothing is kept longer: what a lost notice of a change could leave behind ends here.
KEPT_AT_MOST = timedelta(minutes=5)


def touch(territory_id: int) -> None:
    """Let no page of a territory be shown as it was; happens on commit, never for a rollback."""
    transaction.on_commit(partial(_renew, territory_id), robust=True)


def version_of(territory_id: int) -> str | None:
    """Return the version that stands; None where the cache does not answer.

    It is drawn, not counted: one that was lost never comes back with old pages under it.
    """
    known = read(_key(territory_id))
    return known or _renew(territory_id)


def read(key: str) -> Any:
    """Read from the pages' cache; None where there is nothing, or no cache."""
    return _try("read", lambda: caches[CACHE].get(key))


def write(key: str, value: Any, *, seconds: float | None) -> bool:
    """Write to the pages' cache; False where it does not answer."""

    def put() -> bool:
        caches[CACHE].set(key, value, seconds)
        return True

    return bool(_try("write", put))


def _renew(territory_id: int) -> str | None:
    version = uuid4().hex
    return version if write(_key(territory_id), version, seconds=None) else None


def _key(territory_id: int) -> str:
    return f"version-{territory_id}"


def _try(what: str, action: Callable[[], Any]) -> Any:
    try:
        return action()
    except Exception as error:  # noqa: BLE001 (pages must answer without any cache, of any kind)
        logger.warning("page_cache_unavailable", action=what, error=repr(error))
        return None
