"""A product's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.json_ld import script_text
from marketplace.legal import wordings
from marketplace.storefront import offer, queries, ranking
from marketplace.storefront.cards import ProductCard, product_card, product_cards
from marketplace.storefront.json_ld import product_data
from marketplace.storefront.page_cache import public_page
from marketplace.storefront.sharing import share_of_product
from marketplace.storefront.words import explain_obstacle
from marketplace.territories.models import Territory
from pickup.reservations.expiry import let_go_of
from pickup.reservations.offers import is_offered
from shops.catalogue.options.fields import fields_of
from shops.catalogue.options.model import options_of


@public_page
@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product; a variant's address leads to its parent's page."""
    now = timezone.now()
    found = get_object_or_404(queries.product_pages(request.territory), slug=slug)
    if found.is_child:
        return redirect(found.parent)
    if found.can_be_reserved:
        let_go_of(found, now=now)
    neighbours = ranking.neighbours_of(found, now=now)
    card = product_card(found, now=now)
    context = {"neighbours": product_cards(neighbours, now=now)}
    context |= {"collection_rules": offer.collection_rules(found, now=now)}
    context |= _context(card) | _for_machines(card, request.territory)
    return render(request, "storefront/product.html", context)


def _for_machines(card: ProductCard, territory: Territory) -> dict[str, Any]:
    share = share_of_product(card, territory)
    return {"share": share, "json_ld": script_text(product_data(card, share, territory))}


def _context(card: ProductCard) -> dict[str, Any]:
    found = card.product
    return {
        "product": found,
        "shop": found.shop,
        "card": card,
        "explanation": explain_obstacle(card.obstacle) if card.obstacle else "",
        "variants": offer.variants_of(found),
        "options": fields_of(options_of(found)),
        "max_quantity": offer.max_quantity(found),
        "last_units": offer.last_units(found),
        "can_be_reserved": is_offered(found, found.shop),
        "means_of_payment": offer.means_of_payment(found.shop),
        "facts": offer.legal_facts(found),
        "crumbs": list(found.categories.browsable().order_by("-depth", "path")[:1]),
        "wordings": wordings,
    }
