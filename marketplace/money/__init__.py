"""Prices, cents, VAT and unit prices. The only place where amounts are converted or rounded."""

from marketplace.money.cents import from_cents, round_to_cents, to_cents
from marketplace.money.text import format_price, format_unit_price, format_whole_euros, parse_price
from marketplace.money.units import Unit, UnitPrice, unit_price
from marketplace.money.vat import price_excl_tax, vat_amount

__all__ = [
    "Unit",
    "UnitPrice",
    "format_price",
    "format_unit_price",
    "format_whole_euros",
    "from_cents",
    "parse_price",
    "price_excl_tax",
    "round_to_cents",
    "to_cents",
    "unit_price",
    "vat_amount",
]
