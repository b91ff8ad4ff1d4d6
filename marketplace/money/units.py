"""The price per kilogram, litre, metre or piece that French shops must show beside the price."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from marketplace.money.cents import round_to_cents


class Unit(TextChoices):
    """What a product's net quantity is counted in."""

    GRAM = "g", "g"
    KILOGRAM = "kg", "kg"
    MILLILITRE = "ml", "ml"
    CENTILITRE = "cl", "cl"
    LITRE = "l", "l"
    METRE = "m", "m"
    PIECE = "piece", _("piece")


class UnitPrice(NamedTuple):
    price: Decimal  # euros, incl. or excl. VAT like the price it was computed from
    unit: Unit


# Each unit's base unit, and how many of the former make one of the latter.
_BASES = {
    Unit.GRAM: (Unit.KILOGRAM, 1000),
    Unit.KILOGRAM: (Unit.KILOGRAM, 1),
    Unit.MILLILITRE: (Unit.LITRE, 1000),
    Unit.CENTILITRE: (Unit.LITRE, 100),
    Unit.LITRE: (Unit.LITRE, 1),
    Unit.METRE: (Unit.METRE, 1),
    Unit.PIECE: (Unit.PIECE, 1),
}


def unit_price(price: Decimal, net_quantity: Decimal | int, unit: Unit | str) -> UnitPrice:
    """Return the price of one base unit (kg, l, m or piece), rounded to cents.

    Raises ValueError for a quantity that is not positive and for an unknown unit.
    """
    if net_quantity <= 0:
        raise ValueError(f"a net quantity is positive, not {net_quantity}")
    base, per_base = _BASES[Unit(unit)]
    return UnitPrice(round_to_cents(price * per_base / net_quantity), base)
