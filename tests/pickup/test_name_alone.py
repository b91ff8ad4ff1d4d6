"""What a shop reads of an order to which a name alone was left: nobody is told but by itself."""

import pytest

from pickup.orders.models import Purchase
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(bread, bakery):
    order = make_order(bread, slot=make_slot(bakery))
    facts = {"email": "", "phone": "", "name": "Georges", "taken_by_shop": True}
    Purchase.objects.filter(pk=order.purchase_id).update(**facts)
    return order


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def page_of(order, action=""):
    return f"/pro/le-fournil/commandes/{order.number}/{action}"


@pytest.mark.parametrize("action", ["prete/", "annuler/"])
def test_after_a_move_the_shop_is_asked_to_tell_it(counter, order, action):
    page = counter.post(page_of(order, action), follow=True).text
    assert "prévenez vous-même Georges" in page
    assert "Georges est prévenu" not in page


@pytest.mark.parametrize("action", ["annuler/", "horaire/"])
def test_before_a_move_no_message_is_promised(counter, order, action):
    page = counter.get(page_of(order, action)).text
    assert "aucun message ne part" in page
    assert "prévenue aussitôt" not in page
