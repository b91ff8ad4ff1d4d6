from decimal import Decimal

import pytest


def test_a_line_is_read_through_windows_1252_and_semicolons(read):
    honey = read("tableur.csv").products["M-250"]
    assert (honey.title, honey.price) == ("Miel de châtaignier", Decimal("7.90"))
    assert (honey.stock, honey.grams, honey.ean) == (12, 250, "3017620422003")
    assert honey.category_path == ("Épicerie", "Miels")


def test_line_ends_of_a_description_are_kept(read):
    honey = read("tableur.csv").products["M-250"]
    assert honey.description_html == "<p>Récolté au Combe.<br>Pot en verre</p>"


def test_thousands_may_have_no_break_spaces(read):
    assert read("tableur.csv").products["T-1"].price == Decimal("1234.50")


def test_vat_rates_are_per_cent_however_written(read):
    products = read("tableur.csv").products
    rates = [products[reference].vat_rate for reference in ("M-250", "T-1", "pain d epices")]
    assert rates == [Decimal("5.5")] * 3
    assert products["=1+1"].vat_rate is None


def test_allergens_become_codes(read):
    products = read("tableur.csv").products
    assert products["M-250"].allergens == ()
    assert products["T-1"].allergens == ("eggs", "milk")
    assert products["=1+1"].allergens is None


def test_an_unknown_allergen_is_refused_by_its_name(read):
    assert read("tableur.csv").refused[6] == (
        "The allergen “noix de coco” is not one of the fourteen, nor “aucun”."
    )


def test_stock_may_be_said_in_words(read):
    products = read("tableur.csv").products
    assert products["pain d epices"].stock == 0
    assert (products["=1+1"].stock, products["T-1"].stock) == (None, None)


def test_what_is_not_online_is_not_published(read):
    products = read("tableur.csv").products
    assert (products["M-250"].published, products["T-1"].published) == (True, False)
    assert products["pain d epices"].published


def test_formulas_are_kept_as_plain_text(read):
    assert read("tableur.csv").products["=1+1"].title == "=cmd|' /C calc'!A0"


def test_a_volume_is_no_weight(read):
    assert read("tableur.csv").products["=1+1"].grams is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (7, "“-3,00” is not a price: write for example 12,90."),
        (8, "The price is missing."),
        (9, "“gratuit” is not a price: write for example 12,90."),
        (10, "“M-250” is already on line 2."),
        (12, "The spreadsheet has shortened the code 3,70123E+12: format its column as text."),
        (13, "“6,5” is not a stock: write a whole number."),
        (14, "“1234567890123” is not a valid EAN: check it or leave the cell empty."),
        (15, "“19,6” is not a VAT rate that products can have here."),
        (17, "The line stops after 4 cells of 11: it looks cut short."),
        (18, "The line has 12 cells, but there are 11 columns."),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(read, line, reason):
    assert read("tableur.csv").refused[line] == reason


def test_nothing_else_of_the_file_is_lost(read):
    result = read("tableur.csv")
    assert list(result.products) == ["M-250", "T-1", "pain d epices", "=1+1"]
    assert list(result.refused) == [6, 7, 8, 9, 10, 12, 13, 14, 15, 17, 18]


def test_without_a_reference_the_ean_identifies_then_the_name(read):
    result = read("Produit;Prix;EAN\nThé;3;96385074\nThé;4;\n")
    assert list(result.products) == ["96385074", "the"]


def test_headers_are_known_however_written(read):
    result = read("  NOM ;Prix de vente T.T.C.;Prix;Quantité en stock\nSel;x;2,5;3\n")
    assert result.products["sel"].price == Decimal("2.50")
    assert result.products["sel"].stock == 3


def test_a_weight_takes_its_unit_from_the_header(read):
    assert read("Nom;Prix;Poids (kg)\nSel;2;1,5\n").products["sel"].grams == 1500
    assert read("Nom;Prix;Poids (g)\nSel;2;250\n").products["sel"].grams == 250
    assert read("Nom;Prix;Poids\nSel;2;250\n").products["sel"].grams is None
