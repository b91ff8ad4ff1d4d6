"""The products of a shop's page, by its shelves."""

import pytest
from oscar.core.loading import get_model

from marketplace.storefront import page_cache
from tests.factories import make_category, make_news, make_product, make_slot
from tests.test_pages_html import faults_of

Product = get_model("catalogue", "Product")
SHOP = "/commerces/le-fournil/"
ALL = f'<a class="chip" href="{SHOP}#produits"'


@pytest.fixture
def shelves(bakery):
    make_product(bakery, "Tourte", shelf="Pains")
    make_product(bakery, "Flan", shelf="Gâteaux & flans")
    make_product(bakery, "Levain", shelf="")
    return bakery


def test_each_shelf_has_its_way_and_all_comes_first(client, shelves):
    page = client.get(SHOP).text
    ways = [page.index(way) for way in (ALL, "?rayon=gateaux-flans#", "?rayon=pains#", "=autres#")]
    assert ways == sorted(ways)
    assert f'{ALL} aria-current="true">Tous' in page


def test_a_shelf_shows_what_lies_on_it(client, shelves):
    page = client.get(f"{SHOP}?rayon=gateaux-flans").text
    assert "Flan</a>" in page
    assert "Tourte" not in page
    assert '#produits" aria-current="true">Gâteaux &amp; flans' in page
    assert f"{ALL}>" in page


@pytest.mark.parametrize("asked", ["nulle-part", "", "%00", "x" * 500])
def test_a_shelf_that_there_is_not_shows_everything(client, shelves, asked):
    page = client.get(f"{SHOP}?rayon={asked}").text
    assert "Tourte" in page
    assert "Flan</a>" in page


def test_a_shop_with_one_shelf_offers_no_choice(client, bakery):
    make_product(bakery, shelf="Pains")
    assert "?rayon=" not in client.get(SHOP).text


def test_without_own_shelves_the_categories_of_the_site_stand_in(client, bakery):
    for name in ("Pains", "Douceurs"):
        make_product(bakery, f"Un de {name}", categories=[make_category(name, name.lower())])
    page = client.get(f"{SHOP}?rayon=douceurs").text
    assert "Un de Douceurs" in page
    assert "Un de Pains" not in page


def test_what_is_not_published_opens_no_shelf(client, bakery):
    make_product(bakery, "Tourte", shelf="Pains")
    make_product(bakery, "Flan", shelf="Gâteaux", published=False)
    assert "?rayon=" not in client.get(SHOP).text


def test_a_long_shelf_comes_in_pages(client, shelves):
    for number in range(30):
        make_product(shelves, f"Miche n° {number:02}.", shelf="Pains")
    first = client.get(f"{SHOP}?rayon=pains").text
    second = client.get(f"{SHOP}?rayon=pains&page=2").text
    assert "rayon=pains&amp;page=2" in first
    assert [page.count('<li class="product">') for page in (first, second)] == [24, 7]
    assert "Tourte" in second


def test_a_kept_page_is_kept_by_its_shelf(rf, settings, territory):
    settings.PAGE_CACHE = True
    keys = {page_cache.key_of(rf.get(f"{SHOP}?rayon={name}")) for name in ("pains", "flans")}
    assert len(keys - {None}) == 2


def test_its_pages_are_valid(client, shelves):
    for address in (SHOP, f"{SHOP}?rayon=pains"):
        assert faults_of(client.get(address).text) == []


@pytest.mark.parametrize("address", [SHOP, f"{SHOP}?rayon=rayon-3", f"{SHOP}?rayon=cat-3"])
@pytest.mark.parametrize("own", [True, False])
def test_five_hundred_products_cost_no_more_than_a_few(
    client, bakery, bowls, menus_are_kept, django_assert_max_num_queries, own, address
):
    make_slot(bakery)
    make_news(bakery)
    many(bakery, 500, own=own)
    with menus_are_kept(), django_assert_max_num_queries(12):
        client.get(address)


def many(shop, count, *, own):
    """Put many copies of one product on seven shelves, quickly."""
    like = make_product(shop, "Pain")
    stock = like.stockrecords.get()
    facts = {"shop": shop, "status": "published", "vat_rate": like.vat_rate, "is_food": False}
    products = Product.objects.bulk_create(
        Product(
            title=f"Pain {number}",
            slug=f"pain-{number}",
            search_text=f"pain {number}",
            shelf=f"Rayon {number % 7}" if own else "",
            product_class=like.product_class,
            withdrawal_regime="perishable",
            **facts,
        )
        for number in range(count)
    )
    record = type(stock)
    record.objects.bulk_create(
        record(
            product=product,
            partner=stock.partner,
            partner_sku=product.slug,
            price=stock.price,
            num_in_stock=5,
            mode=stock.mode,
        )
        for product in products
    )
    categories = [make_category(f"Cat {number}", f"cat-{number}") for number in range(7)]
    placed = Product.categories.through
    placed.objects.bulk_create(
        placed(product=product, category=categories[number % 7])
        for number, product in enumerate(products)
    )
