"""The shops of the territory, and a shop's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.json_ld import script_text
from marketplace.legal import wordings
from marketplace.storefront import queries
from marketplace.storefront.cards import shop_card, shop_cards
from marketplace.storefront.json_ld import shop_data
from marketplace.storefront.offer import map_address, means_of_payment
from marketplace.storefront.own_days import add_own_starts
from marketplace.storefront.page_cache import public_page
from marketplace.storefront.sharing import share_of_shop
from marketplace.storefront.shop_shelves import products_of_page
from marketplace.storefront.words import say_closure, say_special_day
from pickup.orders.legal import seller_of, terms_of
from shops.hours.calendar import Calendar, calendar_of
from shops.hours.status import (
    closures_to_come,
    current_closure,
    special_days_to_come,
    week_of,
)
from shops.models import Closure, Shop
from shops.news.models import NewsItem

PAGE_SIZE = 48
NEWS_SHOWN = 3
CLOSURES_SHOWN = 3
SPECIAL_DAYS_SHOWN = 4


@public_page
@require_safe
def shop_list(request: HttpRequest) -> HttpResponse:
    """Show the shops, the open ones first; one town's when the address names it."""
    shops = list(queries.shops_with_hours(request.territory))
    towns = sorted({shop.town for shop in shops}, key=lambda town: town.name)
    town = next((one for one in towns if one.slug == request.GET.get("commune")), None)
    chosen = [shop for shop in shops if town is None or shop.town == town]
    cards = shop_cards(chosen, now=timezone.now())
    page = Paginator(cards, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": page.object_list, "towns": towns, "town": town}
    return render(request, "storefront/shop_list.html", context)


@public_page
@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a shop, its news and its products; one shelf's when the address names it."""
    now = timezone.now()
    shops = queries.shop_pages(request.territory, now=now)
    found = get_object_or_404(shops, slug=slug)
    add_own_starts(request.territory, [found], now=now)
    today = now.astimezone(found.zone).date()
    calendar = calendar_of(found)
    share = share_of_shop(found, request.territory)
    context = {
        "shop": found,
        "card": shop_card(found, now=now),
        "week": week_of(calendar, today=today),
        "season": calendar.season_on(today),
        "special_days": say_special_days(calendar, today=today),
        "closure": current_closure(found.closures.all(), today=today),
        "closures_to_come": say_closures(found.closures.all(), today=today),
        "means_of_payment": means_of_payment(found),
        "map_address": map_address(found),
        "seller": seller_of(found, day=today),
        "news": NewsItem.objects.for_shop(found).shown()[:NEWS_SHOWN],
        "wordings": wordings,
        "share": share,
        "json_ld": script_text(shop_data(found, share, today=today)),
    }
    asked, page = request.GET.get("rayon"), request.GET.get("page")
    context |= products_of_page(found, asked=asked, page=page, now=now)
    return render(request, "storefront/shop.html", context)


def say_closures(closures: Iterable[Closure], *, today: date) -> list[tuple[str, str]]:
    """Say when a shop will be shut, each with its reason."""
    coming = closures_to_come(closures, today=today)[:CLOSURES_SHOWN]
    return [(say_closure(one.first_day, one.last_day), one.reason) for one in coming]


def say_special_days(calendar: Calendar, *, today: date) -> list[str]:
    """Say which single days have hours of their own."""
    coming = special_days_to_come(calendar, today=today)[:SPECIAL_DAYS_SHOWN]
    return [say_special_day(day, openings) for day, openings in coming]


@public_page
@require_safe
def shop_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the terms under which a shop sells; a shop that cannot sell has none yet."""
    shops = Shop.objects.open_to_orders().in_territory(request.territory)
    found = get_object_or_404(shops.select_related("town", "territory"), slug=slug)
    today = timezone.localdate(timezone=found.zone)
    terms = terms_of(found, association=request.territory.association, day=today)
    return render(request, "storefront/shop_terms.html", {"shop": found, "terms": terms})
