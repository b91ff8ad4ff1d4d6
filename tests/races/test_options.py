"""Two shopkeepers give one product an option each: both stay."""

import threading
from functools import partial

from shops.catalogue.options import services
from shops.catalogue.options.model import options_of
from shops.catalogue.options.services import OptionDraft, Product, save_option
from tests.factories import make_product
from tests.races.conftest import meeting_at, run_together
from tests.races.rounds import rounds

ROUNDS, KEEPERS = rounds(10), 4


def save_at_once(product):
    drafts = [OptionDraft(f"Gravure {number}", "text") for number in range(KEEPERS)]
    run_together([partial(save_option, product=product, draft=draft) for draft in drafts])
    product.refresh_from_db()
    return len(options_of(product))


def test_every_option_stays(shops, monkeypatch):
    for _ in range(ROUNDS):
        product = make_product(shops[0])
        with meeting_at(monkeypatch, "shops.catalogue.options.services._locked", KEEPERS):
            assert save_at_once(product) == KEEPERS


def test_control_without_the_lock_some_are_lost(shops, monkeypatch):
    """Proves that the test above would notice."""
    barrier = threading.Barrier(KEEPERS)

    def read_then_wait(product):
        found = Product.objects.select_related("shop").get(pk=product.pk)
        barrier.wait(timeout=20)
        return found

    monkeypatch.setattr(services, "_locked", read_then_wait)
    assert save_at_once(make_product(shops[0])) < KEEPERS
