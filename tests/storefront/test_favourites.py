"""The heart: kept by a plain form, shown as the person's own by a script."""

import pytest
from django.urls import reverse

from shops.favourites.models import Favourite
from shops.favourites.queries import followers_of
from tests import factories

pytestmark = pytest.mark.django_db

CHANGE = "/compte/favoris/changer/"
BUTTON = "/compte/favoris/bouton/"
LIST = "/compte/favoris/"


def test_a_product_is_kept_and_let_go(client, bread, dora):
    client.force_login(dora)
    for _ in range(2):
        assert client.post(CHANGE, {"product": bread.pk}).url == LIST
    assert Favourite.objects.get().product == bread
    client.post(CHANGE, {"product": bread.pk, "remove": "1"})
    assert not Favourite.objects.exists()


def test_who_is_not_signed_in_signs_in_and_confirms(client, bread, dora):
    login = client.post(CHANGE, {"product": bread.pk}).url
    assert login.startswith("/compte/connexion/?next=")
    client.force_login(dora)
    page = client.get(f"{CHANGE}?product={bread.pk}").content.decode()
    assert "Garder parmi mes favoris" in page
    assert not Favourite.objects.exists()


def test_to_follow_a_shop_is_to_be_one_of_its_followers(client, bakery, dora):
    client.force_login(dora)
    client.post(CHANGE, {"shop": bakery.pk})
    assert list(followers_of(bakery)) == [dora]


def test_the_script_s_button_leads_back_to_the_page(client, bread, dora):
    client.force_login(dora)
    answer = client.post(CHANGE, {"product": bread.pk, "stay": "1"})
    assert answer.url == bread.get_absolute_url()
    assert 'name="remove"' in client.get(f"{BUTTON}?product={bread.pk}").content.decode()


def test_nobody_s_button_costs_no_page(client, bread):
    assert client.get(f"{BUTTON}?product={bread.pk}").status_code == 204


def test_the_page_of_a_product_is_the_same_for_everybody(client, bread, dora):
    before = client.get(bread.get_absolute_url()).content
    client.force_login(dora)
    client.post(CHANGE, {"product": bread.pk})
    assert client.get(bread.get_absolute_url()).content == before


def test_another_site_cannot_press_the_button(client, bread, dora):
    client.force_login(dora)
    sent = client.post(CHANGE, {"product": bread.pk}, headers={"sec-fetch-site": "cross-site"})
    assert sent.status_code == 403


@pytest.mark.parametrize("data", [{}, {"product": "x"}, {"shop": "999999"}, {"product": "-1"}])
def test_nonsense_answers_404(client, territory, dora, data):
    client.force_login(dora)
    assert client.post(CHANGE, data).status_code == 404
    assert client.get(BUTTON, data).status_code == 404


def test_the_list_costs_the_same_whatever_its_length(
    client, bakery, bread, dora, django_assert_max_num_queries
):
    client.force_login(dora)
    client.post(CHANGE, {"shop": bakery.pk})
    for title in ("Tourte", "Brioche", "Fougasse"):
        client.post(CHANGE, {"product": factories.make_product(bakery, title).pk})
    with django_assert_max_num_queries(16):
        page = client.get(reverse("storefront:favourites")).content.decode()
    assert "Fougasse" in page
    assert "Le Fournil" in page
