"""Somebody does not come: two taps at the counter, no reproach, and all is for others again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.operations.audit import broken_invariants
from pickup.orders.links import token_of
from pickup.slots.models import Slot
from shops.models import Shop
from tests.browser.conftest import follow, log_in, nothing_overflows
from tests.browser.measures import too_small_for_a_finger
from tests.factories import make_order

pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])


@pytest.fixture
def missed(market):
    """An order of three loaves, whose hour is over."""
    bakery = Shop.objects.get(slug="le-fournil")
    order = make_order(bakery.products.get(), quantity=3)
    end = timezone.now() - timedelta(minutes=5)
    start = end - timedelta(hours=1)
    times = {
        "start": start,
        "end": end,
        "cutoff": start,
        "day": start.astimezone(bakery.zone).date(),
    }
    Slot.objects.filter(pk=order.slot_id).update(**times)
    return order


def test_who_did_not_come_reads_no_reproach(page, shopper, missed):
    theirs = f"/retrait/{token_of(missed.purchase)}/"
    log_in(page, "alice@example.org")
    page.goto("/pro/le-fournil/")
    assert too_small_for_a_finger(page) == []
    follow(page, page.get_by_role("link", name="Commande de Dora Lemaire non retirée"))
    assert nothing_overflows(page)
    assert too_small_for_a_finger(page) == []
    page.get_by_role("button", name="Abandonner la commande").click()
    page.get_by_text("C’est noté : Dora Lemaire n’est pas passé·e").wait_for()
    assert nothing_overflows(page)

    shopper.goto(theirs)
    shopper.get_by_text("Cela arrive").wait_for()
    assert shopper.get_by_text("rien à payer").is_visible()
    assert not shopper.locator(".total").is_visible()
    assert nothing_overflows(shopper)

    record = missed.lines.get().stockrecord
    assert (record.num_in_stock, record.num_allocated) == (10, 0)
    assert Slot.objects.get(pk=missed.slot_id).booked == 0
    assert list(broken_invariants()) == []
