"""What goods sold by weight come to: the scales decide, within what was announced."""

from __future__ import annotations

from decimal import Decimal

from marketplace.money.cents import round_to_cents
from marketplace.money.units import Unit, unit_price


def price_per_kg(portion_price: Decimal, portion_grams: int) -> Decimal:
    """Return the price of a kilogram as it is displayed, in euros rounded to cents."""
    return unit_price(portion_price, portion_grams, Unit.GRAM).price


def price_of_weight(per_kg: Decimal, grams: int) -> Decimal:
    """Return what so many grams cost at a displayed price, in euros rounded half up to cents."""
    return round_to_cents(per_kg * grams / 1000)


def price_at_most(estimate: Decimal, tolerance_percent: int) -> Decimal:
    """Return the most that an estimate may come to without a question, rounded to cents."""
    return round_to_cents(estimate * (100 + tolerance_percent) / 100)
