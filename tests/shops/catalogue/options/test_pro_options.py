"""A shopkeeper's screen of a product's options."""

from decimal import Decimal

import pytest

from marketplace.territories.versions import version_of
from shops.catalogue.options.model import options_of
from shops.catalogue.services import create_product
from tests.factories import make_draft, make_option

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def root(bread):
    return f"/pro/le-fournil/produits/{bread.pk}/options/"


def typed(*values, name="Pain", kind="one", **fields):
    rows = {"values-TOTAL_FORMS": str(len(values)), "values-INITIAL_FORMS": "0"}
    for number, value in enumerate(values):
        rows |= {f"values-{number}-{field}": text for field, text in value.items()}
    return {"name": name, "kind": kind} | rows | fields


def options(product):
    product.refresh_from_db()
    return options_of(product)


def test_an_option_is_added_with_its_values(counter, root, bread):
    sliced = {"name": "Tranché", "extra_price": "0,20", "allergens": ["sesame"]}
    answer = counter.post(f"{root}ajouter/", typed(sliced, {"name": "Entier"}, required="on"))
    assert answer.url == root
    (option,) = options(bread)
    assert (option.name, option.kind, option.required) == ("Pain", "one", True)
    assert [value.name for value in option.values] == ["Tranché", "Entier"]
    assert option.values[0].extra_price == Decimal("0.20")
    assert option.values[0].allergens == ("sesame",)


def test_the_list_shows_options_and_the_product_leads_there(counter, root, bread):
    make_option(bread, values=[("Tranché", "0.20")], required=True)
    page = counter.get(root).text
    assert "Tranché" in page
    assert "0,20" in page
    assert f'href="{root}"' in counter.get(root.removesuffix("options/")).text


def test_a_text_has_a_price_and_no_values(counter, root, bread):
    counter.post(f"{root}ajouter/", typed(name="Gravure", kind="text", extra_price="5"))
    (option,) = options(bread)
    assert (option.kind, option.extra_price, option.values) == ("text", Decimal(5), ())


def test_a_value_keeps_its_key_when_it_is_renamed_and_an_emptied_one_goes(counter, root, bread):
    option = make_option(bread)
    rows = [
        {"key": option.values[0].key, "name": "Tranché fin"},
        {"key": option.values[1].key, "name": ""},
    ]
    counter.post(f"{root}{option.key}/", typed(*rows))
    (changed,) = options(bread)
    assert changed.key == option.key
    assert [(value.key, value.name) for value in changed.values] == [
        (option.values[0].key, "Tranché fin")
    ]


def test_a_key_made_up_or_sent_twice_becomes_another(counter, root, bread):
    option = make_option(bread)
    key = option.values[0].key
    rows = [{"key": key, "name": "A"}, {"key": key, "name": "B"}, {"key": "zz", "name": "C"}]
    counter.post(f"{root}{option.key}/", typed(*rows))
    keys = [value.key for value in options(bread)[0].values]
    assert keys[0] == key
    assert len(set(keys)) == 3
    assert "zz" not in keys


@pytest.mark.parametrize(
    ("form", "beside"),
    [
        (typed({"name": "Tranché"}, name=""), "id_name_error"),
        (typed({"name": "Tranché", "extra_price": "beaucoup"}), "id_values-0-extra_price_error"),
        (typed({"extra_price": "2"}), "id_values-0-name_error"),
        (typed({"name": "Tranché"}, kind="text"), "id_kind_error"),
        (typed(), "values_error"),
        (typed({"name": "Tranché"}, {"name": "tranché"}), "values_error"),
        (typed({"name": "Tranché"}, kind="some", at_most="2"), "id_at_most_error"),
        (typed({"name": "Tranché"}, kind="some", at_most="0"), "id_at_most_error"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(counter, root, bread, form, beside):
    answer = counter.post(f"{root}ajouter/", form)
    assert answer.status_code == 422
    assert f'id="{beside}"' in answer.text
    assert 'role="alert"' in answer.text
    if "values-0-name" in form:
        assert f'value="{form["values-0-name"]}"' in answer.text
    assert options(bread) == []


def test_two_options_of_one_name_are_refused(counter, root, bread):
    make_option(bread)
    answer = counter.post(f"{root}ajouter/", typed({"name": "Oui"}, name="pain"))
    assert 'id="id_name_error"' in answer.text


def test_nonsense_is_answered(counter, root):
    assert counter.post(f"{root}ajouter/", {}).status_code == 422
    many = {"values-TOTAL_FORMS": "999999", "values-INITIAL_FORMS": "x"}
    assert counter.post(f"{root}ajouter/", many).status_code == 422
    assert counter.post(f"{root}ajouter/", typed({"name": "a\0"})).status_code == 422


def test_an_option_is_removed_and_public_pages_know(
    counter, root, bread, territory, django_capture_on_commit_callbacks
):
    option = make_option(bread)
    before = version_of(territory.pk)
    with django_capture_on_commit_callbacks(execute=True):
        counter.post(f"{root}{option.key}/retirer/")
    assert options(bread) == []
    assert version_of(territory.pk) != before


def test_a_variant_leads_to_its_parent_s_options(counter, bakery):
    parent = create_product(shop=bakery, draft=make_draft(), structure="parent")
    child = create_product(shop=bakery, draft=make_draft(title="Grand"), parent=parent)
    answer = counter.get(f"/pro/le-fournil/produits/{child.pk}/options/")
    assert answer.url == f"/pro/le-fournil/produits/{parent.pk}/options/"


def test_another_shop_s_options_are_not_found(client, charlie, root, bread):
    option = make_option(bread)
    client.force_login(charlie)
    for address in (root, f"{root}ajouter/", f"{root}{option.key}/"):
        assert client.get(address).status_code == 404
    own = root.replace("le-fournil", "buron")
    assert client.get(own).status_code == 404
