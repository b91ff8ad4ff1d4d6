"""The last step: who comes, a true recap, and the button that binds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from oscar.core.loading import get_model

from marketplace.legal import wordings
from pickup.orders.models import Purchase
from pickup.orders.placing import placement
from pickup.slots.models import Slot
from pickup.slots.templatetags.slots import moment_in
from shops.catalogue.services import set_available, set_price
from tests.factories import Decimal, make_basket, make_product, make_service, make_slot
from tests.pickup.conftest import form_of

Order = get_model("order", "Order")
pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_from_product_page_to_confirmation_are_seven_requests(client, bread, bakery):
    slot = make_slot(bakery)
    page = client.get(bread.get_absolute_url())
    added = client.post("/panier/ajouter/", {"product": bread.pk, "quantity": 1})
    basket = client.get(added.url)
    proceed = client.post("/panier/continuer/", {f"slot-{bakery.pk}": slot.pk})
    checkout = client.get(proceed.url)
    form = {key: checkout.context[key] for key in ("shown",)}
    form |= {"basket": checkout.context["basket_token"], "name": "Dora", "phone": "0639980012"}
    placed = client.post("/commande/", form)
    confirmation = client.get(placed.url)
    screens = [page, basket, checkout, confirmation]
    assert [screen.status_code for screen in screens] == [200] * 4
    assert [step.status_code for step in (added, proceed, placed)] == [302] * 3


def test_the_button_has_its_exact_words_and_beside_it_how_one_pays(client, at_checkout):
    at_checkout()
    page = text(client.get("/commande/"))
    assert f"{wordings.ORDER_BUTTON}</button>" in page
    assert page.count(wordings.PAY_IN_STORE) >= 3


def test_the_recap_tells_all_that_is_ordered(client, at_checkout):
    page = text(client.get("/commande/")) if at_checkout() else ""
    for fact in ("2 × Pain de campagne", "9,60", "16,50", "Allergènes", "Le Fournil SARL"):
        assert fact in page


def test_the_recap_and_the_order_say_until_when_a_service_can_be_cancelled(client, put, bakery):
    slot = make_slot(bakery, timezone.now() + timedelta(days=5))
    put(make_service(bakery, minutes=30, cancel_hours=48))
    client.post("/panier/continuer/", {f"slot-{bakery.pk}": slot.pk})
    recap = client.get("/commande/")
    until = moment_in(slot.start - timedelta(hours=48), bakery)
    placed = client.post("/commande/", form_of(recap), follow=True)
    for page in (recap, placed):
        assert f"Vous pouvez l’annuler jusqu’au {until}." in text(page)


def test_withdrawal_is_told_for_each_line(client, at_checkout):
    at_checkout()
    assert "Pas de droit de rétractation" in text(client.get("/commande/"))


def test_a_guest_gets_one_code_per_shop(client, at_checkout):
    response = client.post("/commande/", at_checkout(), follow=True)
    codes = [order.spaced_code for order in Order.objects.all()]
    assert len(codes) == 2
    assert all(code in text(response) for code in codes)


def test_a_telephone_alone_is_enough(client, at_checkout):
    client.post("/commande/", at_checkout(email="", phone="06 39 98 00 12"))
    assert Purchase.objects.get().phone == "+33639980012"


def test_without_email_or_telephone_nothing_is_placed_and_the_rest_is_kept(client, at_checkout):
    response = client.post("/commande/", at_checkout(email="", name="Dora L."))
    assert response.status_code == 422
    assert "Donnez un e-mail ou un téléphone" in text(response)
    assert 'value="Dora L."' in text(response)


@pytest.mark.parametrize("field", [{"phone": "12"}, {"email": "dora@"}, {"name": ""}])
def test_a_wrong_field_is_said_beside_it(client, at_checkout, field):
    response = client.post("/commande/", at_checkout(**field))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == field.keys()


def test_notes_go_each_to_their_shop(client, at_checkout, bakery):
    client.post("/commande/", at_checkout(**{f"note-{bakery.pk}": "Tranché"}))
    assert Order.objects.get(shop=bakery).note == "Tranché"
    assert Order.objects.exclude(shop=bakery).get().note == ""


def test_a_hostile_note_stays_text(client, at_checkout, bakery):
    note = "<script>alert(1)</script>"
    response = client.post("/commande/", at_checkout(**{f"note-{bakery.pk}": note}), follow=True)
    assert note not in text(response)
    assert escape(note) in text(response)


def test_two_clicks_show_the_same_confirmation(client, at_checkout):
    form = at_checkout()
    first, second = (client.post("/commande/", form).url.split(":")[0] for _ in range(2))
    assert first == second
    assert Purchase.objects.count() == 1


def test_a_price_that_changed_is_shown_before_it_binds(client, at_checkout, bread):
    form = at_checkout()
    set_price(product=bread, price=Decimal("9.99"))
    response = client.post("/commande/", form)
    assert response.status_code == 422
    assert "relisez" in text(response)
    assert not Purchase.objects.exists()


def test_a_price_that_changes_at_this_very_moment_is_shown_before_it_binds(
    client, at_checkout, bread, monkeypatch
):
    form = at_checkout()
    claim = placement._claim

    def late(*args):
        set_price(product=bread, price=Decimal("9.99"))
        return claim(*args)

    monkeypatch.setattr(placement, "_claim", late)
    response = client.post("/commande/", form)
    assert response.status_code == 422
    assert all(words in text(response) for words in ("relisez", "19,98"))
    assert not Purchase.objects.exists()


def test_a_price_that_changes_once_it_is_being_ordered_does_not_count(
    client, at_checkout, bread, monkeypatch
):
    form = at_checkout()
    take = placement.take_everything

    def late(*args, **kwargs):
        take(*args, **kwargs)
        set_price(product=bread, price=Decimal("9.99"))

    monkeypatch.setattr(placement, "take_everything", late)
    client.post("/commande/", form)
    order = Order.objects.get(shop=bread.shop)
    assert (order.total_incl_tax, order.due_incl_tax) == (Decimal("9.60"), Decimal("9.60"))


def test_stock_gone_meanwhile_names_the_line_and_keeps_the_basket(client, at_checkout, bread):
    form = at_checkout()
    set_available(product=bread, available=1)
    response = client.post("/commande/", form)
    assert response.status_code == 409
    assert "baissez la quantité" in text(response)
    assert not Purchase.objects.exists()


def test_a_slot_gone_meanwhile_offers_the_next_ones(client, at_checkout, bakery):
    form = at_checkout()
    bakery.pickup_point.slots.update(booked=5)
    after = make_slot(bakery, bakery.pickup_point.slots.get().end)
    response = client.post("/commande/", form)
    assert f"slot-error-{bakery.pk}" in text(response)
    assert f'value="{after.pk}"' in text(response)


def test_a_slot_taken_away_meanwhile_offers_the_next_ones(client, at_checkout, bakery):
    form = at_checkout(name="Dora L.")
    after = make_slot(bakery, timezone.now() + timedelta(days=2))
    Slot.objects.filter(point__shop=bakery).exclude(pk=after.pk).delete()
    response = client.post("/commande/", form)
    assert response.status_code == 409
    assert "Le créneau choisi chez Le Fournil n’est plus libre" in text(response)
    assert f'value="{after.pk}"' in text(response)
    assert client.session["checkout"]["name"] == "Dora L."


def test_what_was_typed_comes_back_after_a_refusal(client, at_checkout, bread):
    form = at_checkout(name="Dora L.")
    set_available(product=bread, available=1)
    client.post("/commande/", form)
    assert 'value="Dora L."' in text(client.get("/commande/"))


def test_a_forged_basket_is_not_found(client, at_checkout):
    assert client.post("/commande/", at_checkout(basket="1:forged")).status_code == 404


def test_without_chosen_slots_one_is_sent_back_to_the_basket(client, put, bread):
    put(bread)
    assert client.get("/commande/").url == "/panier/"


def test_signing_in_before_ordering_moves_the_basket_and_keeps_what_was_typed(
    client, at_checkout, dora
):
    form = at_checkout(name="Dora L.")
    make_basket({}, owner=dora)
    client.force_login(dora)
    client.get("/panier/")
    response = client.post("/commande/", form, follow=True)
    assert "passé dans votre compte" in text(response)
    assert 'value="Dora L."' in text(client.get("/commande/"))


def test_who_has_an_account_is_known(client, at_checkout, dora):
    client.force_login(dora)
    assert at_checkout()["basket"]
    page = text(client.get("/commande/"))
    assert 'value="dora@example.org"' in page
    assert 'value="Dora Lemaire"' in page


def test_placing_ten_lines_of_two_shops_costs_few_queries(
    client, put, bakery, dairy, django_assert_max_num_queries
):
    slots = {f"slot-{shop.pk}": make_slot(shop).pk for shop in (bakery, dairy)}
    for shop in (bakery, dairy):
        for number in range(5):
            put(make_product(shop, f"Produit {number}"))
    client.post("/panier/continuer/", slots)
    context = client.get("/commande/").context
    form = {"basket": context["basket_token"], "shown": context["shown"]}
    form |= {"name": "Dora", "email": "dora@example.org"}
    with django_assert_max_num_queries(51):
        assert client.post("/commande/", form).status_code == 302
