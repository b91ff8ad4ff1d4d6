"""Every address that the site answers, read from the resolver itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, get_resolver

PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")
# Routes written as regular expressions, as a template with the same placeholders.
TEMPLATES = {
    r"admin/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)"
    r"\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
        "admin/pages/<pk>/revisions/compare/<revision_id_a>...<revision_id_b>/"
    ),
    r"admin/^.*/$": "admin/<nowhere>/",
    r"compte/^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "compte/mot-de-passe/nouveau/<uidb36>-<key>/"
    ),
    r"^((?:[\w\-]+/)*)$": "<page_path>",
}


def routes() -> list[str]:
    """Return the routes in the resolver's order; one that a former one hides counts once."""
    return list(dict.fromkeys(template_of(route) for route in walk(get_resolver().url_patterns)))


def walk(patterns, prefix="") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from walk(pattern.url_patterns, route)


def template_of(route: str) -> str:
    """Return a route without the signs of regular expressions."""
    known = TEMPLATES.get(route, route.replace("/^", "/"))
    assert not re.search(r"[\^$(\\]", known), f"give routes.TEMPLATES a template for {route}"
    return known


def placeholders_of(route: str) -> list[str]:
    return PLACEHOLDER.findall(route)


def fill(route: str, values: Mapping[str, object]) -> str:
    """Return an address of a route with its placeholders filled in."""
    return "/" + PLACEHOLDER.sub(lambda found: str(values[found[1]]), route)
