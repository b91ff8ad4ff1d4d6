"""Many shoppers at once on one slot."""

from functools import partial

from pickup.exceptions import PlacementRefused
from pickup.orders.models import Purchase
from tests.factories import make_basket, place
from tests.races.conftest import meeting_at, run_together


def rush(monkeypatch, products, slot):
    """Let a shopper for each product order one unit at once; return how many were served."""
    shop = slot.point.shop
    baskets = [make_basket({product: 1}, {shop: slot}) for product in products]
    with meeting_at(monkeypatch, "pickup.orders.placing.placement.take_everything", len(products)):
        results = run_together([partial(place, basket, shop.territory) for basket in baskets])
    refused = [result for result in results if isinstance(result, PlacementRefused)]
    served = [result for result in results if isinstance(result, Purchase)]
    assert len(refused) + len(served) == len(products), results
    return len(served)
