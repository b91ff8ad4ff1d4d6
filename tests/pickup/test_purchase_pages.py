"""After the order: codes, calendar, following, cancelling."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone
from icalendar import Calendar

from pickup.orders.links import MAX_AGE_DAYS, SALT, token_of
from pickup.orders.transitions import cancel_by_shop, cancel_by_shopper, collect_order
from tests.factories import make_basket, make_order, make_service, make_slot, place

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def order(bread):
    return make_order(bread)


@pytest.fixture
def link(order):
    return f"/retrait/{token_of(order.purchase)}/"


def test_the_confirmation_shows_code_qr_time_and_place(client, link, order):
    page = text(client.get(f"{link}merci/"))
    assert order.spaced_code in page
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "3 rue Haute" in page
    assert "Pas de droit de rétractation" in page


def test_a_link_is_private(client, link):
    response = client.get(link)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_forged_link_is_not_found(client, link, order):
    assert client.get(link.replace("/retrait/", "/retrait/x")).status_code == 404
    forged = signing.TimestampSigner(salt="other").sign(order.purchase.uuid.hex)
    assert client.get(f"/retrait/{forged}/").status_code == 404


def test_an_expired_link_is_not_found(client, link):
    later = timezone.now() + timedelta(days=MAX_AGE_DAYS + 1)
    with time_machine.travel(later):
        assert client.get(link).status_code == 404


def test_a_link_to_no_purchase_is_not_found(client, territory):
    token = signing.TimestampSigner(salt=SALT).sign("0" * 32)
    assert client.get(f"/retrait/{token}/").status_code == 404


def test_the_order_is_followed_with_its_frozen_terms(client, link, order):
    type(order.shop).objects.update(legal_name="Un autre nom")
    page = text(client.get(link))
    assert "Confirmée" in page
    assert "Le Fournil SARL" in page


def test_the_calendar_entry_has_the_slot_and_the_code(client, link, order):
    event = Calendar.from_ical(client.get(f"{link}{order.number}.ics").content).walk("VEVENT")[0]
    assert event["dtstart"].dt == order.slot.start
    assert order.spaced_code in event["description"]


@pytest.mark.parametrize(("minutes", "goes_on"), [((40, 35), 15), ((20, 35), 0), ((75,), 15)])
def test_the_calendar_entry_ends_when_the_last_service_does(client, bakery, minutes, goes_on):
    """The slot lasts an hour; the same chair takes one service after the other."""
    services = {make_service(bakery, f"Soin {n}", minutes=n): 1 for n in minutes}
    closing = timezone.now() + timedelta(days=2)
    slot = make_slot(bakery, open_until=closing)
    purchase = place(make_basket(services, {bakery: slot}), bakery.territory)
    order = purchase.orders.get()
    entry = client.get(f"/retrait/{token_of(purchase)}/{order.number}.ics").content
    event = Calendar.from_ical(entry).walk("VEVENT")[0]
    assert event["dtend"].dt == order.slot.end + timedelta(minutes=goes_on)


def test_an_order_is_cancelled_after_a_second_question(client, link, order):
    assert "Annuler la commande" in text(client.get(f"{link}{order.number}/annuler/"))
    client.post(f"{link}{order.number}/annuler/")
    order.refresh_from_db()
    assert order.status == "cancelled_by_shopper"


@pytest.mark.parametrize("end", [cancel_by_shop, cancel_by_shopper])
def test_what_is_cancelled_asks_for_no_payment(client, link, order, alice, end):
    end(order=order, by=alice)
    page = text(client.get(link))
    assert "vous n’avez rien à payer" in page
    assert "Paiement au retrait" not in page


def test_what_was_collected_says_what_it_came_to(client, link, order, alice):
    assert "Paiement au retrait" in text(client.get(link))
    collect_order(order=order, by=alice)
    page = text(client.get(link))
    assert "Total TTC" in page
    assert "Paiement au retrait" not in page


def test_too_late_to_cancel_is_said(client, link, order):
    type(order).objects.update(cancel_until=timezone.now())
    response = client.post(f"{link}{order.number}/annuler/", follow=True)
    order.refresh_from_db()
    assert "trop tard" in text(response)
    assert order.status == "accepted"


def test_an_order_of_another_purchase_is_not_found_behind_this_link(client, link, cheese):
    other = make_order(cheese)
    assert client.post(f"{link}{other.number}/annuler/").status_code == 404


def test_an_account_shows_its_own_orders(client, bread, dora, link):
    make_order(bread, user=dora)
    client.force_login(dora)
    assert text(client.get("/compte/")).count('<article class="panel') == 1


def test_the_account_asks_to_sign_in(client, territory):
    assert client.get("/compte/").url.startswith("/compte/connexion/")
