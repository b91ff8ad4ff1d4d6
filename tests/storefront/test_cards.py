"""Every card answers « when can I have it? », or why not."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.storefront import queries, ranking
from marketplace.storefront.cards import product_card, shop_cards
from marketplace.storefront.words import Obstacle
from tests.factories import make_product, make_shop


@pytest.fixture
def card_of(territory, now):
    def make(product):
        found = queries.shown_products(territory).get(pk=product.pk)
        ranking.dressed([found], ranking.answering_shops(territory, now=now))
        return product_card(found, now=now)

    return make


def test_a_product_that_can_be_collected_today_says_from_when(bakery, bread, slot_at, card_of):
    slot_at(bakery, 3)
    card = card_of(bread)
    assert card.when == "aujourd’hui dès 12\u00a0h"
    assert card.is_today
    assert card.obstacle is None


def test_a_later_day_is_said_and_is_not_today(bakery, bread, slot_at, card_of):
    slot_at(bakery, 48)
    card = card_of(bread)
    assert card.when == "vendredi\u00a027 dès 9\u00a0h"
    assert not card.is_today


@pytest.mark.parametrize(
    "fields",
    [{"closed": True}, {"capacity": 2, "booked": 2}, {"cutoff_in": -1}],
    ids=["closed", "full", "beyond its cut-off"],
)
def test_a_slot_that_takes_no_order_promises_nothing(fields, bakery, bread, slot_at, card_of, now):
    if "cutoff_in" in fields:
        fields = {"cutoff": now + timedelta(hours=fields["cutoff_in"])}
    slot_at(bakery, 3, **fields)
    assert card_of(bread).obstacle is Obstacle.NO_SLOT


def test_a_showcase_shop_is_seen_in_the_shop(territory, slot_at, card_of):
    shop = make_shop(territory, mode="showcase")
    slot_at(shop, 3)
    assert card_of(make_product(shop)).obstacle is Obstacle.SHOWCASE


def test_a_shop_without_its_legal_identity_takes_no_order(territory, slot_at, card_of):
    shop = make_shop(territory, siren="")
    slot_at(shop, 3)
    assert card_of(make_product(shop)).obstacle is Obstacle.NO_ORDERS


def test_what_is_left_is_what_nobody_has_set_aside(bakery, bread, slot_at, card_of):
    slot_at(bakery, 3)
    bread.stockrecords.update(num_allocated=10)
    assert card_of(bread).obstacle is Obstacle.SOLD_OUT


def test_a_product_on_order_says_so(bakery, slot_at, card_of):
    slot_at(bakery, 48)
    cake = make_product(bakery, "Gâteau", available=None)
    assert card_of(cake).when == "sur commande, vendredi\u00a027 dès 9\u00a0h"


def test_a_parent_shows_its_lowest_price_and_is_had_as_long_as_one_variant_is(
    bakery, bowls, slot_at, card_of
):
    slot_at(bakery, 3)
    card = card_of(bowls)
    assert (card.price.amount, card.price.is_lowest) == (Decimal("18.00"), True)
    assert card.obstacle is None


def test_a_parent_whose_variants_are_all_gone_is_sold_out(bakery, bowls, slot_at, card_of):
    slot_at(bakery, 3)
    bowls.children.get(title="Petit bol").stockrecords.update(num_allocated=3)
    assert card_of(bowls).obstacle is Obstacle.SOLD_OUT


def test_shops_open_now_come_first_then_names_without_accents(territory, now):
    for name in ("Zinc", "Éclair", "Atelier"):
        make_shop(territory, name)
    make_shop(territory, "Abeille fermée", hours=False)
    cards = shop_cards(queries.shops_with_hours(territory), now=now)
    assert [card.shop.name for card in cards] == ["Atelier", "Éclair", "Zinc", "Abeille fermée"]


@pytest.mark.parametrize(
    ("is_food", "rate", "kind"),
    [
        (True, "5.5", "food"),
        (False, "5.5", "book"),
        (False, "10.0", "plant"),
        (False, "20.0", "craft"),
    ],
)
def test_what_has_no_photo_shows_the_placeholder_of_its_kind(client, bakery, is_food, rate, kind):
    facts = {"is_food": is_food, "vat_rate": Decimal(rate), "allergens": []}
    product = make_product(bakery, **facts)
    for address in ("/produits/", product.get_absolute_url()):
        assert f"placeholder-{kind}.svg" in client.get(address).text
