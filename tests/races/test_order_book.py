"""The telephone against the site: the last unit and the last place are sold once."""

import threading
from datetime import timedelta
from functools import partial
from itertools import count
from uuid import uuid4

from django.utils import timezone

from marketplace.accounts.models import User
from pickup.exceptions import PlacementRefused
from pickup.orders.models import Purchase
from pickup.orders.placing.order_book import Wish, WishRefused, take_order
from pickup.orders.placing.placement import Contact
from pickup.orders.placing.taken import Taken
from tests.factories import make_basket, make_member, make_product, make_slot, place
from tests.races.careless import (
    NEVER_OVERSOLD,
    WITHIN_CAPACITY,
    check_then_book,
    check_then_take,
)
from tests.races.conftest import meeting_at, run_together, without_constraint
from tests.races.rounds import rounds

ROUNDS, CONTROLS = rounds(20), 5
starts = (timezone.now() + timedelta(days=1, minutes=n) for n in count())


def on_the_telephone(slot, product, by: User, key=None):
    return take_order(
        shop=product.shop,
        wishes=[Wish(product.pk, 1)],
        slot=slot,
        contact=Contact("Mme Roche"),
        taken=Taken("telephone", by, key or uuid4()),
    )


def meet(monkeypatch, slot, online, told, by):
    """Let somebody online and somebody on the telephone order at once; return who was served."""
    basket = make_basket({online: 1}, {online.shop: slot})
    jobs = [
        partial(place, basket, online.shop.territory),
        partial(on_the_telephone, slot, told, by),
    ]
    with meeting_at(monkeypatch, "pickup.orders.placing.placement.take_everything", len(jobs)):
        results = run_together(jobs)
    served = [one for one in results if not isinstance(one, Exception)]
    refused = [one for one in results if isinstance(one, (PlacementRefused, WishRefused))]
    assert len(served) + len(refused) == len(jobs), results
    return len(served)


def for_the_last_unit(monkeypatch, shop, by):
    product = make_product(shop, available=1)
    return meet(monkeypatch, make_slot(shop, next(starts)), product, product, by)


def for_the_last_place(monkeypatch, shop, by):
    slot = make_slot(shop, next(starts), capacity=1)
    return meet(monkeypatch, slot, make_product(shop), make_product(shop), by)


def test_the_last_unit_goes_to_one_of_them(shops, monkeypatch):
    by = make_member(shops[0])
    served = [for_the_last_unit(monkeypatch, shops[0], by) for _ in range(ROUNDS)]
    assert served == [1] * ROUNDS


def test_the_last_place_goes_to_one_of_them(shops, monkeypatch):
    by = make_member(shops[0])
    served = [for_the_last_place(monkeypatch, shops[0], by) for _ in range(ROUNDS)]
    assert served == [1] * ROUNDS


def test_control_without_the_guard_the_last_unit_is_sold_to_both(shops, monkeypatch):
    by = make_member(shops[0])
    careless = check_then_take(threading.Barrier(2))
    monkeypatch.setattr("pickup.orders.placing.scarce.take_stock", careless)
    with without_constraint(*NEVER_OVERSOLD):
        served = [for_the_last_unit(monkeypatch, shops[0], by) for _ in range(CONTROLS)]
    assert 2 in served


def test_control_without_the_guard_the_last_place_is_given_to_both(shops, monkeypatch):
    by = make_member(shops[0])
    careless = check_then_book(threading.Barrier(2))
    monkeypatch.setattr("pickup.orders.placing.scarce.book_slot", careless)
    with without_constraint(*WITHIN_CAPACITY):
        served = [for_the_last_place(monkeypatch, shops[0], by) for _ in range(CONTROLS)]
    assert 2 in served


def test_two_clicks_at_once_make_one_order(shops, monkeypatch):
    product, by, key = make_product(shops[0]), make_member(shops[0]), uuid4()
    slot = make_slot(shops[0], next(starts))
    jobs = [partial(on_the_telephone, slot, product, by, key)] * 2
    with meeting_at(monkeypatch, "pickup.orders.placing.placement.take_everything", 2):
        first, second = run_together(jobs)
    assert first == second
    assert Purchase.objects.count() == product.stockrecords.get().num_allocated == 1
