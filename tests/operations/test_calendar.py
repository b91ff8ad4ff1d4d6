"""Christmas is always the next one."""

from datetime import date

import pytest

from marketplace.operations.seed.calendar import christmas_eve, date_text, former_texts

TEXT = "À retirer jusqu’au {reveillon}."


@pytest.mark.parametrize(
    ("day", "year"),
    [((2026, 11, 25), 2026), ((2026, 12, 23), 2026), ((2026, 12, 24), 2026)],
)
def test_up_to_the_day_it_is_this_year_s(day, year):
    assert christmas_eve(date(*day)) == date(year, 12, 24)


@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2027, 1, 1), date(2027, 12, 24)])
def test_after_the_day_it_is_the_next_year_s(day):
    assert christmas_eve(day) == date(2027, 12, 24)


def test_a_text_names_the_day():
    dated = date_text(TEXT, day=date(2026, 11, 25))
    assert dated == "À retirer jusqu’au jeudi 24 décembre."


def test_a_text_of_the_last_christmas_is_known_again():
    assert date_text(TEXT, day=date(2026, 12, 1)) in former_texts(TEXT, day=date(2026, 12, 25))


def test_a_text_of_this_christmas_stays():
    assert date_text(TEXT, day=date(2026, 12, 1)) not in former_texts(TEXT, day=date(2026, 12, 9))


def test_a_text_without_a_day_is_never_dated_anew():
    assert former_texts("Du pain.", day=date(2026, 12, 1)) == set()
