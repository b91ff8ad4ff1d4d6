"""« Affiche et partage » in the shop's space."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.storefront.publicity.pdf import to_pdf
from marketplace.storefront.publicity.poster import poster_of
from marketplace.storefront.publicity.raster import to_jpeg, to_png
from marketplace.storefront.publicity.share import post_of_product, post_of_shop
from marketplace.storefront.publicity.square import square_of_product, square_of_shop
from marketplace.storefront.queries import product_pages
from shops.access import for_shopkeepers

PREVIEW_SCALE = 3  # pixels a millimetre


@require_safe
@for_shopkeepers
def publicity(request, shop):
    post = post_of_shop(shop) if shop.is_visible else None
    return render(request, "storefront/pro/publicity.html", {"shop": shop, "post": post})


@require_safe
@for_shopkeepers
def poster(request, shop):
    """Give the poster as a PDF; none leads to a page that is not there."""
    _check_page(shop)
    title = _("Poster of %(shop)s") % {"shop": shop.name}
    content = to_pdf(poster_of(shop), title=title)
    return _file(content, "application/pdf", f"affiche-{shop.slug}.pdf")


@require_safe
@for_shopkeepers
def poster_preview(request, shop):
    _check_page(shop)
    content = to_png(poster_of(shop), scale=PREVIEW_SCALE)
    return HttpResponse(content, content_type="image/png")


@require_safe
@for_shopkeepers
def shop_picture(request, shop):
    _check_page(shop)
    content = to_jpeg(square_of_shop(shop, post_of_shop(shop)))
    return HttpResponse(content, content_type="image/jpeg")


@require_safe
@for_shopkeepers
def share_product(request, shop, pk):
    """Show what to pass on of a product; one that is not on sale has no page to lead to."""
    product = _on_sale(shop, pk)
    post = post_of_product(product, now=timezone.now())
    context = {"shop": shop, "product": product, "post": post}
    return render(request, "storefront/pro/share.html", context)


@require_safe
@for_shopkeepers
def product_picture(request, shop, pk):
    product = _on_sale(shop, pk)
    post = post_of_product(product, now=timezone.now())
    content = to_jpeg(square_of_product(product, post))
    return HttpResponse(content, content_type="image/jpeg")


def _on_sale(shop, pk):
    return get_object_or_404(product_pages(shop.territory).for_shop(shop).listed(), pk=pk)


def _check_page(shop) -> None:
    if not shop.is_visible:
        raise Http404


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)
