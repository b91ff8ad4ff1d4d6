"""What the contract was, frozen with the order: seller, terms, products, VAT, withdrawal."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.legal.identity import MeansOfPayment, VatRegime
from marketplace.legal.terms import (
    TERMS_VERSION,
    is_lawful_model,
    render_model_terms,
    render_withdrawal_notice,
)
from marketplace.legal.withdrawal import has_right, withdrawal_sentence
from marketplace.legal.wordings import VAT_FRANCHISE_MENTION
from marketplace.money import price_per_kg
from marketplace.territories.models import Association
from marketplace.texts.models import TerritoryText
from pickup.orders.placing.weighed_basket import at_most_of
from shops.catalogue.words import with_duration
from shops.models import Shop


def seller_of(shop: Shop, *, day: date) -> dict[str, str]:
    """Return a shop's legal identity as the terms and the order show it (C. conso L221-5)."""
    franchise = shop.vat_regime_on(day) == VatRegime.FRANCHISE
    return {
        "name": shop.name,
        "legal_name": shop.legal_name,
        "legal_form": shop.get_legal_form_display(),
        "address": f"{shop.address}\n{shop.postcode} {shop.town.name}",
        "phone": shop.phone,
        "email": shop.email,
        "siren": shop.siren,
        "rna": shop.rna,
        "vat_number": shop.vat_number,
        "vat_mention": VAT_FRANCHISE_MENTION if franchise else "",
        "mediator_name": shop.mediator_name,
        "mediator_address": shop.mediator_address,
        "mediator_website": shop.mediator_website,
    }


def terms_of(shop: Shop, *, association: Association, day: date) -> str:
    """Return the terms under which a shop sells: its own, or the site's model."""
    return _terms_and_version(shop, association=association, day=day)[0]


def _terms_and_version(shop: Shop, *, association: Association, day: date) -> tuple[str, str]:
    """Return the terms and their version; a model that the law has outgrown is left aside."""
    if not shop.uses_model_terms:
        return shop.own_terms, "own"
    page = TerritoryText.Page.MODEL_TERMS
    own = TerritoryText.objects.in_force(association.territory_id, page, day=day)
    text, version = (own.text, own.version) if own else ("", TERMS_VERSION)
    if not is_lawful_model(text):
        text, version = "", TERMS_VERSION
    platform = {
        "name": association.name,
        "email": association.email,
        "address": association.address,
    }
    seller = seller_of(shop, day=day)
    terms = render_model_terms(seller=seller, association=platform, text=text, version=version)
    return terms, version


def snapshot(
    shop: Shop, lines: list[Any], *, association: Association, day: date
) -> dict[str, Any]:
    """Freeze one shop's contract; what changes later on the site does not change it."""
    seller = seller_of(shop, day=day)
    terms, version = _terms_and_version(shop, association=association, day=day)
    any_right = any(has_right(line.product.withdrawal_regime) for line in lines)
    return {
        "day": day.isoformat(),
        "seller": seller,
        "vat_regime": shop.vat_regime_on(day),
        "means_of_payment": [MeansOfPayment(code).label for code in shop.means_of_payment],
        "terms_version": version,
        "terms": terms,
        "withdrawal_notice": render_withdrawal_notice(seller=seller) if any_right else "",
        "lines": [frozen_line(line) for line in lines],
    }


def add_to_snapshot(contract: dict[str, Any], line: Any) -> None:
    """Put one more line into a frozen contract: its terms stay, a right brings its notice."""
    contract["lines"].append(frozen_line(line))
    if has_right(line.product.withdrawal_regime) and not contract["withdrawal_notice"]:
        contract["withdrawal_notice"] = render_withdrawal_notice(seller=contract["seller"])


def frozen_weight_of(line) -> dict[str, Any]:
    """Freeze how the price of what is sold by weight is found (arrêté du 3 décembre 1987)."""
    product = line.product
    if not product.sold_by_weight:
        return {}
    return {
        "grams": product.portion_grams,
        "per_kg": str(price_per_kg(line.stockrecord.price, product.portion_grams)),
        "at_most": str(at_most_of(line)),
    }


def frozen_line(line) -> dict[str, Any]:
    product = line.product
    return {
        "product": product.pk,
        "title": with_duration(product.get_title(), product),
        "description": product.description,
        "allergens": product.allergens_text if product.is_food else "",
        "ingredients": product.ingredients,
        "origin": product.origin,
        "storage": product.storage,
        "vat_rate": str(product.vat_rate),
        "withdrawal_regime": product.withdrawal_regime,
        "withdrawal": withdrawal_sentence(product.withdrawal_regime),
        "options": [one.frozen() for one in line.choice.chosen],
        "options_allergens": line.choice.allergens,
        "quantity": line.quantity,
        "unit_price_incl_tax": str(line.unit_price_incl_tax),
        **_frozen_shift_of(line),
        **frozen_weight_of(line),
    }


def _frozen_shift_of(line) -> dict[str, int]:
    """Freeze how many minutes after its order's time a service begins that follows another."""
    appointment = getattr(line, "appointment", None)
    shift = appointment.shift_minutes if appointment else 0
    return {"begins_after": shift} if shift else {}
