"""When events take place."""

from datetime import date, datetime, time, timedelta

import pytest

from marketplace.pages.occurrences import Dates
from tests.pages.conftest import NOW, PARIS

SATURDAY = date(2026, 11, 28)


def once(**fields):
    facts = {"first_day": SATURDAY, "starts": time(8), "last_day": None, "ends": time(13)}
    return Dates(**(facts | fields))


def weekly(**fields):
    return once(first_day=date(2026, 1, 3), is_weekly=True, **fields)


def next_start(dates, now=NOW):
    found = dates.next_occurrence(now=now, zone=PARIS)
    return found.start if found else None


def test_an_event_comes_until_it_ends():
    assert next_start(once()) == datetime(2026, 11, 28, 8, tzinfo=PARIS)
    assert next_start(once(), now=datetime(2026, 11, 28, 12, 59, tzinfo=PARIS))
    assert next_start(once(), now=datetime(2026, 11, 28, 13, tzinfo=PARIS)) is None


def test_a_weekly_market_comes_on_its_day():
    assert next_start(weekly()).date() == SATURDAY


def test_on_the_day_it_is_this_one_until_it_closes():
    at_noon = datetime(2026, 11, 28, 12, tzinfo=PARIS)
    assert next_start(weekly(), now=at_noon).date() == SATURDAY
    assert next_start(weekly(), now=at_noon + timedelta(hours=1)).date() == date(2026, 12, 5)


def test_a_weekly_market_keeps_its_hour_when_clocks_change():
    starts = [
        next_start(weekly(), now=datetime(2026, month, 20, tzinfo=PARIS)) for month in (3, 4)
    ]
    assert [start.hour for start in starts] == [8, 8]
    assert starts[0].utcoffset() != starts[1].utcoffset()


def test_a_weekly_market_ends_with_its_last_date():
    assert next_start(weekly(until=SATURDAY)).date() == SATURDAY
    assert next_start(weekly(until=date(2026, 11, 27))) is None
    assert weekly(until=date(2026, 11, 27)).last_occurrence(PARIS).start.day == 21


def test_one_before_its_first_date_begins_with_it():
    before = datetime(2025, 12, 1, tzinfo=PARIS)
    assert next_start(weekly(), now=before).date() == date(2026, 1, 3)


def test_a_fete_may_end_after_midnight():
    fete = once(starts=time(20), last_day=date(2026, 11, 29), ends=time(2))
    assert fete.errors() == {}
    assert next_start(fete, now=datetime(2026, 11, 29, 1, tzinfo=PARIS))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends": time(7)}, "ends"),
        ({"last_day": SATURDAY}, "last_day"),
        ({"until": date(2026, 12, 24)}, "until"),
        ({"is_weekly": True, "last_day": date(2026, 11, 29)}, "last_day"),
        ({"is_weekly": True, "until": date(2026, 11, 1)}, "until"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(fields, field):
    assert list(once(**fields).errors()) == [field]


def test_a_draft_without_dates_is_no_error():
    assert once(first_day=None).errors() == {}
