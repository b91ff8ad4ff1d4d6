"""Basket and account come after the page, for those alone who have one."""

from django.urls import reverse


def test_who_only_looks_gets_no_hint(client, bread):
    client.get("/produits/")
    assert "entete" not in client.cookies


def test_a_basket_leaves_a_hint_that_scripts_can_read(put, client, bread):
    response = put(bread, 2)
    hint = response.cookies["entete"]
    assert hint.value == "1"
    assert not hint["httponly"]


def test_the_fragment_counts_the_units_and_is_kept_by_nobody(put, client, bread):
    put(bread, 2)
    response = client.get(reverse("pickup:header"))
    assert "(2)" in response.text
    assert response["Cache-Control"] == "private, no-store"
    assert response.text.count("hx-swap-oob") == 2


def test_the_fragment_greets_who_has_signed_in(client, territory, dora):
    client.force_login(dora)
    assert "Dora" in client.get(reverse("pickup:header")).text


def test_the_fragment_of_a_stranger_is_the_plain_header(client, territory):
    response = client.get(reverse("pickup:header"))
    assert response.status_code == 200
    assert "(" not in response.text
    assert not response.cookies


def test_signing_out_takes_the_hint_away(client, territory, dora):
    password = {"login": dora.email, "password": "correct horse battery"}
    client.post(reverse("account_login"), password)
    assert client.cookies["entete"].value == "1"
    client.post(reverse("account_logout"))
    assert client.cookies["entete"].value == ""
