"""The counter: today's orders, handing over by name, by code or by QR."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from pickup.orders.links import handover_url
from tests.factories import make_order, make_slot

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def order(bread, bakery):
    """An order for a slot of today, where the shop is."""
    now = timezone.now().astimezone(bakery.zone)
    start = now.replace(hour=12, minute=0, second=0, microsecond=0)
    slot = make_slot(bakery, start, cutoff=timezone.now() + timedelta(minutes=5))
    return make_order(bread, slot=slot)


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def act(client, order, action):
    return client.post(f"/pro/{order.shop.slug}/commandes/{order.number}/{action}/")


def test_today_shows_the_orders_by_slot(counter, order):
    page = text(counter.get("/pro/le-fournil/"))
    assert "Dora Lemaire" in page
    assert "1 Pain de campagne" in page


def test_one_tap_on_the_name_s_row_hands_over(counter, order):
    assert "Remettre à Dora Lemaire" in text(counter.get("/pro/le-fournil/"))
    act(counter, order, "remise")
    order.refresh_from_db()
    assert order.status == "collected"


def test_ready_is_optional_and_said(counter, order):
    response = counter.post(f"/pro/le-fournil/commandes/{order.number}/prete/", follow=True)
    order.refresh_from_db()
    assert order.status == "ready"
    assert "Dora Lemaire est prévenu" in text(response)


def test_a_code_opens_its_order(counter, order):
    response = counter.post("/pro/le-fournil/code/", {"code": order.spaced_code.lower()})
    assert response.url == f"/pro/le-fournil/commandes/{order.number}/"


def test_a_wrong_code_is_said_beside_the_field(counter, order):
    response = counter.post("/pro/le-fournil/code/", {"code": "XXXXXX"})
    assert response.status_code == 422
    assert 'id="code-error"' in text(response)


def test_after_five_wrong_codes_one_waits(counter, order):
    for _ in range(5):
        counter.post("/pro/le-fournil/code/", {"code": "XXXXXX"})
    response = counter.post("/pro/le-fournil/code/", {"code": order.code})
    assert "Trop de codes faux" in text(response)


def test_the_scanned_qr_opens_the_order_in_the_shop_s_space(counter, order):
    path = urlsplit(handover_url(order)).path
    assert counter.get(path).url == f"/pro/le-fournil/commandes/{order.number}/"


def test_the_qr_tells_a_stranger_nothing(client, charlie, order):
    client.force_login(charlie)
    assert client.get(urlsplit(handover_url(order)).path).status_code == 404


def test_a_second_tap_is_said_and_changes_nothing(counter, order, bread):
    act(counter, order, "remise")
    response = counter.post(f"/pro/le-fournil/commandes/{order.number}/remise/", follow=True)
    assert "est déjà" in text(response)
    assert bread.stockrecords.get().num_in_stock == 9


def test_a_shop_cancels_with_a_word(counter, order):
    url = f"/pro/le-fournil/commandes/{order.number}/annuler/"
    assert "Un mot à la personne" in text(counter.get(url))
    counter.post(url, {"reason": "Le four est en panne."})
    order.refresh_from_db()
    assert order.status == "cancelled_by_shop"


def test_bob_of_the_team_may_hand_over(client, bob, order):
    client.force_login(bob)
    act(client, order, "remise")
    order.refresh_from_db()
    assert order.status == "collected"


def test_another_shop_s_order_is_not_found_in_one_s_own_space(client, charlie, order):
    client.force_login(charlie)
    response = client.post(f"/pro/buron/commandes/{order.number}/remise/")
    assert response.status_code == 404


def test_who_has_one_shop_comes_straight_to_its_day(counter, bakery):
    assert counter.get("/pro/").url == "/pro/le-fournil/"


def test_a_shopper_has_no_space(client, dora, territory):
    client.force_login(dora)
    assert client.get("/pro/").status_code == 404


@pytest.mark.parametrize("day", ["demain", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_day_that_makes_no_sense_is_not_found(counter, bakery, day):
    assert counter.get(f"/pro/le-fournil/jour/{day}/").status_code == 404


@pytest.mark.parametrize("number", ["a%00bcdef", "x", "..%2F..%2Fetc"])
def test_what_is_no_order_number_is_not_found(counter, bakery, number):
    assert counter.get(f"/pro/le-fournil/commandes/{number}/").status_code == 404
    assert counter.get(f"/pro/retrait/{number}/").status_code == 404


def test_orders_not_collected_yesterday_stand_on_top(counter, order):
    slots = type(order.slot).objects.filter(pk=order.slot_id)
    start = timezone.now() - timedelta(days=2)
    slots.update(start=start, day=start.date())
    assert "Pas encore retirées" in text(counter.get("/pro/le-fournil/"))


def test_who_still_comes_today_is_not_late_on_the_page_of_a_day_to_come(counter, order):
    day = order.slot.day + timedelta(days=1)
    page = text(counter.get(f"/pro/le-fournil/jour/{day}/"))
    assert "Pas encore retirées" not in page
    assert "Remettre à" not in page


def test_any_day_to_come_with_orders_is_two_taps_away(counter, bread, bakery, order):
    far = make_slot(bakery, order.slot.start + timedelta(days=10))
    for _ in range(2):
        make_order(bread, slot=far)
    days = counter.get("/pro/le-fournil/").context["other_days"]
    assert [(one.day, one.orders) for one in days] == [(order.slot.day, 1), (far.day, 2)]
    assert "Dora Lemaire" in text(counter.get(days[1].url))


def test_a_date_leads_to_its_day(counter, bakery):
    answer = counter.get("/pro/le-fournil/?jour=2026-12-24")
    assert answer.url == "/pro/le-fournil/jour/2026-12-24/"


@pytest.mark.parametrize("day", ["", "demain", "9999-12-31"])
def test_what_is_no_date_leaves_the_day_as_it_is(counter, bakery, day):
    assert counter.get("/pro/le-fournil/", {"jour": day}).status_code == 200


def test_a_day_of_many_orders_costs_few_queries(
    counter, bread, order, django_assert_max_num_queries
):
    for _ in range(4):
        make_order(bread, slot=order.slot)
    with django_assert_max_num_queries(15):
        counter.get("/pro/le-fournil/")


def test_the_day_sheet_on_paper_names_the_shop_and_tells_no_code(counter, order):
    page = text(counter.get("/pro/le-fournil/"))
    assert '<p class="paper-only">Le Fournil</p>' in page
    assert 'class="tick paper-only"' in page
    assert order.spaced_code not in page


def test_an_order_s_code_stays_off_its_printed_page(counter, order):
    page = text(counter.get(f"/pro/le-fournil/commandes/{order.number}/"))
    assert f'screen-only">{order.spaced_code}<' in page


TODAY, ORDER = "/pro/le-fournil/", "/pro/le-fournil/commandes/"


@pytest.fixture
def ahead(bread, bakery):
    """An order for a day to come."""
    return make_order(bread, slot=make_slot(bakery, timezone.now() + timedelta(days=3)))


def waiting(order):
    type(order).objects.filter(pk=order.pk).update(
        status="placed", answer_until=order.slot.start, hold_expires_at=None
    )


@pytest.mark.parametrize("action", ["prete", "remise", "annuler"])
def test_what_is_done_of_a_day_ahead_leads_back_to_its_list(counter, ahead, action):
    assert act(counter, ahead, action).url == f"{TODAY}jour/{ahead.slot.day}/"


@pytest.mark.parametrize("action", ["prete", "remise", "annuler"])
def test_of_today_it_leads_back_to_today_s(counter, order, action):
    assert act(counter, order, action).url == TODAY


def test_an_order_s_page_leads_to_the_list_of_its_day(counter, ahead):
    assert f'href="{TODAY}jour/{ahead.slot.day}/"' in counter.get(f"{ORDER}{ahead.number}/").text


@pytest.mark.parametrize("action", ["accepter", "refuser"])
def test_an_answer_leads_back_to_the_list_that_was_open(counter, ahead, action):
    waiting(ahead)
    today = timezone.localdate(timezone=ahead.shop.zone)
    for day, back in ((today, TODAY), (ahead.slot.day, f"{TODAY}jour/{ahead.slot.day}/")):
        address = f"{ORDER}{ahead.number}/{action}/?jour={day}"
        assert f'="{address}"' in counter.get(f"{TODAY}jour/{day}/").text
        waiting(ahead)
        assert counter.post(address).url == back
        waiting(ahead)


@pytest.mark.parametrize("day", ["//ailleurs.example", "32 mai", ""])
def test_an_address_that_is_no_day_leads_to_the_day_of_the_order(counter, ahead, day):
    address = f"{ORDER}{ahead.number}/prete/"
    assert counter.post(f"{address}?jour={day}").url == f"{TODAY}jour/{ahead.slot.day}/"
