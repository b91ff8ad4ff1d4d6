"""Many want the last chair of an hour: exactly the chairs that there are are taken."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from django.db.models import Max
from django.utils import timezone

from tests.factories import make_service, make_slot
from tests.races.careless import NEVER_SAT_ON_TWICE, check_then_take_time
from tests.races.conftest import without_constraint
from tests.races.rounds import rounds
from tests.races.rush import rush
from tests.races.tally import TALLY

ROUNDS, SHOPPERS, CHAIRS, CONTROLS = rounds(10), 8, 3, 3
days = count(1)


@pytest.fixture
def services(shops):
    """For each shopper one of its own length; all take the same chairs."""
    return [
        make_service(shops[0], f"Coupe {n}", minutes=30 + 5 * n, n=CHAIRS) for n in range(SHOPPERS)
    ]


def rush_for_chairs(monkeypatch, shop, services):
    """All want a chair at the same hour; places are left."""
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=next(days))
    slot = make_slot(shop, start, capacity=99, open_until=start + timedelta(hours=3))
    served = rush(monkeypatch, services, slot)
    times = services[0].service_terms.resource.times.filter(start__gte=start - timedelta(hours=1))
    most = times.filter(start__lt=start + timedelta(hours=3)).aggregate(most=Max("taken"))["most"]
    return served, most


def test_the_last_chairs_are_taken_exactly(shops, services, monkeypatch):
    for _ in range(ROUNDS):
        served, most = rush_for_chairs(monkeypatch, shops[0], services)
        TALLY.exactly(served, CHAIRS)
        assert most == CHAIRS


def test_control_without_the_guard_two_sit_on_one_chair(shops, services, monkeypatch):
    careless = check_then_take_time(threading.Barrier(SHOPPERS))
    monkeypatch.setattr("pickup.orders.service_times.share.take_time", careless)
    with without_constraint(*NEVER_SAT_ON_TWICE):
        served = [rush_for_chairs(monkeypatch, shops[0], services)[0] for _ in range(CONTROLS)]
    assert served == [SHOPPERS] * CONTROLS
