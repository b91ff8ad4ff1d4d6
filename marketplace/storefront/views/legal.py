"""Pages that the law or plain courtesy asks for; their texts stand in the theme's `legal/`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.storefront.page_cache import public_page
from marketplace.texts.markup import render_markup
from marketplace.texts.models import TerritoryText

OWN_PAGES = {"terms", "how_it_works"}


@public_page
@require_safe
def legal_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one of the fixed pages, in the territory's own words where it has some.

    `page` comes from urls.py, never from the address.
    """
    context: dict[str, Any] = {"association": request.territory.association, "is_written": True}
    own = own_text(request, page)
    if own:
        context |= {"own": own, "html": render_markup(own.text)}
    template = f"texts/{page}.html" if own and page in OWN_PAGES else f"legal/{page}.html"
    return render(request, template, context)


def own_text(request: HttpRequest, page: str) -> TerritoryText | None:
    if page not in TerritoryText.Page.values:
        return None
    day = timezone.localdate()
    return TerritoryText.objects.in_force(request.territory, page, day=day)
