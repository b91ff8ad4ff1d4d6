"""Days and hours as people say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone, translation

from marketplace.dates.words import say_date, say_moment

PARIS = ZoneInfo("Europe/Paris")


def rendered(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 1), "mardi 1er décembre 2026"),
        (date(2026, 12, 2), "mercredi 2 décembre 2026"),
        (date(2026, 12, 11), "vendredi 11 décembre 2026"),
    ],
)
def test_the_first_of_a_month_alone_is_said_in_another_way(day, words):
    assert say_date(day, "l j F Y") == words


def test_english_says_the_first_as_any_other_day():
    with translation.override("en"):
        assert say_date(date(2026, 12, 1), "j F") == "1 December"


def test_a_moment_is_a_day_and_an_hour():
    assert (
        say_moment(datetime(2026, 12, 1, 9, 5, tzinfo=PARIS))
        == "1er décembre 2026 à 9\u00a0h\u00a005"
    )


def test_templates_say_moments_in_the_zone_of_the_reader():
    midnight = datetime(2026, 11, 30, 23, 30, tzinfo=ZoneInfo("UTC"))
    with timezone.override(PARIS):
        said = rendered('{{ at|moment:"j F" }} / {{ at|day }} / {{ at|hour }}', at=midnight)
    assert said == "1er décembre à 0\u00a0h\u00a030 / 1er décembre 2026 / 0\u00a0h\u00a030"


def test_templates_say_nothing_where_there_is_no_date():
    assert rendered("{{ at|moment }}{{ at|day }}{{ at|hour }}", at=None) == ""
