"""Times as people say them."""

from datetime import datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from pickup.slots import words

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 8, tzinfo=PARIS)
NB = "\u00a0"


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("wall", "said"), [(time(11), f"11{NB}h"), (time(14, 30), f"14{NB}h{NB}30")]
)
def test_hours(wall, said):
    assert words.say_hour(wall) == said


def test_a_day_of_next_week_is_named():
    assert words.say_day(at(27, 10), now=NOW, zone=PARIS) == f"vendredi{NB}27"


def test_a_far_day_is_named_with_its_month():
    far = datetime(2026, 12, 24, 10, tzinfo=PARIS)
    assert words.say_day(far, now=NOW, zone=PARIS) == f"jeudi 24{NB}décembre"


def test_a_slot_in_short():
    slot = SimpleNamespace(start=at(26, 17), end=at(26, 17, 30))
    said = f"jeu.{NB}26{NB}nov., 17{NB}h – 17{NB}h{NB}30"
    assert words.say_slot(slot, zone=PARIS) == said


def test_a_slot_in_full():
    slot = SimpleNamespace(start=at(24, 16), end=at(24, 17))
    said = f"mardi 24{NB}novembre, 16{NB}h – 17{NB}h"
    assert words.say_slot(slot, zone=PARIS, long=True) == said
