"""The pages' beacon: it says which page was seen or which number tapped, and gets no answer."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shops.audience.services import count_event

MAX_BYTES = 1000
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|lighthouse|headless|curl|wget|python", re.I)


@csrf_exempt
@never_cache
@require_POST
def measure(request):
    """Count an event and answer 204, whatever was sent.

    No session, no cookie and no address is read: a token against forgery would need a cookie,
    and a forged count harms nobody. The browser's name is looked at for robots and not kept.
    """
    if _is_plausible(request):
        named = {field: request.POST.get(field, "")[:255] for field in ("kind", "shop", "product")}
        if not any("\x00" in value for value in named.values()):
            count_event(
                territory=request.territory,
                kind=named["kind"],
                shop_slug=named["shop"],
                product_slug=named["product"],
            )
    return HttpResponse(status=204)


def _is_plausible(request) -> bool:
    """Say whether a page of this site sent it, in a browser that somebody looks at."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    browser = request.headers.get("User-Agent", "")
    same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    small = size.isdecimal() and 0 < int(size) <= MAX_BYTES
    return small and same_site and bool(browser) and not ROBOTS.search(browser)
