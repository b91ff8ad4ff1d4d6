"""What search engines are told: what there is, and where nothing is for them."""

from __future__ import annotations

from itertools import chain, islice
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from marketplace.pages.sitemap import page_addresses
from marketplace.storefront.sitemap import market_addresses

# The protocol's own limit for one file.
MAX_ADDRESSES = 50_000
# People's own things, and lists without end.
CLOSED = ["pickup:basket", "pickup:account", "pickup:pro_home", "storefront:search"]
CLOSED_PATHS = ["/admin/", "/association/", "/commande/", "/retrait/"]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the addresses of this territory, in the language they were written in."""
    addresses = chain(page_addresses(request), market_addresses(request))
    rows = [_row(*address) for address in islice(addresses, MAX_ADDRESSES)]
    body = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *rows,
            "</urlset>",
        ]
    )
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _closed())]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _row(url: str, changed) -> str:
    last = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
    return f"<url><loc>{escape(url)}</loc>{last}</url>"


def _closed() -> list[str]:
    paths = [reverse(name) for name in CLOSED] + CLOSED_PATHS
    with translation.override("en"):
        english = [reverse(name) for name in CLOSED]
    return [*paths, *english]
