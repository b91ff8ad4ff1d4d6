from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from marketplace.storefront.publicity.share import post_of_product, post_of_shop
from tests.factories import make_product, make_shop, make_slot

NOW = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Paris"))
THURSDAY = datetime(2026, 11, 26, 17, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = "https://haut-velune.example"


def text_of(product):
    return post_of_product(product, now=NOW).text


def test_a_product_s_post_says_what_how_much_when_where(bakery, bread):
    make_slot(bakery, THURSDAY)
    assert text_of(bread).split("\n") == [
        "Pain de campagne\u00a0: 4,80\u202f€",
        "À retirer dès le jeudi\u00a026\u00a0novembre, 17\u00a0h",
        "Le Fournil, Valcendre",
        "https://testserver/produits/pain-de-campagne/",
    ]


def test_the_unit_price_stands_beside_the_price(bakery):
    honey = make_product(bakery, "Miel", net_quantity=Decimal("0.5"), unit="kg")
    assert "4,80\u202f€ (9,60\u202f€/kg)" in text_of(honey)


def test_the_cheapest_variant_says_that_it_is(bowls):
    assert "Bol de grès\u00a0: dès 18,00\u202f€" in text_of(bowls)


def test_what_is_made_on_order_says_so(bakery):
    make_slot(bakery, THURSDAY)
    assert "Sur commande, à retirer dès le" in text_of(make_product(bakery, available=None))


def test_nothing_is_promised_that_cannot_be_had(bread):
    assert "retirer" not in text_of(bread)


def test_a_showcase_shop_s_product_is_to_see_there(territory):
    product = make_product(make_shop(territory, mode="showcase"))
    assert "À voir sur place" in text_of(product)


def test_a_shop_s_post_says_what_it_is_and_where(bakery):
    bakery.tagline = "Levain naturel."
    assert post_of_shop(bakery).text.split("\n") == [
        "Le Fournil",
        "Boulangerie, Valcendre",
        "Levain naturel.",
        "Commandez en ligne, retirez sur place.",
        "https://testserver/commerces/le-fournil/",
    ]


def test_posts_are_french_whatever_the_shopkeeper_reads(bakery, bread):
    make_slot(bakery, THURSDAY)
    with translation.override("en"):
        texts = text_of(bread) + post_of_shop(bakery).text
    assert "À retirer" in texts
    assert "4,80\u202f€" in texts
    assert "/en/" not in texts
