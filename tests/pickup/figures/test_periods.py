"""Stretches of days where days are not all 24 hours long."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pickup.figures.periods import (
    last_days,
    last_month,
    last_months,
    last_weeks,
    month_of,
    parse_month,
)

PARIS = ZoneInfo("Europe/Paris")
REUNION = ZoneInfo("Indian/Reunion")


def test_a_month_begins_at_the_midnight_of_the_place():
    october = month_of(date(2026, 10, 15), PARIS)
    assert october.start_at == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert october.end_at == datetime(2026, 10, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(("month", "hours"), [(3, 31 * 24 - 1), (10, 31 * 24 + 1), (5, 31 * 24)])
def test_a_month_in_which_clocks_change_is_an_hour_shorter_or_longer(month, hours):
    period = month_of(date(2026, month, 1), PARIS)
    length = period.end_at.astimezone(UTC) - period.start_at.astimezone(UTC)
    assert length == timedelta(hours=hours)


def test_the_last_month_depends_on_where_one_is():
    now = datetime(2026, 10, 31, 21, tzinfo=UTC)
    assert last_month(now=now, zone=PARIS).first == date(2026, 9, 1)
    assert last_month(now=now, zone=REUNION).first == date(2026, 10, 1)


def test_before_a_month_comes_a_month_and_before_days_as_many():
    assert month_of(date(2026, 3, 1), PARIS).former() == month_of(date(2026, 2, 1), PARIS)
    month = last_days(30, now=datetime(2026, 11, 25, 12, tzinfo=UTC), zone=PARIS)
    assert (month.first, month.last) == (date(2026, 10, 27), date(2026, 11, 25))
    assert (month.former().first, month.former().last) == (date(2026, 9, 27), date(2026, 10, 26))


def test_months_and_weeks_come_oldest_first():
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    months = last_months(3, now=now, zone=PARIS)
    assert [f"{m.first:%Y-%m}" for m in months] == ["2025-11", "2025-12", "2026-01"]
    weeks = last_weeks(2, now=now, zone=PARIS)
    assert [week.first for week in weeks] == [date(2026, 1, 5), date(2026, 1, 12)]


def test_a_month_is_read_as_it_is_written():
    assert parse_month("2026-02", PARIS).end == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "26-01", "9999-12", "2026-1", "a-b", "2026-01-01"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 (each kind of nonsense has words of its own)
        parse_month(text, PARIS)
