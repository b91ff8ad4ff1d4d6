"""A guest's order, held until the link of the message is opened."""

from datetime import timedelta

import pytest
from django.urls import resolve
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.audit import broken_invariants
from pickup.exceptions import PlacementRefused, TransitionRefused
from pickup.orders.changes.changing import change_quantities
from pickup.orders.changes.moving import move_by_shopper
from pickup.orders.conversation import write_message
from pickup.orders.expiry import sweep_all
from pickup.orders.holds import confirm_purchase, expire_hold
from pickup.orders.links import confirm_url, purchase_of, token_of
from pickup.orders.making.planning import make_per_day
from pickup.orders.placing.basket import add_to_basket
from pickup.orders.transitions import cancel_by_shopper
from pickup.slots.models import PickupPoint
from shops.catalogue.services import unpublish_product
from shops.catalogue.terms import say_sold_out
from tests.factories import make_basket, make_order, make_slot, place

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=31)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def asks(bakery):
    PickupPoint.objects.filter(shop=bakery).update(guests_confirm_by_mail=True)


@pytest.fixture
def slot(bakery):
    return make_slot(bakery, capacity=1)


@pytest.fixture
def order(bread, slot):
    return make_order(bread, quantity=3, slot=slot)


@pytest.fixture
def purchase(order):
    return order.purchase


def told(kind="order_placed", reader="shopper"):
    return list(OutboxMessage.objects.filter(kind=kind, key__endswith=f":{reader}"))


def again(order):
    order.refresh_from_db()
    return order


def confirm(purchase, after=timedelta(minutes=5)):
    return confirm_purchase(purchase=purchase, now=timezone.now() + after)


def test_a_guest_s_order_is_held_for_half_an_hour(order):
    assert order.status == "placed"
    assert order.hold_expires_at == order.date_placed + timedelta(minutes=30)
    assert not list(broken_invariants())


def test_who_has_an_account_need_not_confirm(bread, slot, dora):
    assert make_order(bread, slot=slot, user=dora).status == "accepted"


def test_the_shop_hears_of_it_when_it_is_confirmed(order, purchase):
    assert not told(reader="shop")
    assert confirm(purchase) == []
    assert again(order).status == "accepted"
    assert len(told(reader="shop")) == 1
    assert not list(broken_invariants())


def test_the_message_asks_and_says_until_when(order, purchase):
    [message] = told()
    assert message.subject == "Confirmez votre commande chez Le Fournil"
    assert "/retrait/confirmer/" in message.text
    assert "jusqu’à" in message.text
    assert "est confirmée" not in message.text + message.html


def test_a_telephone_confirms_by_its_text_message(bread, slot):
    make_order(bread, slot=slot, email="", phone="+33639980405")
    [message] = told()
    assert "/retrait/confirmer/" in message.text


def test_a_shop_that_answers_itself_is_asked_next(order, purchase, bakery):
    PickupPoint.objects.filter(shop=bakery).update(acceptance="manual")
    confirm(purchase)
    assert again(order).status == "placed"
    assert order.hold_expires_at is None
    assert order.answer_until > timezone.now()
    assert not list(broken_invariants())


def test_what_nobody_confirms_expires_and_is_free_again(order, bread):
    assert sweep_all(now=order.hold_expires_at - timedelta(seconds=1)) == 0
    assert sweep_all(now=order.hold_expires_at) == 1
    order.slot.refresh_from_db()
    assert again(order).status == "expired"
    assert (bread.stockrecords.get().num_allocated, order.slot.booked) == (0, 0)
    assert not list(broken_invariants())


def test_an_order_for_the_same_goods_or_time_ends_an_expired_hold_first(order, bread, bakery):
    rival = make_basket({bread: 2})
    type(order).objects.update(hold_expires_at=timezone.now() - timedelta(seconds=1))
    rival.choices.create(shop=bakery, slot=order.slot)
    place(rival, bakery.territory, email="eve@example.org")
    assert again(order).status == "expired"


def test_a_hold_that_lasts_keeps_its_place(order, bread, bakery):
    rival = make_basket({bread: 2})
    rival.choices.create(shop=bakery, slot=order.slot)
    with pytest.raises(PlacementRefused):
        place(rival, bakery.territory, email="eve@example.org")


def test_a_hold_that_lasts_is_not_ended(order):
    with pytest.raises(TransitionRefused):
        expire_hold(order=order, now=order.hold_expires_at - timedelta(seconds=1))
    assert again(order).status == "placed"


def test_goods_of_an_expired_hold_go_into_a_basket(order, bread):
    type(order).objects.update(hold_expires_at=timezone.now() - timedelta(seconds=1))
    add_to_basket(basket=make_basket({}), product=bread, quantity=9)
    assert again(order).status == "expired"


@pytest.mark.parametrize("swept", [True, False])
def test_confirmed_late_it_is_taken_again_if_all_is_there(order, purchase, bread, swept):
    if swept:
        sweep_all(now=timezone.now() + LATER)
    assert confirm(purchase, LATER) == []
    assert again(order).status == "accepted"
    assert bread.stockrecords.get().num_allocated == 3
    assert not list(broken_invariants())


def day_is_off(order, bread):
    say_sold_out(product=bread, day=order.slot.day)


def shop_is_shut(order, bread):
    type(order.shop).objects.update(status="closed")


def product_is_off_sale(order, bread):
    unpublish_product(product=bread)


@pytest.mark.parametrize("happens", [day_is_off, shop_is_shut, product_is_off_sale])
@pytest.mark.parametrize("late", [True, False])
def test_only_confirmed_late_it_minds_what_its_shop_has_said_since(
    order, purchase, bread, happens, late
):
    if late:
        sweep_all(now=timezone.now() + LATER)
    happens(order, bread)
    gone = confirm(purchase, LATER if late else timedelta(minutes=5))
    assert (len(gone), again(order).status) == ((1, "expired") if late else (0, "accepted"))
    assert not list(broken_invariants())


def test_confirmed_late_and_sold_it_says_so_and_takes_nothing(order, purchase, bread):
    sweep_all(now=timezone.now() + LATER)
    bread.stockrecords.update(num_in_stock=2)
    [sentence] = confirm(purchase, LATER)
    assert "Le Fournil" in sentence
    assert again(order).status == "expired"
    assert not list(broken_invariants())


@pytest.mark.parametrize(("a_day", "left"), [(4, 1), (2, None)])
def test_confirmed_late_it_takes_of_its_day_what_is_made_so_many_a_day_since(
    order, purchase, bread, a_day, left
):
    expire_hold(order=order, now=timezone.now() + LATER)
    make_per_day(product=bread, quantity=a_day)
    refused = confirm(purchase, after=LATER)
    assert bool(refused) == (left is None)
    if left is not None:
        assert order.lines.get().quota.left == left
    assert not list(broken_invariants())


def test_confirmed_late_and_the_time_taken_it_gives_the_goods_back(order, purchase, bread):
    sweep_all(now=timezone.now() + LATER)
    order.slot.__class__.objects.update(closed=True)
    assert confirm(purchase, LATER)
    assert bread.stockrecords.get().num_allocated == 0


def test_confirming_twice_changes_nothing(order, purchase):
    assert confirm(purchase) == confirm(purchase) == []
    assert order.transitions.count() == 2


def test_a_guest_cancels_what_they_have_not_confirmed(order):
    cancel_by_shopper(order=order)
    assert not told("order_cancelled", "shop")
    assert not list(broken_invariants())


# --- Screens -----------------------------------------------------------------------------------


def path_of(purchase):
    return "/retrait/" + confirm_url(purchase).split("/retrait/")[1]


def test_the_page_after_ordering_says_how_long_it_is_held(client, purchase):
    page = client.get(f"/retrait/{token_of(purchase)}/merci/").text
    assert "Encore une étape" in page
    assert "Mise de côté pour vous jusqu’à" in page


def test_a_program_that_opens_links_confirms_nothing(client, order, purchase):
    assert 'data-at-once="yes"' in client.get(path_of(purchase)).text
    assert again(order).status == "placed"
    assert "Merci, c’est noté" in client.post(path_of(purchase), follow=True).text
    assert again(order).status == "accepted"


def test_until_then_the_shop_hears_of_no_change_either(order, bakery, bread):
    change_quantities(order=order, quantities={order.lines.get().pk: 1})
    move_by_shopper(order=order, slot=make_slot(bakery, order.slot.start + DAY), by=None)
    write_message(order=order, text="Coupé, merci", by_shop=False, author=None)
    assert not OutboxMessage.objects.filter(recipient=bakery.email)


def test_moved_to_a_sooner_time_it_is_held_no_longer_than_that(order, bakery):
    order.hold_expires_at = order.slot.start
    type(order).objects.update(hold_expires_at=order.slot.start)
    sooner = make_slot(bakery, order.slot.start - timedelta(hours=3))
    move_by_shopper(order=order, slot=sooner, by=None)
    assert again(order).hold_expires_at == sooner.start


def test_the_link_of_what_was_cancelled_thanks_for_nothing(client, order, purchase):
    cancel_by_shopper(order=order, by=None)
    page = client.post(path_of(purchase), follow=True).text
    assert "c’est noté" not in page
    assert "annulée" in page


def test_the_link_opened_again_leads_to_the_order(client, order, purchase):
    confirm(purchase)
    address = client.get(path_of(purchase)).url
    assert resolve(address).view_name == "pickup:purchase"
    assert purchase_of(resolve(address).kwargs["token"]) == purchase


def test_the_order_s_own_link_confirms_nothing(client, purchase):
    assert client.post(f"/retrait/confirmer/{token_of(purchase)}/").status_code == 404


def test_what_is_gone_is_said_with_the_way_to_order_again(client, order, purchase, bread):
    type(order).objects.update(hold_expires_at=timezone.now() - timedelta(seconds=1))
    sweep_all()
    bread.stockrecords.update(num_in_stock=2)
    page = client.post(path_of(purchase), follow=True).text
    assert "a vendu entre-temps" in page
    assert "Commander à nouveau" in page


def test_the_board_does_not_show_what_is_not_confirmed(client, order, alice):
    client.force_login(alice)
    assert "Dora Lemaire" not in client.get("/pro/le-fournil/").text
    page = client.get(f"/pro/le-fournil/commandes/{order.number}/").text
    assert "pas encore confirmé" in page
