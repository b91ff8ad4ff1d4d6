"""Goods sold by weight: an estimate when ordering, the scales when preparing."""

from decimal import Decimal

import pytest

from marketplace.notifications.models import OutboxMessage
from pickup.exceptions import AboveMaximum, FarWeight, ImplausibleWeight, TransitionRefused
from pickup.orders.counter.board import board_of
from pickup.orders.life_messages import remind
from pickup.orders.lines.adjusting import ASK, CAP, weigh_line
from pickup.orders.lines.forms import WeighForm
from pickup.orders.lines.settling import answer
from pickup.orders.links import token_of
from pickup.orders.transitions import collect_order, mark_ready
from tests.factories import make_order, make_product, make_slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("base")]


@pytest.fixture
def tome(bakery):
    """A piece of 480 g for 12 EUR: 25 EUR a kilogram, at most 13.20 EUR."""
    weighed = {"net_quantity": Decimal(480), "unit": "g", "sold_by_weight": True}
    return make_product(bakery, "Tome", price=Decimal("12.00"), **weighed)


@pytest.fixture
def order(tome):
    return make_order(tome)


@pytest.fixture
def line(order):
    return order.lines.get()


@pytest.fixture
def weigh(order, line, alice):
    def weigh(grams, **fields):
        said = weigh_line(order=order, line_id=line.pk, grams=grams, by=alice, **fields)
        line.refresh_from_db()
        order.refresh_from_db()
        return said

    return weigh


def test_the_order_says_the_estimate_and_the_maximum(order, line):
    assert (line.per_kg, line.at_most) == (Decimal("25.00"), Decimal("13.20"))
    mail = OutboxMessage.objects.get(kind="order_placed", recipient=order.purchase.email)
    for text in (mail.text, mail.html):
        assert "au plus 13,20\u202f€" in text
        assert "25,00\u202f€/kg" in text


def test_the_true_weight_makes_the_price(order, line, weigh):
    said = weigh(434)
    assert said.consent == "not_needed"
    assert said.to_price == line.due_incl_tax == order.due_incl_tax == Decimal("10.85")
    assert order.total_incl_tax == Decimal("12.00")


def test_half_a_cent_goes_up(order, alice):
    cheap = make_product(
        order.shop,
        "Bleu",
        price=Decimal("5.00"),
        net_quantity=Decimal("0.2"),
        unit="kg",
        sold_by_weight=True,
    )
    other = make_order(cheap)
    said = weigh_line(order=other, line_id=other.lines.get().pk, grams=217, by=alice)
    # 217 g at 25 EUR/kg are 5.425 EUR.
    assert said.to_price == Decimal("5.43")


def test_who_has_weighed_a_line_has_prepared_it(line, weigh):
    weigh(434)
    assert line.is_ready


def test_to_the_gram_of_the_maximum_nobody_is_asked(order, weigh):
    weigh(528)
    assert order.due_incl_tax == Decimal("13.20")


def test_above_it_the_shop_says_what_to_do(order, weigh):
    with pytest.raises(AboveMaximum) as above:
        weigh(560)
    assert (above.value.price, above.value.at_most) == (Decimal("14.00"), Decimal("13.20"))
    weigh(560, above=CAP)
    assert order.due_incl_tax == Decimal("13.20")


def test_asked_and_agreed_the_price_follows(order, line, weigh):
    question = weigh(560, above=ASK)
    assert order.due_incl_tax == Decimal("12.00")
    answer(order=order, adjustment=question, agreed=True)
    order.refresh_from_db()
    assert order.due_incl_tax == Decimal("14.00")


def test_refused_the_piece_goes_back_to_the_shelf(order, weigh, tome):
    question = weigh(560, above=ASK)
    answer(order=order, adjustment=question, agreed=False)
    order.refresh_from_db()
    assert order.status == "cancelled_by_shop"
    assert tome.stockrecords.get().net_stock_level == 10


@pytest.mark.parametrize("grams", [0, 4, 48_000, 48_001])
def test_a_slip_of_the_finger_is_asked_again(weigh, grams):
    with pytest.raises(ImplausibleWeight):
        weigh(grams, confirmed=grams)


@pytest.mark.parametrize(("grams", "price"), [(5, "0.13"), (119, "2.98"), (1921, "48.03")])
def test_a_weight_far_from_the_estimate_is_written_once_confirmed(order, weigh, grams, price):
    for confirmed in (0, 500):
        with pytest.raises(FarWeight) as far:
            weigh(grams, confirmed=confirmed, above=ASK)
        assert (far.value.grams, far.value.price) == (grams, Decimal(price))
    assert not order.lines.get().adjustments.exists()
    assert weigh(grams, confirmed=grams, above=ASK).to_price == Decimal(price)


@pytest.mark.parametrize("grams", [120, 1920])
def test_from_a_quarter_to_four_times_nobody_is_asked_twice(weigh, grams):
    assert weigh(grams, above=ASK).grams == grams


def test_a_question_compares_with_what_was_announced_not_with_a_slip(order, weigh, client):
    weigh(5, confirmed=5)
    question = weigh(560, above=ASK)
    mail = OutboxMessage.objects.get(kind="order_question").text
    asked = (
        "pesé 560\u00a0g, 14,00\u202f€\u00a0; à la commande, environ 12,00\u202f€ et au plus 13,20"
    )
    assert asked in mail
    assert asked in client.get(f"/retrait/{token_of(order.purchase)}/").text
    answer(order=order, adjustment=question, agreed=True)
    told = OutboxMessage.objects.get(kind="order_answered").text
    assert "14,00\u202f€ au lieu de 12,00" in told


def test_of_several_weighings_the_last_counts_and_all_are_kept(order, line, weigh):
    weigh(480)
    weigh(560, above=ASK)
    weigh(434)
    assert [step.consent for step in line.adjustments.all()] == [
        *("not_needed", "dropped", "not_needed")
    ]
    assert order.due_incl_tax == Decimal("10.85")


def test_what_is_sold_by_the_piece_is_not_weighed(bread, alice):
    order = make_order(bread)
    with pytest.raises(TransitionRefused):
        weigh_line(order=order, line_id=order.lines.get().pk, grams=500, by=alice)


def test_a_later_price_of_the_product_changes_no_order(tome, weigh, order):
    tome.stockrecords.update(price=Decimal("99.00"))
    tome.price_history.create(price_incl_tax=Decimal("99.00"), since=order.date_placed)
    weigh(434)
    assert order.due_incl_tax == Decimal("10.85")


def test_every_total_is_the_weighed_one(order, weigh, alice, client):
    weigh(434)
    day = order.slot.start.astimezone(order.shop.zone).date()
    assert board_of(order.shop, day=day).expected == Decimal("10.85")
    mark_ready(order=order, by=alice)
    mail = OutboxMessage.objects.get(kind="order_ready")
    assert "pesé 434\u00a0g" in mail.text
    assert "10,85\u202f€" in mail.text
    page = client.get(f"/retrait/{token_of(order.purchase)}/").text
    assert "10,85\u202f€" in page
    assert "estimé à 12,00\u202f€" in page


def test_the_counter_weighs_and_reads_the_history(client, alice, order, line):
    client.force_login(alice)
    screen = f"/pro/{order.shop.slug}/commandes/{order.number}/"
    weigh = f"{screen}lignes/{line.pk}/peser/"
    assert "à peser" in client.get(screen).text
    far = client.post(weigh, {"grams": "4 g"})
    assert far.status_code == 422
    assert "trop loin" in far.text
    unsure = client.post(weigh, {"grams": "5"})
    assert unsure.status_code == 422
    assert "C’est bien 5\u00a0g, soit 0,13\u202f€\u00a0?" in unsure.text
    assert 'name="confirmed" value="5"' in unsure.text
    assert not line.adjustments.exists()
    above = client.post(weigh, {"grams": "560"})
    assert above.status_code == 422
    assert "Ne compter que 13,20" in above.text
    page = client.post(weigh, {"grams": "434 g"}, follow=True).text
    assert "pesé 434\u00a0g, 10,85\u202f€ au lieu de 12,00\u202f€" in page
    collect_order(order=order, by=alice)


def test_who_was_asked_about_a_slip_of_the_scales_reads_what_it_weighs(weigh):
    weigh(560, above=ASK)
    weigh(490)
    mail = OutboxMessage.objects.get(kind="order_question_dropped")
    assert "14,00" in mail.text
    assert "12,25" in mail.text


def test_far_and_above_the_maximum_both_are_asked(client, alice, order, line):
    client.force_login(alice)
    weigh = f"/pro/{order.shop.slug}/commandes/{order.number}/lignes/{line.pk}/peser/"
    above = client.post(weigh, {"grams": "2000", "confirmed": "2000"})
    assert 'name="confirmed" value="2000"' in above.text
    client.post(weigh, {"grams": "2000", "confirmed": "2000", "above": "cap"})
    line.refresh_from_db()
    assert (line.weighed_grams, line.due_incl_tax) == (2000, Decimal("13.20"))


@pytest.mark.parametrize(
    ("typed", "grams"), [("543", 543), (" 543 g ", 543), ("0,543 kg", 543), ("1.2KG", 1200)]
)
def test_a_weight_is_read_as_people_write_it(typed, grams):
    form = WeighForm({"grams": typed})
    assert form.is_valid()
    assert form.cleaned_data["grams"] == grams


@pytest.mark.parametrize("typed", ["", "beaucoup", "-5", "543 lb", "9" * 30, "5\0"])
def test_what_is_no_weight_is_refused(typed):
    assert not WeighForm({"grams": typed}).is_valid()


def test_the_public_pages_say_how_the_price_is_found(client, tome, order):
    page = client.get(tome.get_absolute_url()).text
    assert "environ 12,00\u202f€" in page
    assert "25,00\u202f€/kg" in page
    assert "Au plus 13,20\u202f€" in page


def test_the_basket_and_the_recap_say_the_maximum(client, tome, order):
    client.post("/panier/ajouter/", {"product": tome.pk, "quantity": 2})
    basket = client.get("/panier/").text
    assert "au plus 26,40\u202f€" in basket
    assert "Au plus 26,40\u202f€" in basket
    client.post("/panier/continuer/", {f"slot-{tome.shop_id}": order.slot_id})
    assert "Au plus 26,40\u202f€" in client.get("/commande/").text


def test_a_shop_s_total_says_that_it_is_an_estimate(client, tome, bread, cheese, order):
    for product in (tome, cheese):
        client.post("/panier/ajouter/", {"product": product.pk, "quantity": 1})
    basket = client.get("/panier/").text
    assert basket.count("environ 12,00\u202f€</b></span></div>") == 1
    assert '<span>Le Fournil</span><span class="num">environ 12,00' in basket
    assert '<span>Le Buron</span><span class="num">environ' not in basket
    slots = {f"slot-{one.shop_id}": make_slot(one.shop).pk for one in (tome, cheese)}
    client.post("/panier/continuer/", slots)
    assert '<b class="num">environ 12,00\u202f€</b>' in client.get("/commande/").text


def test_messages_say_that_a_total_is_an_estimate_until_it_is_weighed(order, weigh, alice):
    placed = OutboxMessage.objects.get(kind="order_placed", recipient=order.purchase.email)
    remind(order=order)
    reminder = OutboxMessage.objects.get(kind="order_reminder")
    assert "environ 12,00\u202f€" in placed.text
    assert "environ 12,00\u202f€" in reminder.html
    weigh(434)
    mark_ready(order=order, by=alice)
    assert "environ" not in OutboxMessage.objects.get(kind="order_ready").text
