"""Open or not, until when: wall time of the shop, closures, and the clock's own jumps."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from shops.hours.calendar import Calendar, week_from
from shops.hours.status import current_closure, opening_status, week_of
from shops.models import Closure, OpeningHours

PARIS = ZoneInfo("Europe/Paris")
# Open from Tuesday to Saturday, 9 to 12 and 14 to 19; 24 November 2026 is a Tuesday.
HOURS = [
    OpeningHours(weekday=day, opens=time(opens), closes=time(closes))
    for day in range(1, 6)
    for opens, closes in ((14, 19), (9, 12))
]


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def calendar(hours=HOURS, closures=(), zone=PARIS) -> Calendar:
    spans = tuple((one.first_day, one.last_day) for one in closures)
    return Calendar(zone=zone, week=week_from(hours), closures=spans)


def status(now: datetime, closures=(), hours=HOURS):
    return opening_status(calendar(hours, closures), now=now)


def test_a_shop_is_open_from_its_first_minute_and_shut_at_its_last():
    assert status(at(24, 9)).is_open
    assert not status(at(24, 12)).is_open


def test_an_open_shop_tells_when_it_closes():
    assert status(at(24, 10)).changes_at == at(24, 12)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(24, 7), at(24, 9)),
        (at(24, 12, 30), at(24, 14)),
        (at(24, 20), at(25, 9)),
        (at(28, 19), at(1, 9, month=12)),
    ],
)
def test_a_shut_shop_tells_when_it_opens_again(now, opens):
    found = status(now)
    assert not found.is_open
    assert found.changes_at == opens


def test_a_closure_hides_all_its_days():
    closure = Closure(first_day=date(2026, 11, 24), last_day=date(2026, 11, 26))
    assert status(at(24, 10), [closure]).changes_at == at(27, 9)


def test_a_shop_shut_for_the_season_promises_nothing():
    closure = Closure(first_day=date(2026, 11, 1), last_day=date(2027, 4, 1))
    assert status(at(24, 10), [closure]).changes_at is None


def test_a_shop_without_hours_is_shut():
    found = status(at(24, 10), hours=[])
    assert (found.is_open, found.changes_at) == (False, None)


def test_intervals_that_touch_are_one_opening():
    hours = [OpeningHours(weekday=1, opens=time(9), closes=time(12))]
    hours.append(OpeningHours(weekday=1, opens=time(12), closes=time(18)))
    assert status(at(24, 10), hours=hours).changes_at == at(24, 18)


def test_hours_are_wall_time_where_the_shop_stands():
    reunion = ZoneInfo("Indian/Reunion")
    found = opening_status(calendar(zone=reunion), now=at(24, 6, 30))
    assert found.is_open
    assert found.changes_at == datetime(2026, 11, 24, 12, tzinfo=reunion)


def test_hours_hold_on_the_day_the_clock_goes_back():
    sunday = [OpeningHours(weekday=6, opens=time(9), closes=time(12))]
    found = status(datetime(2026, 10, 24, 20, tzinfo=PARIS), hours=sunday)
    assert found.changes_at == datetime(2026, 10, 25, 9, tzinfo=PARIS)


def test_the_week_has_seven_days_in_order_and_marks_today():
    week = week_of(calendar(), today=date(2026, 11, 24))
    assert [day.weekday for day in week] == list(range(7))
    assert [day.weekday for day in week if day.is_today] == [1]
    assert week[1].intervals == ((time(9), time(12)), (time(14), time(19)))


def test_a_day_without_hours_has_no_interval():
    assert week_of(calendar(), today=date(2026, 11, 24))[0].intervals == ()


def test_the_closure_of_a_day_is_found_on_both_its_ends():
    closure = Closure(first_day=date(2026, 11, 24), last_day=date(2026, 11, 26))
    assert current_closure([closure], today=date(2026, 11, 24)) is closure
    assert current_closure([closure], today=date(2026, 11, 26)) is closure
    assert current_closure([closure], today=date(2026, 11, 27)) is None
