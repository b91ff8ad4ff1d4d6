"""Nonsense in every address and form, by everybody: an answer, never an error page.

On PostgreSQL, which refuses what SQLite lets through (NUL, numbers out of range).
"""

import random

import pytest
from django.test import Client
from django.urls import get_resolver

from pickup.orders.links import token_of
from pickup.withdrawals.lookup import key_of
from tests.access.routes import walk
from tests.factories import make_option, make_order

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TRIES = 2
NONSENSE = [
    *("", "0", "-1", "9" * 20, "1,5", "1e9", "null", "[]", "abc", "é" * 300, "<b>", "😀"),
    *("\x00", "a\x00b", "2026-13-45", "25:99", "' OR 1=1"),
]
FIELDS = [
    *("product", "quantity", "remove", "basket", "shown", "name", "email", "phone", "code"),
    *("reason", "title", "price", "available", "stock_seen", "kept_photo", "photo", "category"),
    *("allergens", "vat_rate", "net_quantity", "unit", "publish", "first_day", "last_day"),
    *("lead_time_minutes", "default_capacity", "day0-morning_opens", "day0-morning_closes"),
    *("slots-TOTAL_FORMS", "slots-INITIAL_FORMS", "slots-0-starts", "trade", "kind", "town"),
    *("address", "mode", "login", "password", "explanation", "siren", "means_of_payment"),
    *("since", "q", "page", "etat", "commune", "commerce", "quand", "next"),
    *("kind", "shop", "note", "wanted", "public", "mois"),
    *("at_most", "extra_price", "values-TOTAL_FORMS", "values-0-name", "values-0-extra_price"),
    *("rayon", "shelf", "text", "mail", "without_picture", "number", "contact"),
    *("lines", "step", "what"),
    *("nonce", "endpoint", "p256dh", "auth"),
    *("q-1", "o-1-a", "key", "source", "slot", "list_hour"),
]


def addresses(order, product):
    """Yield our own addresses, filled with things that exist."""
    values = {
        "<slug:shop_slug>": order.shop.slug,
        "<number:number>": order.number,
        "<int:pk>": str(product.pk),
        "<str:day>": "2026-12-24",
        "<slug:slug>": product.slug,
        "<str:token>": token_of(order.purchase),
        "<slug:reference>": "abc",
        "<slug:page>": "conditions",
        "<key>": "abc",
        "<slug:key>": product.own_options[0]["key"] if product.own_options else "abc",
        "<str:key>": key_of(order, known=True),
    }
    for route in sorted(set(walk(get_resolver().url_patterns))):
        for placeholder, value in values.items():
            route = route.replace(placeholder, value)
        if not route.startswith(("admin/", "_util", "^")) and "<" not in route:
            yield f"/{route}"


@pytest.mark.parametrize("who", ["nobody", "alice", "agnes", "dora"])
def test_nonsense_gets_an_answer(who, request, bread, alice, agnes, dora):
    client, chance = Client(raise_request_exception=False), random.Random(who)
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))
    make_option(bread)
    for address in addresses(make_order(bread), bread):
        for _ in range(TRIES):
            data = {chance.choice(FIELDS): chance.choice(NONSENSE) for _ in range(12)}
            answers = [client.get(address, data), client.post(address, data)]
            assert all(answer.status_code < 500 for answer in answers), (address, data)
