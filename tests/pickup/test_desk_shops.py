"""The association's list of shops: people, state, shelf, last sale."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pickup.orders.transitions import collect_order
from tests import factories
from tests.shops.applications import make_applicant

URL = "pickup:desk_shops"


@pytest.fixture
def desk(client, agnes):
    client.force_login(agnes)
    return client


def listed(desk, query=""):
    return list(desk.get(reverse(URL) + query).context["page"])


def test_it_says_when_a_shop_sold_last(desk, bread, cheese, alice):
    order = factories.make_order(bread)
    collect_order(order=order, by=alice, now=timezone.now())
    dairy, bakery = listed(desk)
    assert bakery.last_ordered_at == order.date_placed
    assert bakery.last_collected_at is not None
    assert dairy.last_ordered_at is None


def test_it_counts_what_is_shown_and_what_is_left(desk, bakery):
    factories.make_product(bakery, "Pain")
    factories.make_product(bakery, "Tourte", available=0)
    factories.make_product(bakery, "Sur commande", available=None)
    factories.make_product(bakery, "Brouillon", published=False)
    [shop] = listed(desk)
    assert (shop.published, shop.available) == (3, 2)


def test_it_names_people_and_what_is_missing(desk, territory, bakery, alice):
    factories.make_shop(territory, "Sans numéro", siren="")
    page = desk.get(reverse(URL)).content.decode()
    assert "Alice" in page
    assert "1 chose manque" in page or "manque" in page


def test_applications_are_no_shops_yet(desk, territory):
    make_applicant(territory)
    assert listed(desk) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=fournil", ["Le Fournil"]),
        ("?q=ALICE@example", ["Le Fournil"]),
        ("?q=rien", []),
        ("?etat=suspendus", []),
        ("?commune=valcendre", ["Buron de la Croix", "Le Fournil"]),
        ("?commune=ailleurs&etat=x&page=99", ["Buron de la Croix", "Le Fournil"]),
    ],
)
def test_search_and_filters(desk, bakery, dairy, alice, query, found):
    assert [shop.name for shop in listed(desk, query)] == found


def test_a_person_of_two_roles_lists_a_shop_once(desk, bakery, alice, bob):
    assert len(listed(desk, "?q=example.org")) == 1


def test_shops_of_another_territory_are_not_here(desk):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    factories.make_shop(elsewhere, hours=False)
    assert listed(desk) == []


def test_many_shops_ask_no_more_of_the_database(desk, territory, django_assert_max_num_queries):
    for _ in range(12):
        shop = factories.make_shop(territory, hours=False)
        factories.make_member(shop)
        factories.make_product(shop, price=Decimal("3.00"))
    with django_assert_max_num_queries(13):
        desk.get(reverse(URL))
