"""Lists of products: all, of a category, found by words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.storefront.categories import categories_with_products
from marketplace.storefront.listing import listing
from marketplace.storefront.page_cache import public_page
from marketplace.storefront.selection import Selection, words_of


@public_page
@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    categories = categories_with_products(request.territory, now=timezone.now())
    return _answer(request, Selection.from_query(request.GET), categories)


@public_page
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a category and those below it; one without any product is not found."""
    categories = categories_with_products(request.territory, now=timezone.now())
    found = next((one for one in categories if one.slug == slug), None)
    if found is None:
        raise Http404
    return _answer(request, Selection.from_query(request.GET, category=found), categories)


@public_page
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds every word asked for; without words, everything."""
    words = words_of(request.GET)
    if not words:
        return redirect("storefront:product_list")
    # What is found lies on any shelf: no way further down is offered.
    return _answer(request, Selection.from_query(request.GET, words=words), [])


def _answer(request: HttpRequest, selection: Selection, categories: list) -> HttpResponse:
    context = listing(
        territory=request.territory,
        selection=selection,
        categories=categories,
        page=request.GET.get("page"),
        now=timezone.now(),
    )
    return render(request, "storefront/product_list.html", context)
