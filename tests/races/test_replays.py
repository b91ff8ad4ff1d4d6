"""One hand-over that a screen sends several times at once."""

from functools import partial
from uuid import uuid4

from pickup.exceptions import TransitionRefused
from pickup.orders.counter.replays import hand_over
from tests.factories import make_member, make_order, make_product, make_slot
from tests.races.conftest import run_together

TAPS = 4


def send(shop, nonces):
    """Hand one order over under each nonce at the same time."""
    product, alice = make_product(shop, available=10), make_member(shop)
    order = make_order(product, slot=make_slot(shop, capacity=99))
    copies = [type(order).objects.select_related("shop").get(pk=order.pk) for _ in nonces]
    jobs = [
        partial(hand_over, order=one, by=alice, nonce=nonce)
        for one, nonce in zip(copies, nonces, strict=True)
    ]
    results = run_together(jobs)
    assert order.transitions.filter(to_status="collected").count() == 1
    assert product.stockrecords.get().num_in_stock == 9
    return results


def test_the_same_tap_is_answered_alike_however_often_it_comes(shops):
    for _ in range(5):
        assert send(shops[0], [uuid4()] * TAPS) == [None] * TAPS


def test_control_taps_that_share_no_nonce_are_refused_but_one(shops):
    results = send(shops[0], [uuid4() for _ in range(TAPS)])
    assert sum(isinstance(one, TransitionRefused) for one in results) == TAPS - 1
