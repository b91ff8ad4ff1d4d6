"""The shops and products that search engines may find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from marketplace.storefront.categories import categories_with_products
from marketplace.storefront.queries import shown_products
from shops.models import Shop
from shops.news.models import NewsItem


def market_addresses(request: HttpRequest) -> Iterable[tuple[str, datetime | None]]:
    """Yield the addresses of the lists, shops, products and shops' news of the territory."""
    territory = request.territory
    for name in ("product_list", "shop_list", "how_it_works"):
        yield _whole(request, "storefront:" + name), None
    for category in categories_with_products(territory, now=timezone.now()):
        yield _whole(request, "storefront:category", category.slug), None
    shops = Shop.objects.visible().in_territory(territory).order_by("pk")
    for slug in shops.values_list("slug", flat=True):
        yield _whole(request, "storefront:shop", slug), None
    products = shown_products(territory).order_by("pk").values_list("slug", "date_updated")
    for slug, changed in products.iterator(chunk_size=2000):
        yield _whole(request, "storefront:product", slug), changed
    news = NewsItem.objects.shown().in_territory(territory).order_by("pk")
    for slug, pk, changed in news.values_list("shop__slug", "pk", "changed_at"):
        yield _whole(request, "storefront:news_item", slug, pk), changed


def _whole(request: HttpRequest, name: str, *args: object) -> str:
    return request.build_absolute_uri(reverse(name, args=args))
