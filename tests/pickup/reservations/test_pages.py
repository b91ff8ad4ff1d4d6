"""From the product's page to what is put aside, and giving it up; no account needed."""

import pytest
from django.utils import timezone

from marketplace.legal.wordings import RESERVE_BUTTON
from pickup.reservations.ending import mark_came
from pickup.reservations.links import token_of
from pickup.reservations.models import Reservation
from shops.catalogue.services import create_product, publish_product, set_available
from tests.factories import allow_reserving, make_draft, make_slot

from .conftest import overdue, set_aside, stock_of

pytestmark = pytest.mark.django_db
TYPED = {"quantity": "1", "name": "Dora Lemaire", "email": "dora@example.org", "phone": ""}


@pytest.fixture
def form(knife):
    return f"/reserver/{knife.slug}/"


def page_of(reservation):
    return f"/reservation/{token_of(reservation)}/"


def test_the_product_s_page_leads_there_below_the_basket(client, bakery, knife, form):
    make_slot(bakery)
    page = client.get(knife.get_absolute_url()).text
    assert RESERVE_BUTTON == "Réserver sans obligation d’achat"
    assert page.index("Ajouter au panier") < page.index(RESERVE_BUTTON)
    assert f'href="{form}"' in page


def test_what_cannot_be_put_aside_leads_nowhere(client, bakery, knife, bread):
    assert RESERVE_BUTTON not in client.get(bread.get_absolute_url()).text
    assert client.get(f"/reserver/{bread.slug}/").status_code == 404
    set_available(product=knife, available=0)
    assert RESERVE_BUTTON not in client.get(knife.get_absolute_url()).text


def test_what_was_kept_too_long_is_offered_again_without_a_worker(client, knife):
    set_available(product=knife, available=1)
    set_aside(knife, now=overdue())
    assert RESERVE_BUTTON in client.get(knife.get_absolute_url()).text


def test_the_form_says_until_when_and_that_nothing_is_due(client, form):
    page = client.get(form)
    assert page.context["until"] > timezone.now()
    for words in ("vous n’achetez rien ici", "pas de rétractation", f">{RESERVE_BUTTON}<"):
        assert words in page.text
    main = page.text.split("<main")[1]
    for word in ("commande", "confirm", "panier"):
        assert word not in main.lower()


def test_a_guest_puts_aside_and_sees_the_code(client, knife, form):
    page = client.post(form, TYPED, follow=True)
    kept = Reservation.objects.get()
    # A link is signed with its second.
    opened, expected = (url.split(":")[0] for url in (page.redirect_chain[0][0], page_of(kept)))
    assert opened == expected
    assert kept.spaced_code in page.text
    assert "no-store" in page["Cache-Control"]
    assert stock_of(knife) == (10, 1)


def test_who_is_signed_in_finds_their_name(client, dora, form):
    client.force_login(dora)
    assert 'value="Dora Lemaire"' in client.get(form).text
    client.post(form, TYPED)
    assert Reservation.objects.get().user == dora


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "6"),
        ("quantity", "0"),
        ("quantity", "9" * 30),
        ("name", ""),
        ("name", "a\x00b"),
        ("email", ""),
        ("email", "nobody"),
        ("phone", "12"),
    ],
)
def test_a_slip_is_said_and_nothing_typed_is_lost(client, form, field, value):
    page = client.post(form, TYPED | {field: value})
    assert page.status_code == 422
    assert "field-error" in page.text
    assert not Reservation.objects.exists()


def test_a_refusal_is_said_on_the_form(client, knife, form):
    set_available(product=knife, available=1)
    page = client.post(form, TYPED | {"quantity": "2"})
    assert page.status_code == 422
    assert "Il n’en reste pas autant." in page.text
    assert 'value="dora@example.org"' in page.text


def test_sent_again_after_going_back_it_says_that_it_is_kept_already(client, form):
    client.post(form, TYPED)
    page = client.post(form, TYPED)
    assert page.status_code == 422
    assert "déjà de côté pour vous" in page.text
    assert Reservation.objects.count() == 1


def test_of_variants_one_is_chosen(client, bakery):
    draft = make_draft(title="Bol de grès", price=None, is_food=False)
    bowls = create_product(shop=bakery, draft=draft, structure="parent")
    small, large = (
        create_product(shop=bakery, draft=make_draft(title=title, is_food=False), parent=bowls)
        for title in ("Petit bol", "Grand bol")
    )
    for one in (small, large, bowls):
        publish_product(product=one)
    allow_reserving(bowls, small, large)
    form = f"/reserver/{bowls.slug}/"
    assert "Petit bol" in client.get(form).text
    assert client.post(form, TYPED).status_code == 422
    assert client.post(form, TYPED | {"product": "999999999"}).status_code == 422
    client.post(form, TYPED | {"product": small.pk})
    assert Reservation.objects.get().product == small


def test_giving_up_is_asked_once_more(client, knife, kept):
    address = f"{page_of(kept)}annuler/"
    assert "Vous ne viendrez pas" in client.get(address).text
    assert stock_of(knife) == (10, 2)
    assert "vous ne devez rien" in client.post(address, follow=True).text
    assert "déjà terminée" in client.post(address, follow=True).text
    assert stock_of(knife) == (10, 0)


def test_what_has_ended_is_said_without_a_code(client, kept, alice):
    mark_came(reservation=kept, bought=False, by=alice)
    assert kept.spaced_code not in client.get(page_of(kept)).text


def test_what_is_overdue_ends_when_it_is_looked_at(client, knife):
    late = set_aside(knife, now=overdue())
    assert "Plus mis de côté" in client.get(page_of(late)).text
    assert stock_of(knife) == (10, 0)


@pytest.mark.parametrize("token", ["1", "1:abc:def", "é" * 50])
def test_nobody_makes_up_a_link(client, kept, token):
    assert client.get(f"/reservation/{token}/").status_code == 404
