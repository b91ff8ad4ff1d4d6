from decimal import Decimal

import pytest

from marketplace.money import (
    Unit,
    format_price,
    format_unit_price,
    format_whole_euros,
    parse_price,
)

NARROW = "\N{NARROW NO-BREAK SPACE}"


def test_a_price_has_a_comma_and_a_narrow_no_break_space_before_the_sign():
    assert format_price(Decimal("12.9")) == f"12,90{NARROW}€"


def test_thousands_are_apart_by_a_narrow_no_break_space():
    assert format_price(Decimal("1234567.8")) == f"1{NARROW}234{NARROW}567,80{NARROW}€"


def test_a_refund_has_its_minus_sign():
    assert format_price(Decimal("-4.5")) == f"-4,50{NARROW}€"


def test_a_sum_of_many_prices_is_said_in_whole_euros():
    assert format_whole_euros(Decimal("3806.60")) == f"3{NARROW}807{NARROW}€"
    assert format_whole_euros(Decimal("3806.60"), "en") == "€3,807"


def test_half_a_cent_is_shown_rounded_up():
    assert format_price(Decimal("0.125")) == f"0,13{NARROW}€"


def test_a_price_can_be_written_for_english_readers():
    assert format_price(Decimal("1234.5"), locale="en") == "€1,234.50"


def test_a_unit_price_names_its_unit():
    assert format_unit_price(Decimal("12.90"), 500, Unit.GRAM) == f"25,80{NARROW}€/kg"
    assert format_unit_price(Decimal("9"), 75, "cl") == f"12,00{NARROW}€/l"


@pytest.mark.parametrize(
    "typed",
    ["12,90 €", "12.90", "12,9", " 12,90€ ", f"12,90{NARROW}€", "12,90\N{NO-BREAK SPACE}€"],
)
def test_a_price_is_read_as_people_type_it(typed):
    assert parse_price(typed) == Decimal("12.90")


def test_a_price_is_read_with_its_two_decimals():
    assert str(parse_price("5")) == "5.00"


@pytest.mark.parametrize("typed", ["1234,50", "1 234,50", f"1{NARROW}234,50 €"])
def test_thousands_may_be_apart(typed):
    assert parse_price(typed) == Decimal("1234.50")


def test_a_written_price_is_read_back():
    assert parse_price(format_price(Decimal("98765.43"))) == Decimal("98765.43")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "€",
        "abc",
        "-3",
        "12,905",
        "1.234,50",
        "12 90",
        "12,",
        ",5",
        "1e3",
        "12€50",
        "١٢",
        "12 $",
    ],
)
def test_anything_else_is_refused_rather_than_guessed(typed):
    with pytest.raises(ValueError, match="not a price"):
        parse_price(typed)
