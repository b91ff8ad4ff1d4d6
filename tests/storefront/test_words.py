from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from marketplace.storefront.words import say_status
from shops.hours import OpeningStatus

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
