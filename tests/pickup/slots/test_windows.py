"""From opening hours and weekly slots to windows of one day."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pickup.slots.windows import half_days
from shops.notice import instant

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (time(9), time(12), [(time(9), time(12))]),
        (time(14), time(19), [(time(14), time(19))]),
        (time(9), time(18), [(time(9), time(13)), (time(13), time(18))]),
        (time(9), time(13), [(time(9), time(13))]),
    ],
)
def test_an_opening_is_cut_at_one_o_clock(opens, closes, expected):
    assert half_days(opens, closes) == expected


def test_wall_time_stays_the_same_when_the_clocks_change():
    before = instant(date(2027, 3, 27), time(9), PARIS)
    after = instant(date(2027, 3, 28), time(9), PARIS)
    assert before == datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert after == datetime(2027, 3, 28, 7, tzinfo=UTC)


def test_the_marquesas_are_half_an_hour_off():
    start = instant(date(2026, 12, 24), time(9), ZoneInfo("Pacific/Marquesas"))
    assert start == datetime(2026, 12, 24, 18, 30, tzinfo=UTC)
