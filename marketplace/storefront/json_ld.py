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
from shops.hours.calendar import Calendar, calendar_of
from shops.hours.status import special_days_to_come, week_of
from shops.models import Closure, Shop

SCHEMA = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AVAILABILITY = {
    Obstacle.SHOWCASE: "InStoreOnly",
    Obstacle.NO_ORDERS: "InStoreOnly",
    Obstacle.NO_SLOT: "InStoreOnly",
    Obstacle.SOLD_OUT: "SoldOut",
    Obstacle.NO_DAY: "OutOfStock",
    Obstacle.NO_APPOINTMENT: "OutOfStock",
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
        "openingHoursSpecification": _hours(calendar_of(shop), today=today),
        "specialOpeningHoursSpecification": [
            *(_closed(closure) for closure in closures),
            *_special(calendar_of(shop), today=today),
        ],
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


def _hours(calendar: Calendar, *, today: date) -> list[dict[str, Any]]:
    """Put the days together that open and close alike, of the week that holds today."""
    days: dict[tuple[time, time], list[str]] = {}
    for day in week_of(calendar, today=today):
        for interval in day.intervals:
            days.setdefault(interval, []).append(f"{SCHEMA}/{DAYS[day.weekday]}")
    return [{**_open(pair), "dayOfWeek": names} for pair, names in days.items()]


def _special(calendar: Calendar, *, today: date) -> list[dict[str, Any]]:
    coming = special_days_to_come(calendar, today=today)
    return [
        {**_open(pair), "validFrom": day.isoformat(), "validThrough": day.isoformat()}
        for day, openings in coming
        for pair in openings
    ]


def _open(pair: tuple[time, time]) -> dict[str, Any]:
    opens, closes = (f"{wall:%H:%M}" for wall in pair)
    return {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes}


def _closed(closure: Closure) -> dict[str, str]:
    """Say of days that the shop is shut: it opens and closes at once."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": closure.first_day.isoformat(),
        "validThrough": closure.last_day.isoformat(),
        "opens": "00:00",
        "closes": "00:00",
    }
