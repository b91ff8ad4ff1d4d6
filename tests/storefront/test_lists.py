"""Which products a list shows, in which order, and at what cost."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from marketplace.storefront.categories import categories_with_products
from marketplace.storefront.listing import listing
from marketplace.storefront.queries import shown_products
from marketplace.storefront.ranking import answering_shops, products_by_shop
from marketplace.storefront.selection import Selection, facets_of
from shops.catalogue.services import archive_product
from tests.factories import make_category, make_product, make_shop, make_slot, make_territory

LIST = "/produits/"


@pytest.fixture
def titles(territory, now):
    """List titles as a page of products would, at the tests' morning."""

    def read(query="", page=None, **fields):
        selection = Selection.from_query(QueryDict(query), **fields)
        context = listing(
            territory=territory, selection=selection, categories=[], page=page, now=now
        )
        return [card.product.title for card in context["cards"]]

    return read


def test_the_soonest_ready_comes_first_then_the_title(bakery, dairy, slot_at, titles):
    slot_at(bakery, 8)
    slot_at(dairy, 3)
    for shop, title in ((bakery, "Éclair"), (bakery, "Zeste"), (bakery, "Baba"), (dairy, "Tome")):
        make_product(shop, title)
    assert titles() == ["Tome", "Baba", "Éclair", "Zeste"]


def test_what_cannot_be_had_comes_last(territory, bakery, slot_at, titles):
    showcase = make_shop(territory, "Vitrine", mode="showcase")
    for shop in (bakery, showcase):
        slot_at(shop, 3)
    make_product(showcase, "Abat-jour")
    make_product(bakery, "Bûche", available=0)
    make_product(bakery, "Pain")
    assert titles() == ["Pain", "Abat-jour", "Bûche"]


def test_the_order_holds_over_pages(territory, bakery, dairy, slot_at, titles):
    slot_at(bakery, 8)
    slot_at(dairy, 3)
    for number in range(20):
        make_product(bakery, f"Brioche {number:02}")
        make_product(dairy, f"Tome {number:02}")
    both = titles() + titles(page="2")
    assert len(titles()) == 24
    assert both == [f"Tome {n:02}" for n in range(20)] + [f"Brioche {n:02}" for n in range(20)]


def test_drafts_archives_variants_and_hidden_shops_are_not_listed(
    territory, bakery, bowls, titles
):
    make_product(bakery, "Brouillon", published=False)
    archive_product(product=make_product(bakery, "Archive"))
    make_product(make_shop(territory, "En pause", status="paused"), "Caché")
    assert titles() == ["Bol de grès"]


def test_another_territory_keeps_its_products(bakery, bread, titles):
    other = make_territory("Combe-Bleue", "combe.example")
    make_product(make_shop(other, "Ailleurs"), "Pain d’ailleurs")
    assert titles() == ["Pain de campagne"]


def test_towns_and_shops_narrow_the_list(territory, bakery, bread, town, titles):
    forge = make_shop(territory, "Forge", town=town, slug="forge")
    make_product(forge, "Couteau")
    assert titles("commune=montvelune") == ["Couteau"]
    assert titles("commune=montvelune&commune=valcendre") == ["Couteau", "Pain de campagne"]
    assert titles("commerce=le-fournil") == ["Pain de campagne"]


def test_today_keeps_what_can_be_collected_today(bakery, dairy, bread, cheese, slot_at, titles):
    slot_at(bakery, 3)
    slot_at(dairy, 24)
    assert titles("quand=aujourdhui") == ["Pain de campagne"]


def test_today_ends_at_midnight_of_the_territory(bakery, bread, slot_at, titles):
    slot_at(bakery, 15)
    assert titles("quand=aujourdhui") == []


def test_facets_count_what_stands_behind_them(territory, bakery, bread, town, now):
    forge = make_shop(territory, "Forge", town=town)
    make_product(forge, "Couteau")
    make_product(forge, "Hache")
    selection = Selection.from_query(QueryDict("commune=montvelune"))
    counts = products_by_shop(shown_products(territory))
    facets = facets_of(answering_shops(territory, now=now), counts, selection)
    towns = [(c.label, c.count, c.checked) for c in facets["towns"].choices]
    assert towns == [("Montvelune", 2, True), ("Valcendre", 1, False)]


def test_a_category_holds_those_below_it(client, bakery):
    grocery = make_category()
    honey = make_category("Miels", "miels", parent=grocery)
    make_product(bakery, "Miel de sapin", categories=[honey])
    make_product(bakery, "Pain")
    page = client.get("/produits/rayon/epicerie/").text
    assert "Miel de sapin" in page
    assert "Pain" not in page
    assert reverse("storefront:category", args=["miels"]) in page


def test_categories_without_products_are_not_shown(client, territory, bread):
    make_category()
    assert categories_with_products(territory, now=timezone.now()) == []
    assert client.get("/produits/rayon/epicerie/").status_code == 404


@pytest.mark.parametrize("query", ["page=99", "page=abc", "commune=nulle-part", "quand=jamais"])
def test_a_mistyped_address_is_no_error(client, bread, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_filters_survive_the_way_to_the_next_page(client, bakery):
    for number in range(25):
        make_product(bakery, f"Pain {number}")
    page = client.get(f"{LIST}?commerce=le-fournil").text
    assert "?commerce=le-fournil&amp;page=2" in page


def test_an_empty_list_teaches_what_to_do(client, territory):
    response = client.get(LIST)
    assert response.status_code == 200
    assert reverse("storefront:shop_list") in response.text


def test_a_filter_without_result_offers_a_way_out(client, bread):
    assert 'href="?"' in client.get(f"{LIST}?commune=nulle-part").text


@pytest.mark.parametrize("length", [3, 24])
@pytest.mark.parametrize("address", [LIST, "/produits/rayon/epicerie/", "/recherche/?q=pain"])
def test_a_list_costs_at_most_ten_queries_whatever_its_length(
    client, bakery, bowls, length, address, django_assert_max_num_queries
):
    make_slot(bakery)
    shelf = make_category()
    for number in range(length - 1):
        make_product(bakery, f"Pain {number}", categories=[shelf])
    with django_assert_max_num_queries(10):
        response = client.get(address)
    assert response.status_code == 200


def test_a_long_list_costs_no_more_than_a_short_one(
    client, bakery, bowls, django_assert_num_queries
):
    make_product(bakery)
    with django_assert_num_queries(10):
        client.get(LIST)
    for number in range(23):
        make_product(bakery, f"Pain {number}")
    with django_assert_num_queries(10):
        client.get(LIST)
