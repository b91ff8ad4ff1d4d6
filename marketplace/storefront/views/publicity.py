"""« Affiche et partage » in the shop's space."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.storefront.publicity.pdf import to_pdf
from marketplace.storefront.publicity.poster import poster_of
from marketplace.storefront.publicity.raster import to_png
from shops.access import for_shopkeepers

PREVIEW_SCALE = 3  # pixels a millimetre


@require_safe
@for_shopkeepers
def publicity(request, shop):
    return render(request, "storefront/pro/publicity.html", {"shop": shop})


@require_safe
@for_shopkeepers
def poster(request, shop):
    """Give the poster as a PDF; none leads to a page that is not there."""
    _check_page(shop)
    title = _("Poster of %(shop)s") % {"shop": shop.name}
    return _file(
        to_pdf(poster_of(shop), title=title), "application/pdf", f"affiche-{shop.slug}.pdf"
    )


@require_safe
@for_shopkeepers
def poster_preview(request, shop):
    _check_page(shop)
    content = to_png(poster_of(shop), scale=PREVIEW_SCALE)
    return HttpResponse(content, content_type="image/png")


def _check_page(shop) -> None:
    if not shop.is_visible:
        raise Http404


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)
