"""Whole public pages, kept, compressed, and asked for again by their ETag.

A public page shows the same to everybody: it reads no cookie and sets none, and holds no token,
so that compressing it betrays nothing. What a visitor has comes apart, in the header's fragment.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from marketplace.storefront.changes import known_next_change
from marketplace.territories import versions
from marketplace.territories.hosts import known_territory

# Browsers keep the page and ask each time whether it still holds.
CACHE_CONTROL = "no-cache"
# Addresses with other words than these differ for no reason of ours, and words of a search
# seldom come twice.
KEPT_PARAMETERS = {"page", "commune", "commerce", "quand", "rayon"}
GZIP_LEVEL = 6


def public_page(view: Callable) -> Callable:
    """Mark a view whose page is the same for everybody."""
    view.public_page = True
    return view


@dataclass(frozen=True)
class KeptPage:
    """A page as it was made, with what must still be true for it to be shown."""

    headers: dict[str, str]
    packed: bytes
    etag: str
    territory_id: int
    version: str | None
    expires: datetime

    def holds(self) -> bool:
        current = versions.version_of(self.territory_id)
        return timezone.now() < self.expires and self.version == current

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page as the browser takes it, or that it has it already."""
        known = {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}
        if self.etag in known:
            response: HttpResponse = HttpResponseNotModified()
        elif "gzip" in request.headers.get("Accept-Encoding", ""):
            response = HttpResponse(self.packed, headers={"Content-Encoding": "gzip"})
        else:
            response = HttpResponse(gzip.decompress(self.packed))
        for name, value in self.headers.items():
            response[name] = value
        response["ETag"] = self.etag
        response["Cache-Control"] = CACHE_CONTROL
        if response.status_code == 304:
            del response["Content-Type"]
        else:
            response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


@dataclass(frozen=True)
class Watch:
    """What was true before a page was made: only that can be said of it afterwards.

    `version` is None for a page that is not kept.
    """

    started: datetime
    version: str | None


class PageCacheMiddleware:
    """Stands before the session: a page that is kept costs two reads and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        kept = versions.read(key) if key else None
        if isinstance(kept, KeptPage) and kept.holds():
            return kept.answer(request)
        response = self.get_response(request)
        watch = getattr(request, "page_watch", None)
        if watch is None or not is_same_for_all(response):
            return response
        page = made(request, response, watch)
        if key and watch.version:
            seconds = (page.expires - watch.started).total_seconds()
            versions.write(key, page, seconds=max(seconds, 1))
        return page.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Note the version before the view reads anything: a change in between is then seen."""
        if request.method != "GET" or not is_public(request, view):
            return
        request.territory = known_territory(request)
        if request.territory:
            version = versions.version_of(request.territory.pk) if key_of(request) else None
            request.page_watch = Watch(timezone.now(), version)


def is_public(request: HttpRequest, view: Any) -> bool:
    """Say whether a view is marked, or shows a page of the editors."""
    match = request.resolver_match
    return getattr(view, "public_page", False) or match.url_name == "wagtail_serve"


def key_of(request: HttpRequest) -> str | None:
    """Return under which name a page is kept; None for what never is."""
    if not settings.PAGE_CACHE or request.method != "GET":
        return None
    if not KEPT_PARAMETERS.issuperset(request.GET):
        return None
    address = f"{request.scheme} {request.get_host()} {request.get_full_path()}"
    return f"page-{hashlib.sha256(address.encode()).hexdigest()}"


def is_same_for_all(response: HttpResponse) -> bool:
    """Say whether a response can go to anybody: whole, and touched by no cookie."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()
        and response.get("Content-Type", "").startswith("text/html")
    )


def made(request: HttpRequest, response: HttpResponse, watch: Watch) -> KeptPage:
    expires = watch.started
    if watch.version:
        change = known_next_change(request.territory, now=watch.started, version=watch.version)
        expires = min(change, watch.started + versions.KEPT_AT_MOST)
    # Not squeezed where nobody would read it squeezed, nor again.
    squeezed = watch.version or "gzip" in request.headers.get("Accept-Encoding", "")
    return KeptPage(
        headers={name: value for name, value in response.items() if name != "Content-Length"},
        packed=gzip.compress(response.content, GZIP_LEVEL if squeezed else 0, mtime=0),
        etag=f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"',
        territory_id=request.territory.pk,
        version=watch.version,
        expires=expires,
    )
