from __future__ import annotations

from decimal import Decimal

from marketplace.money.cents import round_to_cents


def price_excl_tax(price_incl_tax: Decimal, rate_percent: Decimal) -> Decimal:
    """Return the price without VAT, in euros rounded to cents; `rate_percent` is 5.5 for 5,5 %."""
    return round_to_cents(price_incl_tax * 100 / (100 + rate_percent))


def vat_amount(price_incl_tax: Decimal, rate_percent: Decimal) -> Decimal:
    """Return the VAT inside a price: with `price_excl_tax` it always adds up to the price paid."""
    return price_incl_tax - price_excl_tax(price_incl_tax, rate_percent)
