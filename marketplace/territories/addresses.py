"""Full addresses for messages, which leave outside a request."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from marketplace.territories.models import Territory


def absolute(path: str, territory: Territory) -> str:
    """Return the full address of a path on a territory's own host.

    The territory that answers on any host stands at SITE_URL; the others under their own name,
    with its scheme and port.
    """
    site = territory.site
    if site.is_default_site:
        return settings.SITE_URL.rstrip("/") + path
    known = urlsplit(settings.SITE_URL)
    port = f":{known.port}" if known.port else ""
    return f"{known.scheme}://{site.hostname}{port}{path}"
