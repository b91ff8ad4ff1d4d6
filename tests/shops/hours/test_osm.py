"""Hours as OpenStreetMap writes them: published, and read back."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours, State

from shops.exceptions import HoursRefused
from shops.hours.calendar import Calendar, Season
from shops.hours.osm.reading import read
from shops.hours.osm.writing import publish

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 12, 1)
MORNING, EVENING = ((time(9), time(12, 30)),), ((time(17), time(20)),)
TUESDAY = 1
WEEK = dict.fromkeys(range(1, 6), (*MORNING, (time(14, 30), time(19)))) | {6: MORNING}
SUMMER = Season("", "yearly", date(2026, 7, 1), date(2026, 8, 31), {TUESDAY: EVENING})
SCHOOL = Season("", "school", None, None, {TUESDAY: MORNING})


def calendar(**facts) -> Calendar:
    return Calendar(**{"zone": PARIS, "week": WEEK} | facts)


def published(**facts) -> str:
    return publish(calendar(**facts), today=TODAY)


def reading(text: str) -> Calendar:
    return read(text, zone=PARIS, today=TODAY)


def refusal(text: str) -> str:
    with pytest.raises(HoursRefused) as refused:
        reading(text)
    assert refused.value.field == "text"
    return str(refused.value)


def on_the_map(text: str, *, days: int) -> list[tuple[datetime, datetime]]:
    """Return the openings that a reader of the map finds."""
    start = datetime.combine(TODAY, time(), tzinfo=PARIS)
    found = OpeningHours(text, timezone=PARIS, country="FR", auto_country=False)
    intervals = found.intervals(start, start + timedelta(days=days))
    return [(opens, closes) for opens, closes, state, _ in intervals if state == State.OPEN]


def test_days_with_the_same_hours_stand_together():
    assert published() == "Tu-Sa 09:00-12:30,14:30-19:00; Su 09:00-12:30"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"seasons": (SUMMER,)}, "Jul 01-Aug 31 Tu 17:00-20:00; Jul 01-Aug 31 Mo,We-Su off"),
        (
            {"seasons": (replace(SUMMER, recurs="once", last=date(2027, 1, 5)),)},
            "2026 Jul 01-2027 Jan 05 Tu 17:00-20:00; 2026 Jul 01-2027 Jan 05 Mo,We-Su off",
        ),
        ({"seasons": (SCHOOL,)}, "SH Tu 09:00-12:30; SH Mo,We-Su off"),
        ({"shut_on_public_holidays": True}, "PH off"),
        ({"closures": ((date(2026, 12, 25), date(2027, 1, 3)),)}, "2026 Dec 25-2027 Jan 03 off"),
        ({"closures": ((date(2026, 12, 25), date(2026, 12, 25)),)}, "2026 Dec 25 off"),
        ({"special": {date(2026, 12, 24): EVENING}}, "2026 Dec 24 17:00-20:00"),
    ],
)
def test_what_differs_from_the_week_follows_it(facts, said):
    assert published(**facts) == f"{published()}; {said}"


def test_what_is_over_is_left_out():
    over = {
        "seasons": (replace(SUMMER, recurs="once"),),
        "closures": ((date(2026, 11, 1), date(2026, 11, 30)),),
        "special": {date(2026, 11, 30): EVENING},
    }
    assert published(**over) == published()


def test_a_shop_without_hours_is_off():
    assert published(week={}) == "off"
    assert reading("off").week == {}


def some_week(random: Random):
    week = {}
    for weekday in random.sample(range(7), random.randrange(1, 8)):
        times = sorted(random.sample(range(5 * 4, 24 * 4), random.choice((2, 4))))
        clock = [time(quarter // 4, quarter % 4 * 15) for quarter in times]
        week[weekday] = tuple(zip(clock[::2], clock[1::2], strict=True))
    return dict(sorted(week.items()))


def some_days(random: Random) -> tuple[date, date]:
    first = TODAY + timedelta(days=random.randrange(380))
    return first, first + timedelta(days=random.randrange(20))


def some_calendar(random: Random) -> Calendar:
    """Return any hours that a shop may have: seasons of every year apart from those of one."""
    spring, winter = (date(2026, 3, random.randrange(1, 32)) for _ in range(2))
    year_s_end = (date(2026, 11, random.randrange(1, 31)), date(2026, 1, random.randrange(1, 32)))
    seasons = [
        Season("", "yearly", min(spring, winter), date(2026, 6, random.randrange(1, 31)), {}),
        Season("", "yearly", *year_s_end, {}),
        Season("", "once", date(2027, 8, 3), date(2027, 9, random.randrange(1, 31)), {}),
    ]
    chosen = random.sample(seasons, random.randrange(4))
    return calendar(
        week=some_week(random),
        seasons=tuple(replace(season, week=some_week(random)) for season in chosen),
        closures=tuple(some_days(random) for _ in range(random.randrange(3))),
        special={some_days(random)[0]: EVENING for _ in range(random.randrange(3))},
        shut_on_public_holidays=random.random() < 0.5,
    )


@pytest.mark.parametrize("seed", range(100))
def test_a_reader_of_the_map_finds_the_shop_open_when_it_is(seed):
    # Without school holidays, which the reader used here does not know.
    shop = some_calendar(Random(seed))
    text = publish(shop, today=TODAY)
    assert on_the_map(text, days=400) == list(shop.openings(TODAY, days=400)), text


@pytest.mark.parametrize("seed", range(100))
def test_what_was_published_is_read_back(seed):
    shop = some_calendar(Random(seed))
    found = reading(publish(shop, today=TODAY))
    assert found.week == shop.week
    assert {said(one) for one in found.seasons} == {said(one) for one in shop.seasons}
    assert found.shut_on_public_holidays == shop.shut_on_public_holidays
    assert (set(found.closures), found.special) == (set(shop.closures), shop.special)


def said(season: Season) -> str:
    return publish(calendar(week={}, seasons=(season,)), today=TODAY)


def test_school_holidays_are_read_back_too():
    assert reading(published(seasons=(SCHOOL, SUMMER))).seasons[0] == SCHOOL


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("Mo-Fr 9:00-12:00;", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 09:00-12:00, Sa 10:00-12:00", "Mo-Fr 09:00-12:00; Sa 10:00-12:00"),
        ("Sa-Mo 09:00-12:00", "Mo,Sa-Su 09:00-12:00"),
        ("09:00-12:00; Su,PH off", "Mo-Sa 09:00-12:00; PH off"),
        ("Mo-Su,PH 09:00-12:00", "Mo-Su 09:00-12:00"),
        ("Mo 09:00-12:00;\nAug closed", "Mo 09:00-12:00; Aug 01-Aug 31 Mo-Su off"),
        (
            "Mo,Sa 09:00-12:00; Jul-Aug Mo 10:00-11:00",
            "Mo,Sa 09:00-12:00; Jul 01-Aug 31 Mo 10:00-11:00;"
            " Jul 01-Aug 31 Sa 09:00-12:00; Jul 01-Aug 31 Tu-Fr,Su off",
        ),
        ("Mo 09:00-12:00; Dec 24-26 off", "Mo 09:00-12:00; Dec 24-Dec 26 Mo-Su off"),
        ("Mo 09:00-12:00; Feb: off", "Mo 09:00-12:00; Feb 01-Feb 29 Mo-Su off"),
    ],
)
def test_other_ways_to_say_it_are_understood(text, as_if):
    assert publish(reading(text), today=TODAY) == as_if


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Mo sunrise-12:00", "sunrise-12:00"),
        ("Tu 08:00-12:00; week 01-53/2 Mo 09:00-12:00", "week 01-53/2 Mo 09:00-12:00"),
        ("Mo 09:00+", "09:00+"),
        ('Mo 09:00-12:00 "sur rendez-vous"', '"sur rendez-vous"'),
        ('Mo 09:00-12:00 || "appeler"', '|| "appeler"'),
        ("Mo[1] 09:00-12:00", "Mo[1] 09:00-12:00"),
        ("24/7", "24/7"),
        ("Mo-Fr", "Mo-Fr"),
        ("Mo 22:00-02:00", "22:00-02:00"),
        ("Mo 20:00-24:00", "20:00-24:00"),
        ("Mo 08:00-10:00,09:00-12:00", "08:00-10:00,09:00-12:00"),
        ("Mo 08:00-09:00,10:00-11:00,12:00-13:00", "12:00-13:00"),
        ("Mo 08:00-12:00; PH 10:00-12:00", "PH 10:00-12:00"),
        ("Mo 08:00-12:00; 2027 Feb 30 off", "2027 Feb 30"),
        ("Mo 08:00-12:00; PH off; SH Tu 09:00-12:00", "SH Tu 09:00-12:00"),
    ],
)
def test_what_a_shop_s_hours_cannot_hold_is_quoted(text, part):
    assert part in refusal(text)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Tu-Sa 09h00-12h00", "caractère 7 : « 09h00-12h00 »"),
        ("Mo 08:00-12:00; lundi matin", "lundi matin"),
        ("", "Il manque"),
        ("Mo 08:00-12:00; Tu 08:00-", "Il manque"),
    ],
)
def test_a_text_that_cannot_be_read_is_quoted_where_it_stops(text, there):
    assert there in refusal(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # The last rule wins on the map: this shop is open on Christmas Day.
        ("PH off; Fr 09:00-12:00", "vendredi 25 décembre 2026"),
        ("Mo 09:00-12:00; Jul-Aug Mo off; Aug Mo 10:00-11:00", "lundi 2 août 2027"),
        ("Mo 09:00-12:00, Mo 14:00-18:00", "lundi 7 décembre 2026"),
    ],
)
def test_hours_that_would_differ_are_refused_with_the_first_day(text, day):
    assert day in refusal(text)
