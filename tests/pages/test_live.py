"""Live blocks: an editor's rule, answered by the market of the moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.pages.models import HomePage
from tests.factories import make_category, make_product, make_shop, make_slot
from tests.pages.conftest import (
    add_article,
    add_event,
    add_selection,
    add_town,
    add_walk,
    make_image,
)

TODAY = timezone.localdate


def show(client, home, *blocks, page="/"):
    HomePage.objects.get(pk=home.pk)
    home.body = list(blocks)
    home.save()
    return client.get(page).text


def products(rule, **fields):
    return ("products", {"rule": rule, "count": 8, "products": []} | fields)


def shops(rule, **fields):
    return ("shops", {"rule": rule, "count": 4, "shops": []} | fields)


def test_products_of_a_category(client, home, bakery, bread, cheese):
    category = make_category("Pains", "pains")
    bread.categories.add(category)
    page = show(client, home, products("category", category=category))
    assert bread.title in page
    assert cheese.title not in page


def test_products_picked_by_hand_keep_their_order(client, home, bread, cheese):
    page = show(client, home, products("picked", products=[cheese, bread]))
    assert 0 < page.index(cheese.title) < page.index(bread.title)


def test_products_of_shops_open_on_sunday(client, home, bakery, dairy, bread, cheese):
    dairy.opening_hours.filter(weekday=6).delete()
    page = show(client, home, products("sunday", title="Dimanche"))
    assert bread.title in page
    assert cheese.title not in page


def test_a_closure_on_sunday_counts(client, home, bakery, bread):
    day = TODAY()
    bakery.closures.create(first_day=day, last_day=day + timedelta(days=7))
    assert bread.title not in show(client, home, products("sunday"))


def test_shops_of_a_town_and_picked_ones(client, home, territory, bakery, dairy):
    town = territory.towns.create(name="Montvelune", slug="montvelune", postcode="43998")
    type(dairy).objects.filter(pk=dairy.pk).update(town=town)
    page = show(client, home, shops("town", town=town))
    assert dairy.name in page
    assert bakery.name not in page
    assert bakery.name in show(client, home, shops("picked", shops=[bakery]))


@pytest.mark.parametrize("rule", ["today", "sunday", "newest", "picked"])
def test_another_territory_s_products_are_never_shown(client, home, elsewhere, rule):
    theirs = make_product(make_shop(elsewhere, "Chez eux"), "Leur pain")
    assert "Leur pain" not in show(client, home, products(rule, products=[theirs]))


@pytest.mark.parametrize("rule", ["open_now", "sunday", "picked"])
def test_another_territory_s_shops_are_never_shown(client, home, elsewhere, rule):
    theirs = make_shop(elsewhere, "Chez eux")
    assert "Chez eux" not in show(client, home, shops(rule, shops=[theirs]))


def test_a_hidden_shop_s_things_vanish_from_pages(client, home, bakery, bread):
    type(bakery).objects.update(status="paused")
    page = show(
        client, home, products("picked", products=[bread]), shops("picked", shops=[bakery])
    )
    assert bread.title not in page
    assert bakery.name not in page


def test_what_is_empty_shows_nothing(client, home):
    blocks = [products("newest", title="Rien"), shops("sunday", title="Personne")]
    blocks += [(name, {"title": f"Vide {name}", "count": 3}) for name in ("events", "news")]
    blocks += [(name, {"title": f"Vide {name}"}) for name in ("next_market", "whats_on", "towns")]
    page = show(client, home, *blocks)
    assert not any(words in page for words in ("Rien", "Personne", "Vide"))


def test_the_home_tells_what_is_on(client, home):
    add_article(home)
    add_walk(home)
    add_event(home, first_day=TODAY() + timedelta(days=2))
    page = client.get("/").text
    assert "Ça se passe ici" in page
    assert all(words in page for words in ("Le four", "sentier des burons", "Marché de Valcendre"))


def test_the_next_market_is_the_next_one(client, home):
    add_event(home, "Foire", kind="fete", first_day=TODAY() + timedelta(days=1))
    add_event(home, "Grand marché", first_day=TODAY() + timedelta(days=9))
    add_event(home, "Petit marché", first_day=TODAY() + timedelta(days=2))
    page = show(client, home, ("next_market", {"title": ""}))
    assert "Petit marché" in page
    assert "Grand marché" not in page


def test_a_selection_stands_on_the_home_in_its_season(client, home):
    day = TODAY()
    season = add_selection(home, first_day=day, last_day=day)
    assert "De saison" in client.get("/").text
    season.first_day = season.last_day = day - timedelta(days=1)
    season.save()
    assert "De saison" not in client.get("/").text
    assert "Cette sélection est terminée" in client.get(season.url).text


def test_a_town_shows_its_shops_events_and_news(client, home, territory, bakery):
    town = territory.towns.get()
    add_event(home, "Fête du four", town=town, first_day=TODAY() + timedelta(days=2))
    add_article(home, "Nouvelle boulangère", town=town)
    page = client.get(add_town(home, territory).url).text
    assert all(words in page for words in (bakery.name, "Fête du four", "Nouvelle boulangère"))


def test_a_walk_leads_to_the_shops_on_the_way(client, home, bakery, elsewhere):
    foreign = make_shop(elsewhere, "Chez eux")
    stops = [
        ("stop", {"title": "Le four", "shop": bakery, "text": "Ça sent bon."}),
        ("stop", {"title": "La borne", "shop": foreign, "text": ""}),
    ]
    page = client.get(add_walk(home, stops=stops).url).text
    assert all(words in page for words in ("2\u00a0h", "5\u00a0km", "Sur le chemin", bakery.name))
    assert "Chez eux" not in page


def test_the_whole_home_has_a_bounded_number_of_queries(
    client, home, territory, bakery, dairy, django_assert_max_num_queries
):
    image = make_image(territory)
    for shop in (bakery, dairy):
        make_slot(shop)
        for number in range(8):
            make_product(shop, f"{shop.name} {number}")
    for number in range(5):
        add_article(home, f"Article {number}", picture=image)
        add_event(home, f"Marché {number}", first_day=TODAY() + timedelta(days=number + 1))
    show(client, home, products("today"), shops("open_now"), ("whats_on", {"title": ""}))
    with django_assert_max_num_queries(27):
        client.get("/")


def test_pages_leave_no_cookie_and_vary_on_none(client, home):
    response = client.get(add_article(home).url)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
