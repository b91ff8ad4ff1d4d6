"""A product's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.legal import wordings
from marketplace.storefront import offer, queries, ranking
from marketplace.storefront.cards import product_card, product_cards
from marketplace.storefront.page_cache import public_page
from marketplace.storefront.words import explain_obstacle


@public_page
@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product; a variant's address leads to its parent's page."""
    now = timezone.now()
    found = get_object_or_404(queries.product_pages(request.territory), slug=slug)
    if found.is_child:
        return redirect(found.parent)
    neighbours = ranking.neighbours_of(found, now=now)
    context = _context(found, now=now) | {"neighbours": product_cards(neighbours, now=now)}
    return render(request, "storefront/product.html", context)


def _context(found, *, now: datetime) -> dict[str, Any]:
    card = product_card(found, now=now)
    return {
        "product": found,
        "shop": found.shop,
        "card": card,
        "explanation": explain_obstacle(card.obstacle) if card.obstacle else "",
        "variants": offer.variants_of(found),
        "max_quantity": offer.max_quantity(found),
        "last_units": offer.last_units(found),
        "means_of_payment": offer.means_of_payment(found.shop),
        "facts": offer.legal_facts(found),
        "crumbs": list(found.categories.browsable().order_by("-depth", "path")[:1]),
        "wordings": wordings,
    }
