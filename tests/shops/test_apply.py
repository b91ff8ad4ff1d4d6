"""The page on which a shop asks to join."""

import re

import pytest
from django.urls import reverse

from marketplace.notifications.models import OutboxMessage
from shops.admission import admit_shop
from shops.models import Shop
from tests import factories
from tests.shops.applications import make_applicant, post_of

APPLY = "/vendre-ici/"


@pytest.fixture
def here(territory):
    return territory


def test_the_page_says_the_price_and_holds_the_form(here, client):
    page = client.get(APPLY).content.decode()
    assert "19" in page
    assert 'name="trade"' in page
    assert here.towns.first().name in page


def test_an_application_leads_to_the_thanks(here, client):
    answer = client.post(APPLY, post_of(here), follow=True)
    assert answer.redirect_chain == [(reverse("shops:apply_done"), 302)]
    assert Shop.objects.get().applicant_email == "erin@example.org"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("town", "0"),
        ("email", "erin"),
        ("phone", "12"),
        ("postcode", "4399"),
        ("mode", "free"),
        ("kind", "x"),
        ("first_name", ""),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_nothing_is_lost(here, client, field, value):
    answer = client.post(APPLY, post_of(here, **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert "Poterie" in page
    assert not Shop.objects.exists()


def test_a_town_of_another_territory_is_no_choice(here, client):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    answer = client.post(APPLY, post_of(here, town=elsewhere.towns.first().pk))
    assert list(answer.context["form"].errors) == ["town"]


def test_nobody_learns_whether_an_address_has_an_account(here, client, dora):
    known = client.post(APPLY, post_of(here, email=dora.email))
    unknown = client.post(APPLY, post_of(here, email="nobody@example.org", name="Autre"))
    assert known.status_code == unknown.status_code == 302
    assert known.url == unknown.url


def test_who_is_signed_in_finds_the_name_filled_in(here, client, dora):
    client.force_login(dora)
    assert 'value="Lemaire"' in client.get(APPLY).content.decode()


def test_who_is_signed_in_is_the_applicant(here, client, dora):
    client.force_login(dora)
    client.post(APPLY, post_of(here, email="boutique@example.org"))
    shop = Shop.objects.get()
    assert (shop.applicant, shop.applicant_email) == (dora, dora.email)
    assert shop.email == "boutique@example.org"


def test_too_many_applications_are_told_to_telephone(here, client, monkeypatch):
    monkeypatch.setattr("shops.admission.MAX_A_DAY", 0)
    answer = client.post(APPLY, post_of(here))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_a_newcomer_chooses_a_password_and_enters_the_shop(here, client, agnes):
    shop = make_applicant(here)
    admit_shop(shop=shop, by=agnes)
    link = link_in("application_admitted", "/compte/mot-de-passe/nouveau/")
    form_page = client.get(link, follow=True)
    new = {"password1": "un pain de quatre livres", "password2": "un pain de quatre livres"}
    client.post(form_page.redirect_chain[-1][0], new)
    assert client.login(email="erin@example.org", password="un pain de quatre livres")
    assert client.get(reverse("shops:pro_shop", args=[shop.slug])).status_code == 200


def test_the_password_link_works_once(here, client, agnes):
    admit_shop(shop=make_applicant(here), by=agnes)
    link = link_in("application_admitted", "/compte/mot-de-passe/nouveau/")
    new = {"password1": "un pain de quatre livres", "password2": "un pain de quatre livres"}
    client.post(client.get(link, follow=True).redirect_chain[-1][0], new)
    assert "password1" not in client.get(link, follow=True).content.decode()


def test_a_claim_asks_to_sign_in_then_gives_the_shop(here, client, agnes, dora):
    shop, link = claimable(here, agnes)
    assert client.get(link).url.startswith(reverse("account_login"))
    client.force_login(dora)
    assert dora.email in client.get(link).content.decode()
    assert client.post(link).url == reverse("shops:pro_shop", args=[shop.slug])
    assert shop.members.get().user == dora


def test_a_claim_once_used_is_gone_for_others(here, client, agnes, dora):
    shop, link = claimable(here, agnes)
    factories.ShopMember.objects.create(shop=shop, user=agnes)
    client.force_login(dora)
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert client.get("/vendre-ici/ouvrir/poterie:x:y/").status_code == 404


def claimable(territory, agnes):
    shop = make_applicant(territory)
    factories.make_user("erin@example.org")
    admit_shop(shop=shop, by=agnes)
    return shop, link_in("application_admitted", "/vendre-ici/ouvrir/")


def link_in(kind, path):
    """Return the path of the link in a mail that begins so."""
    text = OutboxMessage.objects.get(kind=kind).text
    return re.search(re.escape(path) + r"\S+", text)[0]
