from decimal import Decimal

import pytest

from shops.catalogue.imports.allergens import read_allergens
from shops.catalogue.imports.exceptions import RowError
from shops.catalogue.imports.values import (
    read_description,
    read_ean,
    read_image_urls,
    read_price,
    read_reference,
    read_stock,
    read_title,
)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("12,90 €", "12.90"),
        ("12.9", "12.90"),
        ("12,90EUR", "12.90"),
        ("1\u202f234,50\u00a0€", "1234.50"),
        ("50.0000", "50.00"),
        ("99 999,99", "99999.99"),
    ],
)
def test_prices_are_read_as_people_and_shops_write_them(text, price):
    assert read_price(text) == Decimal(price)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0,00",
        "-1",
        "1e3",
        "NaN",
        "12,345",
        "1,234.50",
        "100000",
        "9" * 5000,
        "١٢",
        "3 €/kg",
    ],
)
def test_missing_absurd_or_doubtful_prices_are_refused(text):
    with pytest.raises(RowError):
        read_price(text)


@pytest.mark.parametrize(
    ("text", "stock"), [("12", 12), ("12,0", 12), ("1 200", 1200), ("-3", 0), ("0", 0)]
)
def test_stock_is_a_whole_number_never_below_zero(text, stock):
    assert read_stock(text) == stock


@pytest.mark.parametrize("text", ["", "beaucoup", "2,5", "10000000", "9" * 40])
def test_any_other_stock_is_refused(text):
    with pytest.raises(RowError):
        read_stock(text)


def test_a_title_is_one_line_of_plain_text():
    assert read_title(" @SUM(1)\n  <b>Miel</b> &amp; noix ") == "@SUM(1) <b>Miel</b> & noix"


@pytest.mark.parametrize("read", [read_title, read_reference])
@pytest.mark.parametrize("text", ["", "x" * 256])
def test_titles_and_references_have_limits(read, text):
    with pytest.raises(RowError):
        read(text)


def test_a_description_has_a_limit():
    with pytest.raises(RowError, match="longer"):
        read_description("x" * 50_001)


@pytest.mark.parametrize(
    ("text", "ean"),
    [("3017620422003", "3017620422003"), ("'96385074", "96385074"), ("MAISON-1", ""), ("", "")],
)
def test_only_real_codes_are_eans(text, ean):
    assert read_ean(text) == ean


def test_only_web_addresses_are_kept_each_once():
    cells = ["https://a.example/1,2.jpg, http://b.example/x.png", "photo.jpg", ""]
    urls = read_image_urls([*cells, "javascript:alert(1)", "https://a.example/1,2.jpg"])
    assert urls == ["https://a.example/1,2.jpg", "http://b.example/x.png"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lait, GLUTEN ; œufs", ("gluten", "eggs", "milk")),
        ("noix et noisettes", ("nuts",)),
        ("fruits à coque / céleri", ("nuts", "celery")),
        ("Aucun", ()),
        ("non renseigné", None),
        ("-", None),
        ("", None),
    ],
)
def test_allergens_are_known_as_people_write_them(text, codes):
    assert read_allergens(text) == codes


@pytest.mark.parametrize("text", ["lait, kiwi", "aucun, lait", "traces de noix"])
def test_doubtful_allergens_are_refused_and_never_dropped(text):
    with pytest.raises(RowError):
        read_allergens(text)
