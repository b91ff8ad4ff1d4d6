from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from marketplace.storefront.words import say_closure, say_status
from shops.hours.status import OpeningStatus

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("is_open", "hours", "words"),
    [
        (True, 10, "Ouvert, ferme à 19\u00a0h"),
        (False, 5.5, "Ouvre à 14\u00a0h\u00a030"),
        (False, 24, "Rouvre demain à 9\u00a0h"),
        (False, 72, "Rouvre samedi à 9\u00a0h"),
        (False, 240, "Rouvre le 5\u00a0décembre"),
    ],
)
def test_a_status_is_said_as_people_say_it(is_open, hours, words, now):
    status = OpeningStatus(is_open, now + timedelta(hours=hours))
    assert say_status(status, now=now, zone=PARIS) == words


def test_a_shop_that_nobody_knows_to_open_again_is_closed(now):
    assert say_status(OpeningStatus(False), now=now, zone=PARIS) == "Fermé"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 24), date(2026, 12, 26), "Fermé du 24 au 26\u00a0décembre"),
        (date(2026, 12, 25), date(2026, 12, 25), "Fermé le 25\u00a0décembre"),
        (date(2026, 12, 30), date(2027, 1, 1), "Fermé du 30\u00a0décembre au 1er\u00a0janvier"),
        (date(2027, 5, 1), date(2027, 5, 1), "Fermé le 1er\u00a0mai"),
    ],
)
def test_a_closure_is_said_as_people_say_it(first, last, words):
    assert say_closure(first, last) == words
