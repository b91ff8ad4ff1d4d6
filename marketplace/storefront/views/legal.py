"""Pages that the law or plain courtesy asks for; their texts stand in the theme's `legal/`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.storefront.page_cache import public_page


@public_page
@require_safe
def legal_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one of the fixed pages; `page` comes from urls.py, never from the address."""
    context = {"association": request.territory.association}
    return render(request, f"legal/{page}.html", context)
