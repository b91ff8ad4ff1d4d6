"""The addresses that the site itself uses: a page there could never be reached."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.core.validators import slug_re
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern


@cache
def reserved_slugs() -> frozenset[str]:
    """Return the first parts of all addresses of the site, and its language prefixes."""
    languages = {code for code, _name in settings.LANGUAGES}
    files = {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/"), "courrier"}
    return frozenset(set(first_parts(get_resolver().url_patterns)) | languages | files)


def first_parts(patterns: Iterable[URLPattern | URLResolver]) -> Iterable[str]:
    """Yield what stands before the first slash of each address, where it is fixed."""
    for pattern in patterns:
        prefix = "" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern)
        part = prefix.lstrip("^").split("/")[0]
        if not part and isinstance(pattern, URLResolver):
            yield from first_parts(pattern.url_patterns)
        elif slug_re.fullmatch(part):
            yield part
