"""Public holidays of all France and of its regions, and school holidays."""

from datetime import date

import pytest
from django.utils import translation

from marketplace.legal.holidays import is_school_holiday, public_holidays


def test_there_are_eleven_public_holidays():
    holidays = public_holidays(2026)
    assert len(holidays) == 11
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} <= holidays.keys()


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("57", date(2026, 12, 26)),
        ("6AE", date(2026, 4, 3)),
        ("971", date(2026, 5, 27)),
        ("972", date(2026, 5, 22)),
        ("973", date(2026, 6, 10)),
        ("974", date(2026, 12, 20)),
        ("976", date(2026, 4, 27)),
    ],
)
def test_a_region_has_days_of_its_own(region, day):
    assert day in public_holidays(2026, region)
    assert day not in public_holidays(2026)


def test_holidays_are_named_in_the_language_of_the_reader():
    assert public_holidays(2026)[date(2026, 5, 1)] == "Fête du Travail"
    with translation.override("en"):
        assert public_holidays(2026)[date(2026, 5, 1)] == "Labor Day"


def test_winter_holidays_differ_by_zone():
    assert is_school_holiday(date(2027, 2, 15), "A")
    assert not is_school_holiday(date(2027, 2, 15), "B")
    assert is_school_holiday(date(2026, 12, 24), "C")


def test_where_no_zone_is_known_there_are_no_school_holidays():
    assert not is_school_holiday(date(2026, 12, 24), "")
