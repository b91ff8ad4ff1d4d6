"""Until when one can order for a collection."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shops.notice import Notice

PARIS = ZoneInfo("Europe/Paris")
THURSDAY_NINE = datetime(2026, 12, 24, 9, tzinfo=PARIS)
THE_EVE_AT_SIX = Notice(at=time(18), days=1)
MONDAYS_AT_NOON = Notice(at=time(12), weekday=0)


@pytest.mark.parametrize(
    ("notice", "cutoff"),
    [
        (Notice(), THURSDAY_NINE),
        (Notice(lead=timedelta(hours=2)), datetime(2026, 12, 24, 7, tzinfo=PARIS)),
        (THE_EVE_AT_SIX, datetime(2026, 12, 23, 18, tzinfo=PARIS)),
        (Notice(at=time(8), days=0), datetime(2026, 12, 24, 8, tzinfo=PARIS)),
        (MONDAYS_AT_NOON, datetime(2026, 12, 21, 12, tzinfo=PARIS)),
        (Notice(at=time(12), weekday=3), datetime(2026, 12, 17, 12, tzinfo=PARIS)),
        (Notice(timedelta(days=3), time(18), 1), datetime(2026, 12, 21, 9, tzinfo=PARIS)),
    ],
)
def test_the_last_moment_to_order_for_a_thursday_at_nine(notice, cutoff):
    assert notice.cutoff(THURSDAY_NINE, zone=PARIS) == cutoff


def test_the_eve_s_hour_is_exact_to_the_second():
    at_six = datetime(2026, 12, 23, 18, tzinfo=PARIS)
    allows = [
        THE_EVE_AT_SIX.allows(THURSDAY_NINE, now, zone=PARIS)
        for now in (at_six - timedelta(seconds=1), at_six)
    ]
    assert allows == [True, False]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 25), datetime(2026, 10, 24, 16, tzinfo=UTC)),  # clocks go back that night
        (date(2027, 3, 28), datetime(2027, 3, 27, 17, tzinfo=UTC)),  # forward
        (date(2028, 3, 1), datetime(2028, 2, 29, 17, tzinfo=UTC)),  # leap day
        (date(2027, 1, 1), datetime(2026, 12, 31, 17, tzinfo=UTC)),  # year's end
    ],
)
def test_the_eve_at_six_is_wall_time_whatever_the_clocks_do(day, expected):
    start = datetime.combine(day, time(9), tzinfo=PARIS)
    assert THE_EVE_AT_SIX.cutoff(start, zone=PARIS) == expected


# Every zone in which a French shop can stand.
FRENCH_ZONES = [
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/St_Barthelemy",
    "America/Marigot",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Wallis",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
]
HARD_DAYS = ["2026-10-25", "2027-03-28", "2028-02-29", "2028-03-01", "2026-12-31", "2027-01-01"]


@pytest.mark.parametrize("name", FRENCH_ZONES)
@pytest.mark.parametrize("day", HARD_DAYS)
def test_in_each_french_zone_the_eve_at_six_is_six_o_clock_there(name, day):
    zone = ZoneInfo(name)
    collected = date.fromisoformat(day)
    start = datetime.combine(collected, time(9), tzinfo=zone)
    local = THE_EVE_AT_SIX.cutoff(start, zone=zone).astimezone(zone)
    assert (local.date(), local.time()) == (collected - timedelta(days=1), time(18))


@pytest.mark.parametrize("name", FRENCH_ZONES)
def test_a_lead_time_is_so_long_over_the_change_of_clocks_too(name):
    zone = ZoneInfo(name)
    start = datetime(2027, 3, 28, 4, tzinfo=zone)
    cutoff = Notice(lead=timedelta(hours=3)).cutoff(start, zone=zone)
    assert start.astimezone(UTC) - cutoff == timedelta(hours=3)
