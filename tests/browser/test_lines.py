"""What is missing and what is weighed: said at the counter, read and answered by the shopper."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.orders.links import token_of
from shops.models import Shop
from tests.browser.conftest import follow, log_in, nothing_overflows
from tests.browser.measures import too_small_for_a_finger
from tests.factories import make_order, make_product

pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])


@pytest.fixture
def bakery(market):
    return Shop.objects.get(slug="le-fournil")


@pytest.fixture
def counter(page, bakery):
    log_in(page, "alice@example.org")
    return page


@pytest.fixture(autouse=True)
def _whole(bakery):
    yield
    assert list(broken_invariants()) == []


def open_from_the_day(counter, *, unfold=""):
    """Go from the day's screen to the order of tomorrow, which may be among those collected."""
    counter.goto("/pro/le-fournil/")
    follow(counter, counter.get_by_role("link", name=re.compile("^Demain")))
    if unfold:
        counter.get_by_text(unfold).click()
    follow(counter, counter.locator(".order").get_by_role("link", name="Dora Lemaire"))


def link_in(message):
    """Return where the answer « yes » of a message leads."""
    return re.search(r"https?://\S+reponse=agreed", message.text)[0]


def total_of(page):
    return page.locator(".total").first.inner_text()


def test_fewer_are_there_and_one_tap_agrees(counter, shopper, bakery):
    order = make_order(bakery.products.get(), quantity=3)
    open_from_the_day(counter)
    counter.get_by_text("Ça manque").click()
    form = counter.locator("form", has_text="Moins, ou plus du tout")
    form.get_by_label("Combien y en a-t-il").fill("2")
    form.get_by_label("Un mot").fill("Le four a chauffé trop fort")
    assert too_small_for_a_finger(counter) == []
    form.get_by_role("button", name="Prévenir la personne").click()
    counter.get_by_text("En attente de la réponse").wait_for()
    assert nothing_overflows(counter)
    assert "14,40" in total_of(counter)

    message = OutboxMessage.objects.get(kind="order_question")
    assert "Le four a chauffé trop fort" in message.text
    link = urlsplit(link_in(message))
    shopper.goto(f"{link.path}?{link.query}")
    shopper.get_by_text("le commerce est prévenu").wait_for()
    assert nothing_overflows(shopper)
    assert "9,60" in total_of(shopper)

    counter.reload()
    counter.get_by_text("accepté").wait_for()
    assert "9,60" in total_of(counter)
    order.refresh_from_db()
    assert (order.due_incl_tax, order.total_incl_tax) == (Decimal("9.60"), Decimal("14.40"))


@pytest.fixture
def tome(bakery):
    """A piece of 480 g for 12 EUR: 25 EUR a kilogram, at most 13.20 EUR."""
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    return make_product(bakery, "Tome", price=Decimal("12.00"), **weighed)


def test_the_scales_say_what_the_cheese_costs(counter, shopper, tome):
    shopper.goto(tome.get_absolute_url())
    shopper.get_by_text("Au plus 13,20").first.wait_for()
    order = make_order(tome)
    theirs = f"/retrait/{token_of(order.purchase)}/"
    shopper.goto(theirs)
    shopper.get_by_text("au plus 13,20").wait_for()
    assert "12,00" in total_of(shopper)

    open_from_the_day(counter)
    counter.get_by_role("button", name="Tout est prêt").click()
    counter.get_by_text("À peser d’abord : Tome.").wait_for()
    counter.get_by_label("Poids pesé").fill("4800")
    counter.get_by_role("button", name="Peser").click()
    counter.get_by_text("C’est bien 4800 g, soit 120,00 € ?").wait_for()
    assert nothing_overflows(counter)
    assert too_small_for_a_finger(counter) == []
    counter.get_by_label("Poids pesé").fill("434")
    assert too_small_for_a_finger(counter) == []
    counter.get_by_role("button", name="Peser").click()
    counter.get_by_text("pesé 434 g, 10,85 € au lieu de 12,00 €").wait_for()
    assert nothing_overflows(counter)
    assert "10,85" in total_of(counter)

    shopper.reload()
    assert "10,85" in total_of(shopper)
    assert nothing_overflows(shopper)
    counter.get_by_role("button", name="Remettre").click()
    counter.get_by_text("Remise à Dora Lemaire").wait_for()
    open_from_the_day(counter, unfold="1 commande retirée")
    assert "10,85" in total_of(counter)
