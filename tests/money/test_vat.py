from decimal import Decimal

import pytest

from marketplace.money import from_cents, price_excl_tax, vat_amount


@pytest.mark.parametrize(
    ("price", "rate", "excl_tax"),
    [
        ("12.90", "20", "10.75"),
        ("10.55", "5.5", "10.00"),
        ("11.00", "10", "10.00"),
        ("1.00", "2.1", "0.98"),
        ("8.50", "8.5", "7.83"),
        ("0.03", "20", "0.03"),  # 0.025: half a cent goes up
    ],
)
def test_the_price_without_vat_is_rounded_half_up_to_cents(price, rate, excl_tax):
    assert price_excl_tax(Decimal(price), Decimal(rate)) == Decimal(excl_tax)


def test_without_vat_the_price_stays():
    assert price_excl_tax(Decimal("12.90"), Decimal(0)) == Decimal("12.90")
    assert vat_amount(Decimal("12.90"), Decimal(0)) == 0


@pytest.mark.parametrize("rate", ["2.1", "5.5", "10", "20"])
def test_price_without_vat_and_vat_add_up_to_the_price_paid(rate):
    for cents in range(300):
        price = from_cents(cents)
        total = price_excl_tax(price, Decimal(rate)) + vat_amount(price, Decimal(rate))
        assert total == price
