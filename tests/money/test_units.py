from decimal import Decimal

import pytest

from marketplace.money import Unit, unit_price


@pytest.mark.parametrize(
    ("price", "quantity", "unit", "expected", "base"),
    [
        ("12.90", 500, Unit.GRAM, "25.80", Unit.KILOGRAM),
        ("4.80", "0.8", Unit.KILOGRAM, "6.00", Unit.KILOGRAM),
        ("3.20", 330, Unit.MILLILITRE, "9.70", Unit.LITRE),
        ("9.00", 75, Unit.CENTILITRE, "12.00", Unit.LITRE),
        ("6.00", "1.5", Unit.LITRE, "4.00", Unit.LITRE),
        ("10.00", 3, Unit.METRE, "3.33", Unit.METRE),
        ("2.70", 6, Unit.PIECE, "0.45", Unit.PIECE),
    ],
)
def test_the_unit_price_is_that_of_a_kilogram_a_litre_a_metre_or_a_piece(
    price, quantity, unit, expected, base
):
    assert unit_price(Decimal(price), Decimal(quantity), unit) == (Decimal(expected), base)


def test_every_unit_has_a_unit_price():
    for unit in Unit:
        assert unit_price(Decimal(1), 1, unit.value).price >= 1


@pytest.mark.parametrize("quantity", [0, -500])
def test_a_quantity_that_is_not_positive_is_refused(quantity):
    with pytest.raises(ValueError, match="positive"):
        unit_price(Decimal("12.90"), quantity, Unit.GRAM)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="dozen"):
        unit_price(Decimal("12.90"), 1, "dozen")
