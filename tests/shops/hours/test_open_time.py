"""Time that passes only while a shop is open."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shops.hours.calendar import Calendar
from shops.hours.open_time import open_time_after, open_time_before

PARIS = ZoneInfo("Europe/Paris")
MORNING, AFTERNOON = (time(9), time(12)), (time(14), time(19))
# From Tuesday to Saturday, eight hours a day.
CALENDAR = Calendar(zone=PARIS, week=dict.fromkeys(range(1, 6), (MORNING, AFTERNOON)))


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        # Tuesday 1 December 2026: within an opening, over lunch, over night.
        (at(1, 9, 30), 2, at(1, 11, 30)),
        (at(1, 11), 2, at(1, 15)),
        (at(1, 18), 2, at(2, 10)),
        # While it is shut, time begins with the next opening; Sunday and Monday do not count.
        (at(1, 3), 1, at(1, 10)),
        (at(5, 18), 2, at(8, 10)),
        # Up to the very end of an opening.
        (at(1, 9), 3, at(1, 12)),
        # Six days of eight hours are 48.
        (at(1, 19), 48, at(9, 19)),
    ],
)
def test_only_open_time_counts(start, hours, end):
    assert open_time_after(CALENDAR, start, timedelta(hours=hours)) == end


def test_a_closed_day_does_not_count():
    shut = Calendar(
        zone=PARIS, week=CALENDAR.week, closures=((date(2026, 12, 2), date(2026, 12, 3)),)
    )
    assert open_time_after(shut, at(1, 18), timedelta(hours=2)) == at(4, 10)


def test_the_hour_that_the_clock_skips_has_no_length():
    night = Calendar(zone=PARIS, week={6: ((time(1), time(5)),)})
    start = datetime(2026, 3, 29, 0, tzinfo=PARIS)
    assert open_time_after(night, start, timedelta(hours=2)) == datetime(
        2026, 3, 29, 2, tzinfo=UTC
    )


def test_a_shop_without_hours_is_counted_by_the_clock():
    silent = Calendar(zone=PARIS, week={})
    assert open_time_after(silent, at(1, 9), timedelta(hours=2)) == at(1, 11)


def test_a_shop_that_hardly_opens_is_counted_up_to_the_horizon():
    rare = Calendar(zone=PARIS, week={}, special={date(2026, 12, 24): (MORNING,)})
    assert open_time_after(rare, at(1, 9), timedelta(hours=48)) == at(1, 9) + timedelta(days=60)


@pytest.mark.parametrize(
    ("end", "hours", "start"),
    [
        # Tuesday 1 December 2026: within an opening, over lunch, over night.
        (at(1, 11, 30), 2, at(1, 9, 30)),
        (at(1, 15), 2, at(1, 11)),
        (at(2, 10), 2, at(1, 18)),
        # Sunday and Monday do not count; nor does what is before the door opens.
        (at(8, 9), 0.5, at(5, 18, 30)),
        (at(8, 6), 0.5, at(5, 18, 30)),
        (at(1, 12), 3, at(1, 9)),
    ],
)
def test_open_time_is_counted_back_as_well(end, hours, start):
    assert open_time_before(CALENDAR, end, timedelta(hours=hours)) == start


def test_back_over_no_opening_the_clock_counts():
    silent = Calendar(zone=PARIS, week={})
    assert open_time_before(silent, at(1, 9), timedelta(hours=2)) == at(1, 7)


def test_back_over_too_few_openings_no_instant_is_early_enough():
    once = Calendar(zone=PARIS, week={}, special={date(2026, 12, 1): ((time(9), time(10)),)})
    assert open_time_before(once, at(2, 9), timedelta(hours=2)) < at(1, 9)
