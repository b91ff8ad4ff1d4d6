import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.legal import wordings
from shops.models import Closure, VatStatus
from tests.factories import make_product, make_shop, make_slot, make_territory


def test_the_list_shows_admitted_shops_of_the_territory_only(client, territory, bakery):
    make_shop(territory, "En pause", status="paused")
    make_shop(make_territory("Combe-Bleue", "combe.example"), "Ailleurs")
    page = client.get("/commerces/").text
    assert "Le Fournil" in page
    assert "En pause" not in page
    assert "Ailleurs" not in page


def test_a_town_narrows_the_list(client, territory, bakery, town):
    make_shop(territory, "Forge", town=town)
    page = client.get("/commerces/?commune=montvelune").text
    assert "Forge" in page
    assert "Le Fournil" not in page


@pytest.mark.parametrize("query", ["commune=nulle-part", "page=99", "page=x"])
def test_a_mistyped_filter_is_no_error(client, bakery, query):
    assert "Le Fournil" in client.get(f"/commerces/?{query}").text


def test_an_empty_territory_invites_to_sell(client, territory):
    assert "/vendre-ici/" in client.get("/commerces/").text


def test_a_shop_page_tells_who_sells(client, bakery):
    page = client.get("/commerces/le-fournil/").text
    seller = ("Le Fournil SARL", "SARL", "732829320", "Médiateur Exemple", "43999 Valcendre")
    assert all(text in page for text in seller)
    assert 'id="identite"' in page
    assert wordings.REPORT_LINK in page


def test_hours_telephone_and_means_of_payment_are_there(client, bakery):
    page = client.get("/commerces/le-fournil/").text
    assert "9\u00a0h – 12\u00a0h" in page
    assert 'href="tel:0465710001"' in page
    assert "espèces, carte bancaire" in page


def test_a_showcase_shop_asks_for_one_thing_a_call(client, territory):
    shop = make_shop(territory, mode="showcase", slug="vitrine")
    page = client.get(shop.get_absolute_url()).text
    call = page.index('<a class="button big" href="tel:0465710001"><span>Appeler le commerce')
    assert call < page.index("<h2>")
    assert re.findall(r'class="button(?! quiet)[^"]*"', page[page.index("<main") :]) == [
        'class="button big"'
    ]


def test_the_telephone_is_one_tap_away_at_the_top(client, bakery):
    page = client.get("/commerces/le-fournil/").text
    assert page.index('class="chip num" href="tel:0465710001"') < page.index("<h2>")


def test_a_map_opens_on_a_tap_and_asks_nothing_before(client, bakery):
    page = client.get("/commerces/le-fournil/").text
    link = "https://www.openstreetmap.org/search?query=3+rue+Haute%2C+43999+Valcendre"
    assert f'href="{link}" rel="noopener noreferrer nofollow"' in page


def test_the_next_collection_is_said_at_the_top(client, bakery):
    make_slot(bakery)
    page = client.get("/commerces/le-fournil/").text
    assert page.index("À retirer") < page.index("<h2>")


def test_a_shop_without_vat_says_so(client, bakery):
    VatStatus.objects.filter(shop=bakery).update(regime="franchise")
    assert wordings.VAT_FRANCHISE_MENTION in client.get("/commerces/le-fournil/").text


def test_a_closure_is_announced_with_its_reason(client, bakery):
    today = timezone.localdate()
    Closure.objects.create(
        shop=bakery, first_day=today, last_day=today + timedelta(days=3), reason="Congés"
    )
    page = client.get("/commerces/le-fournil/").text
    assert "Congés" in page
    assert 'class="tag ok"' not in page


def test_closures_to_come_are_said_in_their_order(client, bakery):
    today = timezone.localdate()
    for days, reason in ((50, "Inventaire"), (5, "Congés"), (200, "Travaux"), (-9, "Passé")):
        day = today + timedelta(days=days)
        Closure.objects.create(shop=bakery, first_day=day, last_day=day, reason=reason)
    page = client.get("/commerces/le-fournil/").text
    assert page.index("Congés") < page.index("Inventaire")
    assert "Travaux" not in page
    assert "Passé" not in page


def test_a_shop_page_shows_its_products_and_no_other(client, bakery, bread, cheese):
    page = client.get("/commerces/le-fournil/").text
    assert bread.get_absolute_url() in page
    assert cheese.get_absolute_url() not in page


def test_a_long_shelf_goes_on_in_the_list(client, bakery):
    for number in range(25):
        make_product(bakery, f"Pain {number}")
    assert "/produits/?commerce=le-fournil" in client.get("/commerces/le-fournil/").text


def test_a_showcase_shop_has_its_page_without_terms_of_sale(client, territory):
    shop = make_shop(territory, mode="showcase", slug="vitrine", siren="")
    page = client.get(shop.get_absolute_url()).text
    assert "les vend sur place" in page
    assert "/commerces/vitrine/conditions/" not in page
    assert client.get("/commerces/vitrine/conditions/").status_code == 404


def test_the_terms_are_the_sites_model_or_the_shops_own(client, territory, bakery):
    model = client.get("/commerces/le-fournil/conditions/").text
    make_shop(territory, slug="forge", uses_model_terms=False, own_terms="Nos <b>règles</b>.")
    own = client.get("/commerces/forge/conditions/").text
    assert "Le Fournil SARL" in model
    assert "Nos &lt;b&gt;règles&lt;/b&gt;." in own


@pytest.mark.parametrize("status", ["draft", "submitted", "refused", "paused", "closed"])
def test_a_shop_that_is_not_admitted_has_no_page(client, territory, status):
    make_shop(territory, slug="forge", status=status)
    assert client.get("/commerces/forge/").status_code == 404
    assert client.get("/commerces/forge/conditions/").status_code == 404


def test_a_shop_of_another_territory_has_no_page_here(client, territory):
    make_shop(make_territory("Combe-Bleue", "combe.example"), slug="ailleurs")
    assert client.get("/commerces/ailleurs/").status_code == 404


def test_a_shop_page_costs_the_same_whatever_its_shelf(
    client, bakery, bowls, menus_are_kept, django_assert_max_num_queries
):
    make_slot(bakery)
    for number in range(24):
        make_product(bakery, f"Pain {number}")
    with menus_are_kept(), django_assert_max_num_queries(12):
        client.get("/commerces/le-fournil/")


def test_the_list_of_shops_costs_the_same_whatever_its_length(
    client, territory, menus_are_kept, django_assert_max_num_queries
):
    for number in range(12):
        make_shop(territory, f"Commerce {number}")
    with menus_are_kept(), django_assert_max_num_queries(6):
        client.get("/commerces/")
