from datetime import date, time
from zoneinfo import ZoneInfo

from marketplace.storefront.publicity.words import readable, short_hours
from shops.hours.calendar import Calendar, week_from
from shops.hours.status import week_of
from shops.models import OpeningHours


def short(*days):
    hours = [OpeningHours(weekday=d, opens=time(o), closes=time(c)) for d, o, c in days]
    calendar = Calendar(zone=ZoneInfo("Europe/Paris"), week=week_from(hours))
    return short_hours(week_of(calendar, today=date(2026, 11, 25)))


def test_days_alike_are_put_together():
    week = short(*((day, 8, 12) for day in range(5)), (5, 9, 13))
    assert week == [
        ("Du lundi au vendredi", "8\u00a0h\u00a0–\u00a012\u00a0h"),
        ("Samedi", "9\u00a0h\u00a0–\u00a013\u00a0h"),
        ("Dimanche", "fermé"),
    ]


def test_two_days_and_every_day_have_their_own_words():
    assert short((0, 8, 12), (1, 8, 12))[0][0] == "Lundi et mardi"
    assert [days for days, _hours in short(*((day, 8, 12) for day in range(7)))] == [
        "Tous les jours"
    ]


def test_morning_and_afternoon_stand_on_one_line():
    assert (
        short((0, 14, 19), (0, 8, 12))[0][1]
        == "8\u00a0h\u00a0–\u00a012\u00a0h, 14\u00a0h\u00a0–\u00a019\u00a0h"
    )


def test_unknown_hours_are_not_said():
    assert short() == []


def test_an_address_is_read_without_what_nobody_types():
    assert readable("https://ici.example/commerces/forge/") == "ici.example/commerces/forge"
