"""Lists and pages say of each product when it alone can be had."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.storefront import ranking
from marketplace.storefront.cards import is_on_order, obstacle_to, product_cards
from marketplace.storefront.queries import shown_products
from marketplace.storefront.words import Obstacle
from pickup.orders.making.planning import make_per_day
from shops.catalogue.service_terms import Service, set_service
from shops.catalogue.services import create_product, publish_product
from shops.catalogue.terms import Terms, say_sold_out, set_terms
from tests.factories import make_draft, make_order, make_product, make_service, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(bakery):
    return [make_slot(bakery, timezone.now() + timedelta(days=n)) for n in (1, 2, 3)]


def ranked(territory):
    shops = ranking.answering_shops(territory, now=timezone.now())
    return ranking.ranked_slice(shown_products(territory), shops, start=0, stop=10)


def only_on(day):
    return Terms(weekdays=str(day.weekday()))


def test_a_product_of_certain_days_stands_behind_what_is_had_sooner(territory, bakery, days):
    brioche = make_product(bakery, "Brioche du surlendemain")
    pain = make_product(bakery, "Pain")
    set_terms(product=brioche, terms=only_on(days[1].day), preparation_weight=1)
    found = ranked(territory)
    starts = [days[0].start, days[1].start]
    assert [(product, product.next_start) for product in found] == [
        (pain, starts[0]),
        (brioche, starts[1]),
    ]


def test_a_product_sold_out_for_each_day_says_so_and_not_that_it_is_gone(
    territory, bakery, bread, days
):
    make_per_day(product=bread, quantity=0)
    [found] = ranked(territory)
    assert (found.next_start, obstacle_to(found)) == (None, Obstacle.NO_DAY)


def test_a_day_s_last_unit_taken_the_next_day_is_told(territory, bread, days):
    make_per_day(product=bread, quantity=1)
    make_order(bread, slot=days[0])
    [found] = ranked(territory)
    assert found.next_start == days[1].start


def test_sold_out_today_moves_on_to_the_next_day(territory, bread, bakery):
    now = timezone.now()
    first = make_slot(bakery, now + timedelta(minutes=1), cutoff=now + timedelta(seconds=30))
    later = make_slot(bakery, now + timedelta(days=1))
    say_sold_out(product=bread, day=first.day)
    [found] = ranked(territory)
    assert found.next_start == later.start


def test_variants_with_days_of_their_own_give_their_parent_the_soonest(territory, bakery, days):
    parent = create_product(shop=bakery, draft=make_draft(title="Bûche"), structure="parent")
    for title, slot in (("6 parts", days[2]), ("4 parts", days[1])):
        variant = create_product(shop=bakery, draft=make_draft(title=title), parent=parent)
        publish_product(product=variant)
        set_terms(product=variant, terms=only_on(slot.day), preparation_weight=1)
    publish_product(product=parent)
    [found] = ranked(territory)
    assert found.next_start == days[1].start


def test_today_s_list_leaves_out_what_is_not_had_today(client, territory, bakery, bread):
    now = timezone.now()
    today = make_slot(bakery, now + timedelta(minutes=1), cutoff=now + timedelta(seconds=30))
    brioche = make_product(bakery, "Brioche du lendemain")
    tomorrow = today.day + timedelta(days=1)
    set_terms(product=brioche, terms=only_on(tomorrow), preparation_weight=1)
    page = client.get("/produits/?quand=aujourdhui").content.decode()
    assert ("Pain de campagne" in page, "Brioche du lendemain" in page) == (True, False)


def test_where_no_worker_ran_a_visit_makes_the_slots(client, territory, bakery, bread):
    bakery.pickup_point.made_until = None
    bakery.pickup_point.save()
    page = client.get("/produits/").content.decode()
    assert "Pain de campagne" in page
    assert bakery.pickup_point.slots.exists()
    bakery.pickup_point.refresh_from_db()
    assert bakery.pickup_point.made_until > timezone.localdate() + timedelta(days=12)


def test_products_with_days_of_their_own_cost_four_queries_whatever_their_number(
    territory, bakery, days, django_assert_max_num_queries
):
    for number in range(12):
        product = make_product(bakery, f"Pain {number}")
        make_per_day(product=product, quantity=number)
    with django_assert_max_num_queries(5):
        ranking.answering_shops(territory, now=timezone.now())


def test_so_many_a_day_is_not_to_order(territory, bread, days):
    make_per_day(product=bread, quantity=3)
    [found] = ranked(territory)
    assert not is_on_order(found)


def test_a_service_is_had_when_its_chair_is_free_again(territory, bakery, days):
    cut = make_service(bakery, minutes=30)
    make_order(cut, slot=days[0])
    [found] = ranked(territory)
    assert found.next_start == days[1].start


def test_a_service_is_had_by_appointment_and_other_goods_are_not(territory, bakery, bread, days):
    make_service(bakery, minutes=30)
    cards = product_cards(ranked(territory), now=timezone.now())
    assert [card.when.startswith("sur rendez-vous, demain") for card in cards] == [True, False]


def test_a_variant_that_is_a_service_makes_one_of_its_product(territory, bakery, days):
    parent = create_product(shop=bakery, draft=make_draft(title="Coupe"), structure="parent")
    draft = make_draft(title="Cheveux longs", available=None)
    long = create_product(shop=bakery, draft=draft, parent=parent)
    publish_product(product=long)
    publish_product(product=parent)
    set_service(product=long, service=Service(duration_minutes=30, resource_name="Fauteuil"))
    [found] = ranked(territory)
    assert (found.is_service, found.next_start) == (True, days[0].start)


def test_a_service_that_lasts_beyond_every_closing_has_no_day(territory, bakery, days):
    make_service(bakery, minutes=90)
    [found] = ranked(territory)
    assert (found.next_start, obstacle_to(found)) == (None, Obstacle.NO_APPOINTMENT)
