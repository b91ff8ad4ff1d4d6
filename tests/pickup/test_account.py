"""A person's account: purchases found again, ordered again, details kept."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.pages.services import make_editor
from pickup.orders.links import token_of
from tests import factories

pytestmark = pytest.mark.django_db
BasketLine = get_model("basket", "Line")


def again(client, order):
    return client.post(reverse("pickup:order_again", args=[token_of(order.purchase)]), follow=True)


def lines():
    return dict(
        BasketLine.objects.filter(basket__status="Open").values_list("product__title", "quantity")
    )


def test_a_guest_s_purchase_appears_once_the_address_is_proved(client, bread, dora):
    order = factories.make_order(bread, email="Dora@Example.org")
    client.force_login(dora)
    assert token_of(order.purchase)[:20] not in client.get("/compte/").content.decode()
    EmailAddress.objects.create(user=dora, email=dora.email, verified=True)
    assert token_of(order.purchase)[:20] in client.get("/compte/").content.decode()


def test_another_account_s_purchase_never_appears(client, bread, dora, alice):
    factories.make_order(bread, email=dora.email, user=alice)
    EmailAddress.objects.create(user=dora, email=dora.email, verified=True)
    client.force_login(dora)
    assert list(client.get("/compte/").context["purchases"]) == []


def test_the_list_is_paged_and_costs_the_same(client, bread, dora, django_assert_max_num_queries):
    for _ in range(3):
        factories.make_order(bread, user=dora)
    client.force_login(dora)
    with django_assert_max_num_queries(16):
        page = client.get("/compte/")
    assert page.context["page"].paginator.count == 3


def test_what_is_still_sold_goes_into_the_basket(client, bread):
    order = factories.make_order(bread, quantity=3)
    page = again(client, order).content.decode()
    assert lines() == {"Pain de campagne": 3}
    assert "prix du jour" in page


def test_asked_twice_it_is_not_doubled(client, bread):
    order = factories.make_order(bread, quantity=3)
    again(client, order)
    again(client, order)
    assert lines() == {"Pain de campagne": 3}


def test_what_is_no_longer_sold_is_said(client, bread):
    order = factories.make_order(bread)
    bread.status = "archived"
    bread.save()
    page = again(client, order).content.decode()
    assert "Introuvable pour le moment" in page
    assert lines() == {}


def test_fewer_than_then_is_said(client, bread):
    order = factories.make_order(bread, quantity=4)
    bread.stockrecords.update(num_in_stock=6)
    page = again(client, order).content.decode()
    assert lines() == {"Pain de campagne": 2}
    assert "2 seulement" in page


def test_a_forged_link_orders_nothing(client, territory):
    assert client.post(reverse("pickup:order_again", args=["x:y"])).status_code == 404


def test_details_are_kept(client, territory, dora):
    client.force_login(dora)
    client.post(reverse("pickup:profile"), {"first_name": "Dora", "phone": "06 39 98 00 12"})
    dora.refresh_from_db()
    assert dora.phone == "+33639980012"


def test_a_wrong_telephone_is_said_beside_it(client, territory, dora):
    client.force_login(dora)
    answer = client.post(reverse("pickup:profile"), {"first_name": "D", "phone": "abc"})
    assert answer.status_code == 422
    assert 'value="abc"' in answer.content.decode()


def test_an_account_leads_to_the_spaces_where_a_person_works(client, bakery, alice, territory):
    editor = factories.make_user("edith@example.org")
    make_editor(territory=territory, user=editor)
    factories.add_totp(editor)
    for person, space, other in (
        (editor, "/admin/", f"/pro/{bakery.slug}/"),
        (alice, f"/pro/{bakery.slug}/", "/admin/"),
    ):
        client.force_login(person)
        page = client.get("/compte/").text
        assert f'href="{space}"' in page
        assert f'href="{other}"' not in page
