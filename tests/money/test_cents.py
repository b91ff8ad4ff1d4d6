from decimal import Decimal

import pytest

from marketplace.money import from_cents, round_to_cents, to_cents


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("12.90", 1290), ("0.1", 10), ("-4.05", -405), ("3", 300), ("1E+3", 100000)],
)
def test_an_amount_becomes_whole_cents(amount, cents):
    assert to_cents(Decimal(amount)) == cents


@pytest.mark.parametrize("amount", ["0.005", "12.901", "NaN", "Infinity"])
def test_a_fraction_of_a_cent_is_refused_rather_than_rounded(amount):
    with pytest.raises(ValueError, match="whole number of cents"):
        to_cents(Decimal(amount))


def test_zeros_after_the_cents_change_nothing():
    assert to_cents(Decimal("12.9000")) == 1290


@pytest.mark.parametrize("cents", [0, 1, 10, 1290, -405, 10**12 + 1])
def test_cents_come_back_as_they_went(cents):
    assert to_cents(from_cents(cents)) == cents


def test_cents_become_an_amount_with_two_decimals():
    assert str(from_cents(1290)) == "12.90"
    assert str(from_cents(0)) == "0.00"


def test_half_a_cent_is_rounded_up_whatever_stands_before():
    assert round_to_cents(Decimal("0.125")) == Decimal("0.13")
    assert round_to_cents(Decimal("0.135")) == Decimal("0.14")
