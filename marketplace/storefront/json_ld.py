"""Shops and products as search engines read them (schema.org)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from marketplace.storefront.cards import ProductCard, is_on_order
from marketplace.storefront.offer import means_of_payment
from marketplace.storefront.sharing import Share
from marketplace.storefront.words import Obstacle
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Territory
from shops.models import Closure, OpeningHours, Shop

SCHEMA = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AVAILABILITY = {
    Obstacle.SHOWCASE: "InStoreOnly",
    Obstacle.NO_ORDERS: "InStoreOnly",
    Obstacle.NO_SLOT: "InStoreOnly",
    Obstacle.SOLD_OUT: "SoldOut",
}


def shop_data(shop: Shop, share: Share, *, today: date) -> dict[str, Any]:
    """Describe a shop with its hours and the closures still to come."""
    closures = [closure for closure in shop.closures.all() if closure.last_day >= today]
    facts = {
        "@context": SCHEMA,
        "@type": "LocalBusiness",
        "@id": share.address,
        "url": share.address,
        "name": shop.name,
        "legalName": shop.legal_name,
        "description": share.summary,
        "image": share.picture,
        "telephone": shop.phone,
        "email": shop.email,
        "address": _address(shop),
        "openingHoursSpecification": _hours(list(shop.opening_hours.all())),
        "specialOpeningHoursSpecification": [_closed(closure) for closure in closures],
        "paymentAccepted": ", ".join(means_of_payment(shop)),
        "currenciesAccepted": "EUR",
    }
    return {name: fact for name, fact in facts.items() if fact}


def product_data(card: ProductCard, share: Share, territory: Territory) -> dict[str, Any]:
    product = card.product
    facts = {
        "@context": SCHEMA,
        "@type": "Product",
        "name": product.title,
        "description": share.summary,
        "image": share.picture,
        "url": share.address,
        "gtin": product.ean,
        "offers": _offers(card, share, territory),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _offers(card: ProductCard, share: Share, territory: Territory) -> dict[str, Any] | None:
    """Return one offer; of variants, the range of their prices. None where nothing is priced."""
    if card.price is None:
        return None
    shop = card.product.shop
    seller = {
        "@type": "LocalBusiness",
        "@id": absolute(shop.get_absolute_url(), territory),
        "name": shop.name,
    }
    common = {
        "priceCurrency": "EUR",
        "availability": f"{SCHEMA}/{_availability(card)}",
        "url": share.address,
        "seller": seller,
    }
    if not card.product.is_parent:
        return {"@type": "Offer", "price": f"{card.price.amount:.2f}"} | common
    prices = [record.price for record in _priced(card.product)]
    span = {"lowPrice": f"{min(prices):.2f}", "highPrice": f"{max(prices):.2f}"}
    return {"@type": "AggregateOffer", "offerCount": len(prices)} | span | common


def _availability(card: ProductCard) -> str:
    if card.obstacle:
        return AVAILABILITY[card.obstacle]
    return "MadeToOrder" if is_on_order(card.product) else "InStock"


def _priced(parent) -> list[Any]:
    records = [record for child in parent.children.all() for record in child.stockrecords.all()]
    return [record for record in records if record.price is not None]


def _address(shop: Shop) -> dict[str, str]:
    return {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(shop.address.splitlines()),
        "postalCode": shop.postcode,
        "addressLocality": shop.town.name,
        "addressCountry": "FR",
    }


def _hours(hours: list[OpeningHours]) -> list[dict[str, Any]]:
    """Put the days together that open and close alike."""
    days: dict[tuple[time, time], list[str]] = {}
    for one in hours:
        days.setdefault((one.opens, one.closes), []).append(f"{SCHEMA}/{DAYS[one.weekday]}")
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": names,
            "opens": f"{opens:%H:%M}",
            "closes": f"{closes:%H:%M}",
        }
        for (opens, closes), names in days.items()
    ]


def _closed(closure: Closure) -> dict[str, str]:
    """Say of days that the shop is shut: it opens and closes at once."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": closure.first_day.isoformat(),
        "validThrough": closure.last_day.isoformat(),
        "opens": "00:00",
        "closes": "00:00",
    }
