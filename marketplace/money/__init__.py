"""Prices, cents, VAT and unit prices. The only place where amounts are converted or rounded."""

from marketplace.money.cents import from_cents, round_to_cents, to_cents
from marketplace.money.text import (
    format_price,
    format_unit_price,
    format_whole_euros,
    parse_price,
    say_about,
)
from marketplace.money.units import Unit, UnitPrice, unit_price
from marketplace.money.vat import price_excl_tax, vat_amount
from marketplace.money.weight import price_at_most, price_of_weight, price_per_kg

__all__ = [
    "Unit",
    "UnitPrice",
    "format_price",
    "format_unit_price",
    "format_whole_euros",
    "from_cents",
    "parse_price",
    "price_at_most",
    "price_excl_tax",
    "price_of_weight",
    "price_per_kg",
    "round_to_cents",
    "say_about",
    "to_cents",
    "unit_price",
    "vat_amount",
]
