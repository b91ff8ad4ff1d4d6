"""Many want the last chair of an hour: exactly the chairs that there are are taken."""

import threading
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused
from pickup.orders.models import Purchase
from pickup.orders.service_times import taking
from tests.factories import make_basket, make_service, make_slot, place
from tests.races.careless import NEVER_SAT_ON_TWICE, check_then_take_time
from tests.races.conftest import meeting_at, run_together, without_constraint
from tests.races.rounds import rounds
from tests.races.rush import rush
from tests.races.tally import TALLY, is_deadlock

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


def barber(shop, *, n):
    """Make for each shopper a cut and a beard that need the same chairs, and a wash at a basin.

    Nobody waits for another's stock row before they meet at the chairs.
    """
    return [
        [
            make_service(shop, "Coupe", minutes=40, n=n),
            make_service(shop, "Barbe", minutes=20, n=n),
            make_service(shop, "Shampoing", minutes=15, resource="Bac", n=n),
        ]
        for _ in range(SHOPPERS)
    ]


def order_in_opposite_orders(monkeypatch, shop, services, *, days=1, slots=1):
    """Let all order theirs, every second one the other way round, at some slots in turn."""
    first = timezone.now().replace(second=0, microsecond=0) + timedelta(days=days)
    closing = first + timedelta(hours=3)
    starts = [first + n * timedelta(minutes=20) for n in range(slots)]
    times = [make_slot(shop, start, capacity=99, open_until=closing) for start in starts]
    baskets = [
        make_basket(dict.fromkeys(mine[:: 1 - n % 2 * 2], 1), {shop: times[n // 2 % slots]})
        for n, mine in enumerate(services)
    ]
    with meeting_at(monkeypatch, "pickup.orders.placing.placement.take_everything", SHOPPERS):
        return run_together([partial(place, one, shop.territory) for one in baskets])


def test_sequences_in_opposite_orders_are_all_placed(shops, monkeypatch):
    services = barber(shops[0], n=SHOPPERS)
    for n in range(ROUNDS):
        results = order_in_opposite_orders(monkeypatch, shops[0], services, days=1 + n)
        assert all(isinstance(one, Purchase) for one in results), results
    assert not list(broken_invariants())


def test_in_one_chair_sequences_never_overlap(shops, monkeypatch):
    services = barber(shops[0], n=1)
    for n in range(ROUNDS):
        results = order_in_opposite_orders(monkeypatch, shops[0], services, days=1 + n, slots=4)
        refused = [one for one in results if isinstance(one, PlacementRefused)]
        served = [one for one in results if isinstance(one, Purchase)]
        assert len(refused) + len(served) == SHOPPERS, results
        # One in the middle of three hours, or one at each end.
        assert len(served) in (1, 2)
        assert not list(broken_invariants())


def in_the_order_of_the_lines(things, key):
    """Take chairs as the lines come, with a pause in which the others take theirs."""
    for thing in things:
        yield thing
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.05)")


def test_control_without_the_common_order_they_deadlock(shops, monkeypatch):
    services = barber(shops[0], n=SHOPPERS)
    monkeypatch.setattr(taking, "sorted", in_the_order_of_the_lines, raising=False)
    results = order_in_opposite_orders(monkeypatch, shops[0], services)
    assert any(is_deadlock(one) for one in results), results
