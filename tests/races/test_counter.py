"""Two people at once on one order: one of them wins, and stock and slot say who."""

from functools import partial

import pytest

from pickup.exceptions import TransitionRefused
from pickup.orders.transitions import cancel_by_shopper, collect_order
from tests.factories import make_member, make_order, make_product
from tests.races.conftest import meeting_at, run_together


@pytest.mark.parametrize("attempt", range(5))
def test_cancelling_against_handing_over(shops, monkeypatch, attempt):
    product, alice = make_product(shops[0]), make_member(shops[0])
    order = make_order(product)
    copies = [type(order).objects.select_related("slot").get(pk=order.pk) for _ in range(2)]
    jobs = [
        partial(collect_order, order=copies[0], by=alice),
        partial(cancel_by_shopper, order=copies[1]),
    ]
    with meeting_at(monkeypatch, "pickup.orders.transitions.step", 2):
        results = run_together(jobs)
    refused = [result for result in results if isinstance(result, TransitionRefused)]
    record = product.stockrecords.get()
    assert len(refused) == 1, results
    assert record.num_allocated == 0
    assert record.num_in_stock == (9 if isinstance(results[1], TransitionRefused) else 10)
