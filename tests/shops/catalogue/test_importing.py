"""Saving what a shop's file says."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from oscar.core.loading import get_model

from shops.catalogue.importing import import_rows
from shops.catalogue.imports import read_products
from shops.catalogue.models import ImportedProduct
from tests.factories import make_category, make_order, make_product

Product = get_model("catalogue", "Product")
FIXTURES = Path(__file__).parent / "imports" / "fixtures"
HEADER = "Référence;Désignation;Prix TTC;Stock;Rayon;Allergènes;Code-barres\n"

pytestmark = pytest.mark.django_db


def run(shop, *lines, **options):
    rows = read_products((HEADER + "\n".join(lines) + "\n").encode())
    return import_rows(shop=shop, rows=rows, **options)


@pytest.mark.parametrize("name", ["shopify.csv", "woocommerce.csv", "tableur.csv"])
def test_the_same_file_twice_changes_nothing(bakery, name):
    first = import_rows(shop=bakery, rows=read_products(FIXTURES / name))
    second = import_rows(shop=bakery, rows=read_products(FIXTURES / name))
    assert first.created > 0
    assert (second.created, second.updated) == (0, 0)
    assert second.unchanged == first.created


def test_a_dry_run_reports_and_saves_nothing(bakery):
    report = run(bakery, "A;Miel;7,90;12;;;", dry_run=True)
    assert report.created == 1
    assert not Product.objects.exists()


def test_a_changed_line_updates_its_product(bakery):
    run(bakery, "A;Miel;7,90;12;;;")
    report = run(bakery, "A;Miel;8,50;12;;;")
    product = ImportedProduct.objects.get(reference="A").product
    assert report.updated == 1
    assert str(product.stockrecords.get().price) == "8.50"


def test_what_the_shop_said_since_is_kept(bakery):
    run(bakery, "A;Miel;7,90;12;;;")
    Product.objects.update(
        origin="Montvelune", is_food=True, allergens=[], net_quantity=500, unit="g"
    )
    run(bakery, "A;Miel;8,50;12;;;")
    product = Product.objects.get()
    assert (product.origin, product.allergens) == ("Montvelune", [])
    assert (product.net_quantity, product.unit) == (500, "g")


def test_what_was_sold_since_the_last_file_stays_sold(bakery):
    run(bakery, "A;Miel;7,90;12;;;")
    Product.objects.update(is_food=True, allergens=[], status="published")
    make_order(Product.objects.get(), quantity=2)
    run(bakery, "A;Miel;8,50;12;;;")
    assert Product.objects.get().stockrecords.get().net_stock_level == 10


def test_a_known_category_is_used_and_an_unknown_one_kept_as_shelf(bakery):
    category = make_category("Épicerie", "epicerie")
    run(bakery, "A;Miel;7,90;12;Terroir > Epicerie;;", "B;Vis;1;;Quincaillerie;;")
    assert Product.objects.get(title="Miel").categories.get() == category
    assert Product.objects.get(title="Vis").shelf == "Quincaillerie"


def test_the_narrowest_of_the_shop_s_own_words_is_the_shelf(bakery):
    make_category("Épicerie", "epicerie")
    run(bakery, "A;Miel;7,90;12;Épicerie > Douceurs;;")
    assert Product.objects.get().shelf == "Douceurs"


def test_a_shelf_named_on_the_site_stays_where_the_file_names_none(bakery):
    run(bakery, "A;Miel;7,90;12;;;")
    Product.objects.update(shelf="Douceurs")
    run(bakery, "A;Miel;8,50;12;;;")
    assert Product.objects.get().shelf == "Douceurs"


def test_food_that_states_no_allergen_stays_a_draft(bakery):
    category = make_category("Épicerie", "epicerie")
    type(category).objects.update(is_food=True)
    report = run(bakery, "A;Miel;7,90;12;Épicerie;;", "B;Pain;4;3;Épicerie;gluten;")
    statuses = dict(Product.objects.values_list("title", "status"))
    assert statuses == {"Miel": "draft", "Pain": "published"}
    assert [line for line, _reason in report.drafts] == [2]


def test_where_nothing_says_whether_it_is_food_it_stays_a_draft(bakery):
    run(bakery, "A;Tarte;7,90;12;;;")
    assert Product.objects.get().status == "draft"


def test_an_ean_that_another_product_has_is_refused_with_its_line(bakery):
    make_product(bakery, ean="3017620422003")
    report = run(bakery, "A;Miel;7,90;12;;;3017620422003")
    assert [line for line, _reason in report.refused] == [2]


def test_two_shops_may_bring_the_same_references(bakery, dairy):
    run(bakery, "A;Miel;7,90;12;;;")
    assert run(dairy, "A;Miel;7,90;12;;;").created == 1


def test_picture_addresses_are_noted_for_later(bakery):
    import_rows(shop=bakery, rows=read_products(FIXTURES / "shopify.csv"))
    assert any(known.image_urls for known in ImportedProduct.objects.all())


def test_variants_stand_under_their_parent(bakery):
    import_rows(shop=bakery, rows=read_products(FIXTURES / "shopify.csv"))
    parent = Product.objects.filter(structure="parent").first()
    assert parent.children.count() > 1
    assert not parent.stockrecords.exists()


def test_the_command_prints_its_figures(bakery, capsys):
    call_command("import_products", str(FIXTURES / "tableur.csv"), shop=bakery.slug)
    assert f"{Product.objects.count()} " in capsys.readouterr().out.splitlines()[-1]


def test_the_command_names_an_unknown_shop(db):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_products", str(FIXTURES / "tableur.csv"), shop="nowhere")
