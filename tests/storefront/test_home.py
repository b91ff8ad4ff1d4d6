"""The live parts of the home page."""

from marketplace.storefront.home import home_categories, home_products, home_shops
from tests.factories import make_category, make_product, make_shop


def test_today_comes_when_enough_can_be_collected_today(territory, bakery, dairy, slot_at, now):
    slot_at(bakery, 8)
    slot_at(dairy, 3)
    for shop, title in ((bakery, "Pain"), (bakery, "Baba"), (dairy, "Tome"), (dairy, "Yaourt")):
        make_product(shop, title)
    found = home_products(territory, now=now)
    assert found["all_today"]
    assert [c.product.title for c in found["cards"]] == ["Tome", "Yaourt", "Baba", "Pain"]


def test_with_little_for_today_the_next_collections_are_shown(
    territory, bakery, dairy, bread, cheese, slot_at, now
):
    slot_at(bakery, 26)
    slot_at(dairy, 3)
    found = home_products(territory, now=now)
    assert not found["all_today"]
    assert [c.product for c in found["cards"]] == [cheese, bread]


def test_a_full_shelf_does_not_hide_the_other_shops(
    territory, bakery, dairy, cheese, slot_at, now
):
    slot_at(bakery, 3)
    slot_at(dairy, 8)
    for number in range(9):
        make_product(bakery, f"Pain {number}")
    shown = [card.product for card in home_products(territory, now=now)["cards"]]
    assert len(shown) == 8
    assert shown[-1] == cheese


def test_what_cannot_be_had_is_shown_last(territory, bakery, dairy, cheese, slot_at, now):
    slot_at(bakery, 3)
    make_product(bakery, "Pain")
    make_product(bakery, "Tarte")
    shown = [card.product.title for card in home_products(territory, now=now)["cards"]]
    assert shown == ["Pain", "Tarte", "Tome de la Croix"]


def test_open_shops_come_first_then_those_that_open_next(territory, bakery, now):
    late = make_shop(territory, "Atelier", hours=False)
    late.opening_hours.create(weekday=2, opens="16:00", closes="18:00")
    make_shop(territory, "Sans horaires", hours=False)
    found = home_shops(territory, now=now)
    assert [card.shop for card in found["cards"]] == [bakery, late]
    assert found["any_open"]
    assert found["shop_count"] == 3


def test_only_the_first_categories_with_products_are_ways_in(territory, bakery, now):
    grocery = make_category()
    make_category("Vide", "vide")
    honey = make_category("Miels", "miels", parent=grocery)
    make_product(bakery, "Miel", categories=[honey])
    assert home_categories(territory, now=now) == [grocery]
