"""What search engines and shared links read of shops and products."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from marketplace.storefront.sharing import in_short
from shops.models import Closure, OpeningHours
from tests.factories import make_product, make_shop, make_slot

SCHEMA = "https://schema.org"


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = "https://haut-velune.example"


@pytest.fixture
def read(client):
    def read(address):
        found = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text
        )
        [data] = found
        return json.loads(data)

    return read


@pytest.fixture
def meta(client):
    def meta(address):
        page = client.get(address).text
        return dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))

    return meta


def test_a_shop_is_a_local_business_with_its_address(read, bakery):
    data = read("/commerces/le-fournil/")
    assert data["@type"] == "LocalBusiness"
    assert data["url"] == "https://testserver/commerces/le-fournil/"
    assert (data["name"], data["telephone"]) == ("Le Fournil", "04 65 71 00 01")
    assert data["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "3 rue Haute",
        "postalCode": "43999",
        "addressLocality": "Valcendre",
        "addressCountry": "FR",
    }


def test_days_that_open_alike_are_said_once(read, bakery):
    OpeningHours.objects.filter(shop=bakery, weekday=6).delete()
    morning, afternoon = read("/commerces/le-fournil/")["openingHoursSpecification"]
    assert (morning["opens"], morning["closes"]) == ("09:00", "12:00")
    assert (afternoon["opens"], afternoon["closes"]) == ("14:00", "19:00")
    assert len(morning["dayOfWeek"]) == 6
    assert f"{SCHEMA}/Sunday" not in morning["dayOfWeek"]


def test_closures_to_come_are_said_and_past_ones_not(read, bakery):
    today = timezone.localdate()
    for first, last in ((-9, -1), (3, 5)):
        Closure.objects.create(
            shop=bakery,
            first_day=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
        )
    [closed] = read("/commerces/le-fournil/")["specialOpeningHoursSpecification"]
    assert closed["validFrom"] == (today + timedelta(days=3)).isoformat()
    assert closed["opens"] == closed["closes"]


def test_a_product_says_its_price_and_its_seller(read, bakery, bread):
    make_slot(bakery)
    data = read(bread.get_absolute_url())
    offer = data["offers"]
    assert (data["@type"], data["name"]) == ("Product", "Pain de campagne")
    assert (offer["@type"], offer["price"], offer["priceCurrency"]) == ("Offer", "4.80", "EUR")
    assert offer["availability"] == f"{SCHEMA}/InStock"
    assert offer["seller"]["name"] == "Le Fournil"


def test_variants_are_a_range_of_prices(read, bakery, bowls):
    make_slot(bakery)
    offer = read(bowls.get_absolute_url())["offers"]
    assert offer["@type"] == "AggregateOffer"
    assert (offer["lowPrice"], offer["highPrice"], offer["offerCount"]) == ("18.00", "24.00", 2)


@pytest.mark.parametrize(
    ("facts", "slot", "said"),
    [
        ({"available": 0}, True, "SoldOut"),
        ({"available": None}, True, "MadeToOrder"),
        ({}, False, "InStoreOnly"),
    ],
)
def test_availability_is_what_the_page_says(read, bakery, facts, slot, said):
    product = make_product(bakery, "Brioche", **facts)
    if slot:
        make_slot(bakery)
    assert read(product.get_absolute_url())["offers"]["availability"] == f"{SCHEMA}/{said}"


def test_a_showcase_shop_sells_in_the_shop_only(read, territory):
    product = make_product(make_shop(territory, mode="showcase"), "Rose")
    assert read(product.get_absolute_url())["offers"]["availability"] == f"{SCHEMA}/InStoreOnly"


def test_no_name_ends_the_data_early(read, bakery):
    bakery.name = "</script><script>alert(1)</script>"
    bakery.save()
    assert read("/commerces/le-fournil/")["name"] == bakery.name


def test_a_shared_shop_shows_its_title_line_and_picture(meta, bakery):
    bakery.tagline = "Levain naturel & four à bois"
    bakery.picture = "commerces/abc/original.jpg"
    bakery.save()
    said = meta("/commerces/le-fournil/")
    assert said["title"] == "Le Fournil, Valcendre"
    assert said["description"] == "Levain naturel &amp; four à bois"
    assert said["url"] == "https://testserver/commerces/le-fournil/"
    assert said["image"] == "https://testserver/media/commerces/abc/original.jpg"


def test_what_has_no_picture_shows_the_territory_s(meta, bakery, bread):
    for address in ("/commerces/le-fournil/", bread.get_absolute_url(), "/"):
        image = meta(address)["image"]
        assert image.startswith(("http://", "https://"))
        assert image.endswith("/static/img/share.jpg")


def test_a_shared_product_says_what_it_is(meta, bakery):
    product = make_product(
        bakery, "Miel", description="<p>Doux&nbsp;!</p><p>De châtaignier.</p>", price=Decimal(9)
    )
    said = meta(product.get_absolute_url())
    assert said["title"] == "Miel · Le Fournil"
    assert said["description"] == "Doux ! De châtaignier."


def test_a_product_without_a_description_says_where_it_is(meta, bread):
    assert meta(bread.get_absolute_url())["description"].startswith("Le Fournil, Valcendre")


def test_a_long_description_is_cut(bakery):
    assert len(in_short("mot " * 100)) <= 200
