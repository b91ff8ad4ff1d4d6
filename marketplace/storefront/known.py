"""What the pages of a territory have in common, worked out once a version and instant.

Categories, shops with their next collection, counts: a list that no visitor asked for yet needs
them all the same. They are held in the memory of the process, as public pages are kept: while the
version stands, and no longer than until the next change by time alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from marketplace.storefront.changes import known_next_change
from marketplace.territories import versions

if TYPE_CHECKING:
    from marketplace.territories.models import Territory


@dataclass(frozen=True)
class Held:
    """A fact as it was worked out, with what must still be true for it to be used."""

    fact: Any
    version: str
    until: datetime


# By what, territory and part: the last of each, so that no more than these are held.
_held: dict[tuple[str, int, Hashable], Held] = {}


def known(
    what: str,
    territory: Territory,
    work_out: Callable[[], Any],
    *,
    now: datetime,
    part: Hashable = None,
) -> Any:
    """Return a fact of a territory, worked out where none is held; `part` says of what part.

    It is the same object for all readers: whoever changes it changes it for the others.
    """
    # The version is read first: what changes while it is worked out is never held under it.
    version = versions.version_of(territory.pk) if settings.PAGE_CACHE else None
    if version is None:
        return work_out()
    key = (what, territory.pk, part)
    held = _held.get(key)
    if held is None or held.version != version or held.until <= now:
        change = known_next_change(territory, now=now, version=version)
        held = Held(work_out(), version, min(change, now + versions.KEPT_AT_MOST))
        _held[key] = held
    return held.fact
