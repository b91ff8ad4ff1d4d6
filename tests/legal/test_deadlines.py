"""The end of the period of withdrawal: weekends, holidays, zones, leap days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from marketplace.legal.deadlines import end_of, last_day_to_refund, last_day_to_withdraw

ENDS = {
    # (collected, region): last day
    "a plain week": (date(2026, 6, 22), "", date(2026, 7, 6)),
    "the end on a Saturday": (date(2026, 6, 20), "", date(2026, 7, 6)),
    "the end on a Sunday": (date(2026, 6, 21), "", date(2026, 7, 6)),
    "the end on Bastille Day, a Tuesday": (date(2026, 6, 30), "", date(2026, 7, 15)),
    "Easter: Saturday, Sunday and Monday": (date(2026, 3, 21), "", date(2026, 4, 7)),
    "Christmas, then a weekend": (date(2026, 12, 11), "", date(2026, 12, 28)),
    "New Year's Day, then a weekend": (date(2026, 12, 18), "", date(2027, 1, 4)),
    "over the end of the year": (date(2026, 12, 22), "", date(2027, 1, 5)),
    "over a leap day": (date(2028, 2, 21), "", date(2028, 3, 6)),
    "the leap day itself": (date(2028, 2, 15), "", date(2028, 2, 29)),
    "no leap day": (date(2027, 2, 15), "", date(2027, 3, 1)),
    "spring: the clock goes on within": (date(2026, 3, 18), "", date(2026, 4, 1)),
    "autumn: the clock goes back within": (date(2026, 10, 13), "", date(2026, 10, 27)),
    "Good Friday is a working day": (date(2026, 3, 20), "", date(2026, 4, 3)),
    "Good Friday in Moselle, to the Tuesday": (date(2026, 3, 20), "57", date(2026, 4, 7)),
    "26 December in Alsace": (date(2025, 12, 12), "6AE", date(2025, 12, 29)),
    "abolition of slavery, Réunion": (date(2027, 12, 6), "974", date(2027, 12, 21)),
    "the same day on the mainland": (date(2027, 12, 6), "", date(2027, 12, 20)),
    "abolition of slavery, Martinique": (date(2026, 5, 8), "972", date(2026, 5, 26)),
    "the same days on the mainland": (date(2026, 5, 8), "", date(2026, 5, 22)),
}


@pytest.mark.parametrize(("collected", "region", "last"), ENDS.values(), ids=ENDS)
def test_the_last_day(collected, region, last):
    assert last_day_to_withdraw(collected, region=region) == last


def test_it_is_never_sooner_than_fourteen_days_nor_on_a_day_of_rest():
    for number in range(3 * 366):
        collected = date(2026, 1, 1) + timedelta(days=number)
        last = last_day_to_withdraw(collected)
        assert timedelta(14) <= last - collected <= timedelta(14 + 4)
        assert last.weekday() < 5


@pytest.mark.parametrize(
    ("zone", "end"),
    [
        ("Europe/Paris", datetime(2026, 7, 6, 22, tzinfo=UTC)),
        ("Indian/Reunion", datetime(2026, 7, 6, 20, tzinfo=UTC)),
        ("America/Martinique", datetime(2026, 7, 7, 4, tzinfo=UTC)),
        ("Pacific/Noumea", datetime(2026, 7, 6, 13, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_on_the_shop_s_walls(zone, end):
    assert end_of(date(2026, 7, 6), ZoneInfo(zone)) == end


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_night_of_another_clock_ends_at_midnight_all_the_same(day, hours):
    paris = ZoneInfo("Europe/Paris")
    begins, ends = (end_of(one, paris).astimezone(UTC) for one in (day - timedelta(1), day))
    assert ends - begins == timedelta(hours=hours)
    assert ends.astimezone(paris).hour == 0


def test_the_refund_is_due_in_fourteen_days_holidays_or_not():
    assert last_day_to_refund(date(2026, 12, 11)) == date(2026, 12, 25)
