"""What the demo's shops keep aside."""

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from marketplace.operations.seed.reservations import PLAN, seed_reservations
from pickup.reservations.models import Reservation
from tests.factories import allow_reserving, make_product

pytestmark = pytest.mark.django_db


def test_a_shop_that_puts_aside_has_one_in_each_state(bakery, alice, territory):
    goods = [make_product(bakery, f"Couteau {number}") for number in range(3)]
    allow_reserving(*goods)
    bakery.refresh_from_db()
    for _ in range(2):
        seed_reservations(territory, shops=[bakery], now=timezone.now())
    assert Reservation.objects.count() == len(PLAN)
    assert set(Reservation.objects.values_list("state", "bought")) == {
        *{("kept", None), ("came", True), ("came", False)},
        *{("not_came", None), ("released", None), ("cancelled", None)},
    }
    assert {one.stockrecords.get().net_stock_level for one in goods} == {10}
    assert not list(broken_invariants())
