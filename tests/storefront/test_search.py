import pytest

from tests.factories import make_product, make_shop

SEARCH = "/recherche/"


def test_without_words_the_search_is_the_list(client, territory):
    assert client.get(SEARCH, {"q": "  "}).url == "/produits/"


@pytest.mark.parametrize("words", ["Gateaux brules", "gâteau  brûlé", "GÂTEAU"])
def test_accents_case_and_plurals_do_not_matter(client, bakery, words):
    make_product(bakery, "Gâteau brûlé")
    assert "/produits/gateau-brule/" in client.get(SEARCH, {"q": words}).text


@pytest.mark.parametrize("words", ["fournil pain", "valcendre", "pain campagne"])
def test_words_are_those_of_title_shop_and_town(client, bread, words):
    assert "/produits/pain-de-campagne/" in client.get(SEARCH, {"q": words}).text


def test_every_word_must_be_there(client, bread):
    assert "/produits/pain-de-campagne/" not in client.get(SEARCH, {"q": "pain miel"}).text


def test_shops_are_found_by_name_trade_and_town(client, territory, bakery, dairy):
    page = client.get(SEARCH, {"q": "fromagerie"}).text
    assert "/commerces/buron/" in page
    assert "/commerces/le-fournil/" not in page


def test_a_shop_that_is_not_shown_is_not_found(client, territory):
    make_shop(territory, "Secret", slug="secret", status="submitted")
    assert "/commerces/secret/" not in client.get(SEARCH, {"q": "secret"}).text


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\x00", "%_\\", "a" * 5000, "'; --", "« miel »"]
)
def test_strange_words_find_nothing_and_break_nothing(client, bread, words):
    response = client.get(SEARCH, {"q": words}, follow=True)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
