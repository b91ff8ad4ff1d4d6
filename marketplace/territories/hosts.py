"""Which territory answers on a host: as the database says, or as it was found a moment ago."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from marketplace.territories import versions
from marketplace.territories.models import Territory

# What is asked for by thousands of names fills no memory: a default site answers any.
MOST_HOSTS = 100


class Held(NamedTuple):
    """A territory as it was found, with what must still be true for it to be used."""

    territory: Territory
    version: str
    until: datetime


# By host.
_held: dict[str, Held] = {}


def territory_of(request: HttpRequest) -> Territory | None:
    """Return the territory of the request's host; None where no territory answers."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    found = Territory.objects.filter(site=site).select_related("association").first()
    if found:
        found.site = site  # the one at hand: links in messages ask for it
    return found


def known_territory(request: HttpRequest) -> Territory | None:
    """Return the territory of the host, as it was found while its version stands.

    It is the same object for all requests: whoever changes it changes it for the others.
    """
    host, now = request.get_host(), timezone.now()
    held = _held.get(host)
    supposed = held.territory if held else territory_of(request)
    version = versions.version_of(supposed.pk) if supposed and settings.PAGE_CACHE else None
    if held and held.until > now and held.version == version:
        return held.territory
    # Read when the version is known already: what changes in between is never held under it.
    found = territory_of(request) if held or version else supposed
    if found and version and found.pk == supposed.pk:
        _hold(host, Held(found, version, now + versions.KEPT_AT_MOST))
    elif held:
        # The host is another territory's by now, whose own version counts.
        _held.pop(host, None)
        return known_territory(request)
    return found


def _hold(host: str, held: Held) -> None:
    if len(_held) >= MOST_HOSTS:
        _held.clear()
    _held[host] = held
