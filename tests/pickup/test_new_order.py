"""« Nouvelle commande »: what the shop types while somebody is on the telephone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.orders.making.planning import make_per_day
from shops.catalogue.terms import Terms, set_terms
from shops.desk.acting import begin_acting
from tests.factories import (
    make_desk_member,
    make_option,
    make_order,
    make_product,
    make_service,
    make_slot,
)

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
URL = "/pro/le-fournil/commandes/nouvelle/"


@pytest.fixture
def slot(bakery):
    return make_slot(bakery)


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def typed(slot, bread):
    """Return what the form sends for two loaves, with other words where told."""

    def typed(**fields):
        facts = {"slot": slot.pk, "name": "Mme Roche", "source": "telephone", "key": uuid4()}
        return {f"q-{bread.pk}": "2"} | facts | fields

    return typed


def test_the_screen_proposes_goods_and_the_next_time(counter, slot, bread):
    page = counter.get(URL)
    assert "Pain de campagne" in page.text
    assert page.context["form"]["slot"].value() == slot.pk
    assert page.context["form"]["source"].value() == "telephone"


def test_one_form_makes_an_order_and_leads_to_it(counter, typed, alice):
    answer = counter.post(URL, typed(note=" Bien cuit "), follow=True)
    order = Order.objects.get()
    assert (order.source, order.placed_by, order.note) == ("telephone", alice, "Bien cuit")
    assert order.lines.get().quantity == 2
    assert answer.redirect_chain == [(f"/pro/le-fournil/commandes/{order.number}/", 302)]
    assert "Par téléphone" in answer.text
    assert "saisie par Alice" in answer.text
    assert "aucun message ne part" in answer.text


def test_two_clicks_make_one_order(counter, typed):
    form = typed()
    assert counter.post(URL, form)["Location"] == counter.post(URL, form)["Location"]
    assert Order.objects.count() == 1


def test_the_ticket_says_what_lies_beside_the_bag(counter, typed, bread):
    option = make_option(bread)
    counter.post(URL, typed(**{f"o-{bread.pk}-{option.key}": option.values[0].key}))
    order = Order.objects.get()
    page = counter.get(f"/pro/le-fournil/commandes/{order.number}/ticket/").text
    for words in ("Mme Roche", order.spaced_code, "Tranché", "9,60", "Imprimer"):
        assert words in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Donnez un nom"),
        ({"phone": "12"}, "numéro de téléphone"),
        ({"email": "roche@"}, "adresse"),
        ({"slot": "9" * 9}, "plus libre"),
        ({"slot": ""}, "Choisissez"),
        ({"source": "online"}, "online"),
        ({"key": "x"}, "Rien n’est encore enregistré"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(counter, typed, bread, fields, words):
    answer = counter.post(URL, typed(note="Bien cuit") | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Bien cuit" in answer.text
    assert f'name="q-{bread.pk}" value="2"' in answer.text
    assert not Order.objects.exists()


@pytest.mark.parametrize("number", ["-1", "x", "201", "9" * 30, "1\0"])
def test_what_is_no_number_is_said_beside_its_product(counter, typed, bread, number):
    answer = counter.post(URL, typed(**{f"q-{bread.pk}": number}))
    assert answer.status_code == 422
    assert f'id="q-{bread.pk}-error"' in answer.text


def test_nothing_chosen_is_said(counter, typed, bread):
    answer = counter.post(URL, typed(**{f"q-{bread.pk}": ""}))
    assert answer.status_code == 422
    assert "Touchez ce qui est commandé" in answer.text


def test_too_many_are_refused_beside_the_product(counter, typed, bread):
    answer = counter.post(URL, typed(**{f"q-{bread.pk}": "11"}))
    assert answer.status_code == 422
    assert "Il n’en reste que 10." in answer.text
    assert not Order.objects.exists()


def test_a_missing_option_is_asked_beside_the_product(counter, typed, bread):
    option = make_option(bread, required=True)
    answer = counter.post(URL, typed())
    assert answer.status_code == 422
    assert f'id="o-{bread.pk}-{option.key}-error"' in answer.text


def test_what_another_shop_sells_is_not_sold_here(counter, typed, cheese):
    answer = counter.post(URL, typed(**{f"q-{cheese.pk}": "1"}))
    assert answer.status_code == 422
    assert "Ce produit ne peut pas être commandé" in answer.text


def test_a_shop_without_a_free_time_is_told_where_to_open_one(counter, bread):
    assert "Aucun créneau n’est libre" in counter.get(URL).text


@pytest.fixture
def far(bakery):
    """A slot of a campaign's day, behind sixty others."""
    now = timezone.now()
    for hour in range(60):
        make_slot(bakery, now + timedelta(days=2, hours=hour))
    return make_slot(bakery, now + timedelta(days=24))


def test_every_day_with_a_place_can_be_chosen_and_nothing_typed_is_lost(
    counter, typed, bread, far
):
    page = counter.get(URL).text
    assert f'value="{far.pk}"' not in page
    assert f'name="go" value="{far.day}"' in page
    answer = counter.post(URL, typed(go=far.day))
    assert answer.status_code == 200
    assert answer.context["form"]["slot"].value() == far.pk
    assert "Mme Roche" in answer.text
    assert f'name="q-{bread.pk}" value="2"' in answer.text
    counter.post(URL, typed(slot=far.pk, day=far.day))
    assert Order.objects.get().slot == far


def test_the_page_of_a_day_opens_the_order_book_at_that_day(counter, bread, far):
    assert f"{URL}?jour={far.day}" in counter.get(f"/pro/le-fournil/jour/{far.day}/").text
    assert counter.get(URL, {"jour": far.day}).context["form"]["slot"].value() == far.pk
    assert counter.get(URL, {"jour": "2020-01-01"}).context["form"]["slot"].value() != far.pk


def test_a_day_that_filled_up_meanwhile_leads_to_the_next_and_says_so(counter, typed, far, slot):
    type(far).objects.filter(pk=far.pk).update(closed=True)
    answer = counter.post(URL, typed(slot=far.pk, day=far.day))
    assert answer.status_code == 422
    assert "plus libre" in answer.text
    assert f'value="{slot.pk}"' in answer.text


def test_enter_saves_though_days_are_buttons_too(counter, slot, bread):
    form = counter.get(URL).text.split('id="order-book"')[1]
    assert "Enregistrer la commande" in form[: form.index('name="go"')]


def test_what_is_not_planned_that_day_is_said_on_its_tile_and_must_be_meant(
    counter, typed, bread, slot
):
    set_terms(
        product=bread,
        terms=Terms(weekdays=str((slot.day.weekday() + 1) % 7)),
        preparation_weight=1,
    )
    assert "Pas prévu ce jour-là." in counter.get(URL).text
    refused = counter.post(URL, typed())
    assert refused.status_code == 422
    assert f'id="q-{bread.pk}-error"' in refused.text
    of_another_day = typed(**{f"a-{bread.pk}": slot.day + timedelta(days=7)})
    assert counter.post(URL, of_another_day).status_code == 422
    counter.post(URL, typed(**{f"a-{bread.pk}": slot.day}))
    assert Order.objects.get().lines.get().quantity == 2


def test_tiles_show_what_is_left_of_the_chosen_day(counter, typed, bakery, bread, slot, far):
    make_per_day(product=bread, quantity=5)
    counter.post(URL, typed())
    left = [counter.get(URL, {"jour": day}).text for day in (slot.day, far.day)]
    assert ["reste 3" in left[0], "reste 5" in left[1]] == [True, True]


def test_another_one_otherwise_is_a_further_tile_of_the_same_order(counter, typed, bread):
    option = make_option(bread, "Prénom", values=(), kind="text")
    first, second = f"o-{bread.pk}-{option.key}", f"o-{bread.pk}.1-{option.key}"
    more = counter.post(URL, typed(more=bread.pk, **{first: "Léa"}))
    assert more.status_code == 200
    assert f'name="{second}"' in more.text
    assert 'value="Léa"' in more.text
    counter.post(URL, typed(**{first: "Léa", f"q-{bread.pk}.1": "1", second: "Tom"}))
    lines = Order.objects.get().lines.order_by("pk").values_list("quantity", "options__0__value")
    assert list(lines) == [(2, "Léa"), (1, "Tom")]


@pytest.mark.parametrize("name", ["q-{pk}.x", "q-{pk}.-1", "q-{pk}.20", "q-{pk}.999999999"])
def test_a_tile_that_no_page_has_is_nothing(counter, typed, bread, name):
    counter.post(URL, typed(**{name.format(pk=bread.pk): "1"}))
    assert Order.objects.get().lines.get().quantity == 2


def test_a_time_whose_chair_is_taken_says_for_what(counter, bakery, slot, typed):
    cut = make_service(bakery, minutes=30)
    make_order(cut, slot=slot)
    page = counter.get(URL).text
    assert f'data-without="{cut.pk} "' in page
    assert "pris pour Coupe" in page


def test_who_acts_for_the_shop_orders_for_the_association(client, territory, bakery, typed):
    agnes = make_desk_member(territory)
    begin_acting(shop=bakery, by=agnes, reason="Alice est au four")
    client.force_login(agnes)
    assert "source" not in client.get(URL).context["form"].fields
    client.post(URL, typed())
    order = Order.objects.get()
    assert (order.source, order.placed_by) == ("association", agnes)


def test_a_stranger_finds_nothing(client, charlie, bakery):
    client.force_login(charlie)
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("products", [1, 30])
def test_the_screen_asks_ten_queries_whatever_is_on_sale(
    counter, bakery, slot, products, django_assert_max_num_queries
):
    for number in range(products):
        make_option(make_product(bakery, f"Pain {number}"))
    counter.get(URL)
    with django_assert_max_num_queries(10):
        assert counter.get(URL).status_code == 200


def test_the_board_and_the_menu_lead_there(counter, bakery):
    assert counter.get("/pro/le-fournil/").text.count(URL) == 2
