"""A shop's own shelves: its words, those that sound alike as one, and the site's without any."""

import pytest
from oscar.core.loading import get_model

from shops.catalogue.own_shelves import shelf_names, shelves_of
from tests.factories import make_category, make_product

Product = get_model("catalogue", "Product")
pytestmark = pytest.mark.django_db


def shelves(shop):
    """Return the names of the shelves, each with how much lies on it."""
    found = shelves_of(Product.objects.for_shop(shop)).shelves
    return [(shelf.name, len(shelf.products)) for shelf in found]


def fill(shop, *names):
    for number, name in enumerate(names):
        make_product(shop, f"Produit {number}", shelf=name)


def test_products_lie_on_the_shelves_that_the_shop_names(bakery):
    fill(bakery, "Pains", "Gâteaux", "Pains", "Éclairs")
    assert shelves(bakery) == [("Éclairs", 1), ("Gâteaux", 1), ("Pains", 2)]


def test_names_that_sound_alike_are_one_shelf(bakery):
    fill(bakery, "Pâtés", "pates", "Pâtés", "Jambons")
    assert shelves(bakery) == [("Jambons", 1), ("Pâtés", 3)]


def test_what_lies_on_none_stands_on_the_last(bakery):
    fill(bakery, "Pains", "Zestes", "", "★")
    assert shelves(bakery) == [("Pains", 1), ("Zestes", 1), ("Autres", 2)]


def test_a_shelf_called_others_takes_it(bakery):
    fill(bakery, "Pains", "Autres", "", "Zestes")
    assert shelves(bakery) == [("Pains", 1), ("Zestes", 1), ("Autres", 2)]


def test_one_shelf_is_no_choice(bakery):
    fill(bakery, "Pains", "Pains", "")
    assert shelves(bakery) == []


def test_a_shop_that_names_none_has_the_categories_of_the_site(bakery):
    food = make_category()
    sweet, bread = make_category("Douceurs", "douceurs", food), make_category("Pains", "pains")
    for number, categories in enumerate(([sweet], [sweet, bread], [])):
        make_product(bakery, f"Produit {number}", categories=categories)
    assert shelves(bakery) == [("Douceurs", 2), ("Pains", 1)]


def test_a_category_kept_back_is_no_shelf(bakery):
    for name in ("a", "b", "c"):
        make_product(bakery, name, categories=[make_category(name, name)])
    type(make_category("d", "d")).objects.filter(slug="c").update(is_public=False)
    assert shelves(bakery) == [("a", 1), ("b", 1)]


@pytest.mark.parametrize("count", [4, 40])
def test_it_costs_one_query_whatever_the_number(bakery, count, django_assert_num_queries):
    fill(bakery, *(f"Rayon {number % 7}" for number in range(count)))
    with django_assert_num_queries(1):
        shelves(bakery)


def test_suggestions_are_the_shop_s_own_and_not_of_what_is_archived(bakery, dairy):
    fill(bakery, "Pains", "pains", "Éclairs", "")
    fill(dairy, "Tomes")
    make_product(bakery, shelf="Passé")
    Product.objects.filter(shelf="Passé").update(status="archived")
    assert shelf_names(bakery) == ["Éclairs", "Pains"]
