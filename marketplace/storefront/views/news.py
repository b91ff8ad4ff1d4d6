"""A shop's news: all of it, and each piece at its own address."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from marketplace.legal import wordings
from marketplace.storefront.page_cache import public_page
from shops.models import Shop
from shops.news.models import NewsItem

PAGE_SIZE = 12


@public_page
@require_safe
def news_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a shop's news, the latest first; without any, say so: the address may be known."""
    shops = Shop.objects.visible().in_territory(request.territory).select_related("town")
    shop = get_object_or_404(shops, slug=slug)
    news = NewsItem.objects.for_shop(shop).shown()
    page = Paginator(news, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "storefront/news_list.html", {"shop": shop, "page": page})


@public_page
@require_safe
def news_item(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show one piece of news; withdrawn, it is not found."""
    news = NewsItem.objects.shown().in_territory(request.territory)
    item = get_object_or_404(news.select_related("shop__town"), shop__slug=slug, pk=pk)
    context = {"item": item, "shop": item.shop, "wordings": wordings}
    return render(request, "storefront/news_item.html", context)
