"""Every address of the shops' and the association's spaces, walked by people who do not belong."""

import pytest
from django.urls import URLPattern, get_resolver

from tests.factories import make_order

pytestmark = pytest.mark.django_db


def walk(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from walk(pattern.url_patterns, route)


def space(prefix):
    return sorted(
        {route for route in walk(get_resolver().url_patterns) if route.startswith(prefix)}
    )


def fill(route, order, bread):
    values = {
        "<slug:shop_slug>": order.shop.slug,
        "<number:number>": order.number,
        "<int:pk>": str(bread.pk),
        "<str:day>": "2026-12-24",
        "<slug:slug>": order.shop.slug,
        "<slug:reference>": "SABCDEFGHJ",
        "<slug:page>": "conditions",
    }
    for placeholder, value in values.items():
        route = route.replace(placeholder, value)
    assert "<" not in route, f"no value for {route}: add one here"
    return f"/{route}"


@pytest.fixture
def order(bread, alice):
    return make_order(bread)


@pytest.mark.parametrize("route", space("pro/"))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing_in_a_shop_s_space(client, order, bread, dora, route, method):
    client.force_login(dora)
    assert getattr(client, method)(fill(route, order, bread)).status_code in (404, 405)


@pytest.mark.parametrize("route", space("pro/<slug:shop_slug>/"))
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_owner_of_another_shop_finds_nothing(client, order, bread, charlie, route, method):
    client.force_login(charlie)
    assert getattr(client, method)(fill(route, order, bread)).status_code in (404, 405)


@pytest.mark.parametrize("route", space("pro/") + space("association/"))
def test_who_is_not_signed_in_is_asked_to(client, order, bread, route):
    response = client.get(fill(route, order, bread))
    asked = response.status_code == 302 and response.url.startswith("/compte/connexion/")
    assert asked or response.status_code == 405


@pytest.mark.parametrize("route", space("association/"))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_shopkeeper_finds_nothing_at_the_association_s_desk(
    client, order, bread, alice, route, method
):
    client.force_login(alice)
    assert getattr(client, method)(fill(route, order, bread)).status_code in (404, 405)


@pytest.mark.parametrize(
    "route",
    [route for route in space("pro/<slug:shop_slug>/") if "number" in route or "pk" in route],
)
def test_another_shop_s_things_answer_like_things_that_do_not_exist(
    client, order, bread, charlie, route
):
    """In one's own space, with the number of another shop's order or product."""
    client.force_login(charlie)
    route = route.replace("<slug:shop_slug>", "buron")
    assert client.post(fill(route, order, bread)).status_code in (404, 405)


def test_the_walk_covers_both_spaces():
    assert len(space("pro/")) >= 15
    assert len(space("association/")) >= 4
